package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RerankerTest {

  private static final Path NATIVE = Path.of("target", "native").toAbsolutePath();
  private static final Path TOKENIZER =
      Path.of("models", "bge-small-en-v1.5-q", "bge-small-en-v1.5-q-tokenizer.json");
  private static final String QUESTION = "where does anna live";

  @TempDir private Path folder;

  private Reranker reranker(String score, int maxTokens, byte[] graph) {
    TinyReranker.write(folder, "tiny", score, maxTokens, graph);
    return Rerankers.open(Rerankers.find(List.of(folder), "tiny"), NATIVE);
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Test
  void theQuestionAndTheTextAreReadTogetherAndToldApart() {
    try (Reranker reranker = reranker("sigmoid", 64, TinyGraph.overlap(2))) {
      // Shared tokens of each text, with the marker that closes both the question and the text.
      assertThat(reranker.scores(QUESTION, List.of("anna does", "olives", "anna anna live")))
          .satisfiesExactly(
              score -> assertThat(score).isCloseTo(sigmoid(3 - 2), within(1e-6)),
              score -> assertThat(score).isCloseTo(sigmoid(1 - 2), within(1e-6)),
              score -> assertThat(score).isCloseTo(sigmoid(4 - 2), within(1e-6)));
    }
  }

  @Test
  void ofClassesTheLastIsTheAnswer() {
    try (Reranker reranker = reranker("softmax", 64, TinyGraph.overlapClasses(2))) {
      assertThat(reranker.scores(QUESTION, List.of("anna does")).get(0))
          .isCloseTo(Math.exp(1) / (1 + Math.exp(1)), within(1e-6));
    }
  }

  @Test
  void theSameTextsGiveTheSameScoresWhateverIsBesideThem() {
    List<String> texts =
        Stream.iterate(0, i -> i + 1).limit(40).map(i -> "anna live ".repeat(i % 7) + i).toList();
    try (Reranker reranker = reranker("sigmoid", 64, TinyGraph.overlap(5))) {
      List<Double> together = reranker.scores(QUESTION, texts);

      assertThat(reranker.scores(QUESTION, texts)).isEqualTo(together);
      assertThat(texts.stream().map(text -> reranker.scores(QUESTION, List.of(text)).get(0)))
          .isEqualTo(together);
      assertThat(reranker.scores(QUESTION, List.of())).isEmpty();
    }
  }

  @Test
  void ofALongTextTheStartIsRead() {
    try (Reranker reranker = reranker("sigmoid", 16, TinyGraph.overlap(5))) {
      // 16 tokens: three markers, four of the question, nine of the text.
      String text = "anna ".repeat(9) + "anna ".repeat(200);

      assertThat(reranker.scores(QUESTION, List.of(text)).get(0))
          .isCloseTo(sigmoid(9 + 1 - 5), within(1e-6));
    }
  }

  @Test
  void aLongQuestionLeavesHalfOfTheRoomToTheText() {
    long[] question = {101, 1, 2, 3, 4, 5, 6, 7, 8, 9, 102};
    long[] text = {101, 11, 12, 13, 14, 15, 16, 102};
    Tokenizer.Joint joint = new Tokenizer.Joint(new long[] {102}, 1);

    CrossEncoder.Pair cut = CrossEncoder.Pair.of(question, text, joint, 11);
    CrossEncoder.Pair whole = CrossEncoder.Pair.of(question, text, joint, 100);

    assertThat(cut.ids()).containsExactly(101, 1, 2, 3, 4, 102, 11, 12, 13, 14, 102);
    assertThat(cut.segments()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    assertThat(whole.ids()).hasSize(9 + 6 + 3).endsWith(15, 16, 102);
  }

  @Test
  void aModelMayPutTwoMarkersBetweenTextsAndTellNoSegments() {
    CrossEncoder.Pair pair =
        CrossEncoder.Pair.of(
            new long[] {0, 7, 2},
            new long[] {0, 8, 9, 2},
            new Tokenizer.Joint(new long[] {2, 2}, 0),
            512);

    assertThat(pair.ids()).containsExactly(0, 7, 2, 2, 8, 9, 2);
    assertThat(pair.segments()).containsOnly(0);
  }

  @Test
  void bothTokenizersJoinTextsAlike() throws IOException {
    try (Tokenizer java = TokenizerFile.read(TOKENIZER).wordPiece().orElseThrow();
        Tokenizer library = new LibraryTokenizer(TOKENIZER, Optional.of(NATIVE))) {
      assertThat(java.joint().ids()).containsExactly(102);
      assertThat(library.joint().ids()).isEqualTo(java.joint().ids());
      assertThat(library.joint().segment()).isEqualTo(java.joint().segment()).isEqualTo(1);
    }
  }

  @Test
  void theExampleIsDescribedAndNotInstalled() {
    List<Path> builtIn = List.of(Path.of("models"));

    assertThat(Rerankers.ids(builtIn)).containsExactly("ms-marco-MiniLM-L-6-v2");
    assertThat(Rerankers.installed(builtIn)).isEmpty();
    assertThatThrownBy(() -> Rerankers.find(builtIn, "ms-marco-MiniLM-L-6-v2"))
        .isInstanceOfSatisfying(
            MisconfiguredException.class,
            e -> assertThat(e.advice()).contains("tokenizer.json", "Xenova/ms-marco-MiniLM-L-6"));
  }

  @Test
  void theTwoKindsOfModelAreNotMistakenForEachOther() {
    TinyReranker.write(folder);
    List<Path> folders = List.of(folder, Path.of("models"));

    assertThat(Rerankers.installed(folders))
        .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo("tiny"));
    assertThat(EmbeddingModels.ids(folders)).doesNotContain("tiny");
    assertThatThrownBy(() -> EmbeddingModels.find(folders, "tiny"))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("is a re-ranker");
    assertThatThrownBy(() -> Rerankers.find(folders, EmbeddingModels.DEFAULT))
        .isInstanceOfSatisfying(
            MisconfiguredException.class,
            e -> assertThat(e.remedy()).contains("[ms-marco", "tiny"));
  }

  @ParameterizedTest
  @CsvSource({
    "score, scores, score",
    "sigmoid, tanh, sigmoid or softmax",
    "64, 7, at least 8",
    "model_file, file, model_file"
  })
  void aBadDescriptionIsAnErrorThatSaysWhatIsWrong(String part, String instead, String said)
      throws IOException {
    TinyReranker.write(folder);
    Path file = folder.resolve("tiny.json");
    Files.writeString(file, Files.readString(file).replace(part, instead));

    assertThatThrownBy(() -> Rerankers.find(List.of(folder), "tiny"))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("tiny.json")
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonesuch", "../tiny", ""})
  void anUnknownReRankerIsAnErrorThatNamesTheKnownOnes(String id) {
    TinyReranker.write(folder);

    assertThatThrownBy(() -> Rerankers.find(List.of(folder), id))
        .isInstanceOfSatisfying(
            MisconfiguredException.class, e -> assertThat(e.remedy()).contains("[tiny]"));
  }

  @Test
  void filesThatAreNoModelAreAnErrorAtFirstUse() {
    TinyReranker.writeBroken(folder);
    try (Reranker reranker = Rerankers.open(Rerankers.find(List.of(folder), "tiny"), NATIVE)) {
      assertThat(reranker.id()).isEqualTo("tiny");
      assertThatThrownBy(() -> reranker.scores(QUESTION, List.of("a")))
          .isInstanceOf(MisconfiguredException.class)
          .hasMessageContaining("model.onnx");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "softmax"})
  void aGraphWithoutSuchAnOutputIsAnError(String score) {
    byte[] other = score.equals("sigmoid") ? TinyGraph.overlapClasses(0) : TinyGraph.overlap(0);
    try (Reranker reranker = reranker(score, 64, other)) {
      assertThatThrownBy(() -> reranker.scores(QUESTION, List.of("a")))
          .isInstanceOf(MemoryException.class)
          .hasMessageContaining("has no output");
    }
  }

  @Test
  void aGraphThatWantsOnlyTheTokensGetsNoMore() {
    try (Reranker reranker = reranker("sigmoid", 64, TinyGraph.echo())) {
      assertThat(reranker.scores(QUESTION, List.of("a")).get(0)).isEqualTo(sigmoid(101));
    }
  }

  @Test
  void aClosedReRankerSaysSo() {
    Reranker reranker = reranker("sigmoid", 64, TinyGraph.overlap(0));
    reranker.close();

    assertThatThrownBy(() -> reranker.scores(QUESTION, List.of("a")))
        .isInstanceOf(UnavailableException.class);
  }
}
