package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEmbedderTest {

  private static final ModelDescriptor MODEL =
      EmbeddingModels.find(List.of(Path.of("models")), EmbeddingModels.DEFAULT);

  private static Embedder embedder;

  @BeforeAll
  static void open() {
    embedder = EmbeddingModels.open(MODEL);
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void vectorsHaveUnitLength() {
    for (String text : List.of("I live in Lisbon.", "", "x", "word ".repeat(2_000))) {
      assertThat(Vectors.dot(vector(text), vector(text))).isBetween(0.999999, 1.000001);
      assertThat(vector(text)).hasSize(embedder.space().dimension());
    }
  }

  @Test
  void aQuestionIsNearerToItsAnswerThanToOtherText() {
    float[] question = embedder.query("Where does Alice live?");

    double answer = Vectors.dot(question, vector("Alice has had a flat in Lisbon since May."));
    double other = Vectors.dot(question, vector("The deployment script needs Python 3.12."));

    assertThat(answer).isGreaterThan(other + 0.2);
  }

  @Test
  void aQuestionCarriesTheModelsPrefix() {
    assertThat(embedder.query("cats")).isEqualTo(vector(MODEL.queryPrefix() + "cats"));
  }

  @Test
  void theSameTextGivesTheSameVectorAloneInABatchAndOnManyThreads() throws Exception {
    List<String> texts =
        IntStream.range(0, 60)
            .mapToObj(i -> "Note " + i + ": " + "the release moved by a week. ".repeat(i % 9))
            .toList();
    List<float[]> alone = texts.stream().map(OnnxEmbedderTest::vector).toList();

    assertThat(embedder.passages(texts).stream().map(Embedding::vector).toList())
        .usingRecursiveComparison()
        .isEqualTo(alone);
    for (int threads : List.of(1, 3, 8)) {
      ExecutorService callers = Executors.newFixedThreadPool(threads);
      try {
        List<Future<float[]>> results = new ArrayList<>();
        for (String text : texts) {
          results.add(callers.submit(() -> vector(text)));
        }
        for (int i = 0; i < texts.size(); i++) {
          assertThat(results.get(i).get()).isEqualTo(alone.get(i));
        }
      } finally {
        callers.shutdownNow();
      }
    }
  }

  @Test
  void tokensAreCountedWithoutALimit() {
    assertThat(embedder.countTokens("")).isEqualTo(2);
    assertThat(embedder.countTokens("hello world")).isEqualTo(4);
    assertThat(embedder.countTokens("word ".repeat(100_000))).isEqualTo(100_002);
  }

  @Test
  void whatTheModelDidNotReadIsReported() {
    String fits = "word ".repeat(embedder.maxTokens() - 2);
    String cut = fits + "elephant";

    Embedding whole = embedder.passage(fits);
    Embedding part = embedder.passage(cut);

    assertThat(whole.truncated()).isFalse();
    assertThat(whole.tokens()).isEqualTo(512);
    assertThat(part.truncated()).isTrue();
    assertThat(part.tokens()).isEqualTo(513);
    assertThat(part.vector()).isEqualTo(whole.vector());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "a\u0000b",
        "\ufffd",
        "[SEP] [CLS] [PAD]",
        "😀 日本語 ǅ İ ﬁ \u202e",
        "\t\n "
      })
  void anyTextHasAVector(String text) {
    assertThat(vector(text)).doesNotContain(Float.NaN).hasSize(384);
  }

  @Test
  void noTextsGiveNoVectors() {
    assertThat(embedder.passages(List.of())).isEmpty();
  }

  @Test
  void aClosedEmbedderSaysSo() {
    Embedder closed = EmbeddingModels.open(MODEL);
    closed.passage("once");
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.query("again")).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> closed.passages(List.of("again", "and again")))
        .isInstanceOf(UnavailableException.class);
    assertThat(closed.space()).isEqualTo(MODEL.space());
  }

  @Test
  void closingLetsTextsInHandFinish() throws Exception {
    Embedder closing = EmbeddingModels.open(MODEL);
    float[] expected = closing.passage("a fact").vector();
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        results.add(callers.submit(() -> closing.passage("a fact").vector()));
      }
      closing.close();
      for (Future<float[]> result : results) {
        try {
          assertThat(result.get()).isEqualTo(expected);
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(UnavailableException.class);
        }
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void openingLoadsNothing(@TempDir Path cache) {
    try (Embedder unused = EmbeddingModels.open(MODEL, cache.resolve("native"))) {
      assertThat(unused.maxTokens()).isEqualTo(512);
      assertThat(Files.exists(cache.resolve("native"))).isFalse();
    }
  }

  private static float[] vector(String text) {
    return embedder.passage(text).vector();
  }
}
