package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.embedding.Rerankers;
import dev.openmemory.embedding.TinyReranker;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches whose best hits a re-ranker reads; this one counts the words that two texts share. */
class RerankedRecallTest {

  private static final Path NATIVE = Path.of("target", "native-cache");
  private static final Caller CALLER = new Caller("test");
  private static final String QUESTION = "Where does Anna keep the spare key of the garden shed?";
  private static final List<String> TEXTS =
      List.of(
          "Anna hides the second key under the blue flower pot.",
          "The spare key of the garden shed is where Anna does keep the rakes.",
          "Anna grows tomatoes in her garden.",
          "The shed was painted green.",
          "Anna lost her phone at the station.",
          "A new lock was put on the front door.");

  @TempDir private Path folder;

  private Engine open(int hits, int percent) {
    return Engine.open(
        new EngineOptions(
            folder.resolve("memory.db"),
            "ann",
            EngineOptions.Lifetime.LONG_LIVED,
            EngineOptions.Index.RESIDENT,
            NATIVE,
            EngineOptions.DEFAULT_BUSY_TIMEOUT),
        EmbeddingModels.open(
            EmbeddingModels.find(List.of(Path.of("models")), EmbeddingModels.DEFAULT), NATIVE),
        Optional.empty(),
        Rerankers.installed(List.of(folder))
            .map(found -> new RerankerChoice(Rerankers.open(found, NATIVE), hits, percent)),
        Clock.systemUTC());
  }

  private static void fill(Engine engine) {
    TEXTS.forEach(text -> engine.remember(RememberRequest.text(text, Scope.user("ann"), CALLER)));
  }

  private static List<Recalled.Hit> recall(Engine engine, Map<String, Double> weights) {
    return engine
        .recall(
            new RecallRequest(QUESTION, Scope.user("ann"), 10, null, true, CALLER, null, weights))
        .hits();
  }

  private static List<String> texts(List<Recalled.Hit> hits) {
    return hits.stream().map(hit -> hit.memory().text()).toList();
  }

  private static Optional<Recalled.Signal> rerank(Recalled.Hit hit) {
    return hit.signals().stream().filter(signal -> signal.name().equals("rerank")).findFirst();
  }

  @Test
  void theBestHitsAreReadAgainAndTheExplanationSaysSo() {
    TinyReranker.write(folder);
    try (Engine engine = open(30, 90)) {
      fill(engine);

      List<Recalled.Hit> hits = recall(engine, Map.of());

      assertThat(texts(hits).get(0)).startsWith("The spare key of the garden shed is where");
      assertThat(hits).allMatch(hit -> rerank(hit).orElseThrow().weight() > 0.89);
      assertThat(rerank(hits.get(0)).orElseThrow().raw()).isGreaterThan(0.99);
      assertThat(hits)
          .allSatisfy(
              hit ->
                  assertThat(hit.signals().stream().mapToDouble(s -> s.value() * s.weight()).sum())
                      .isCloseTo(hit.score(), within(1e-9)));
      assertThat(recall(engine, Map.of())).isEqualTo(hits);
      assertThat(engine.stats(Scope.ANY, Caller.UNKNOWN).reranker())
          .isEqualTo(new EngineStats.Rereading("tiny", 30, 90, null));
    }
  }

  @Test
  void whatIsNotReadAgainStaysBelowWhatIs() {
    TinyReranker.write(folder);
    try (Engine engine = open(3, 50)) {
      fill(engine);
      List<String> without = texts(recall(engine, Map.of("rerank", 0.0)));

      List<Recalled.Hit> hits = recall(engine, Map.of());

      assertThat(texts(hits).subList(0, 3)).hasSameElementsAs(without.subList(0, 3));
      assertThat(texts(hits).subList(3, hits.size())).isEqualTo(without.subList(3, without.size()));
      assertThat(hits.subList(3, hits.size()))
          .allMatch(hit -> rerank(hit).orElseThrow().raw() == 0);
    }
  }

  @Test
  void aReRankerThatFailsLeavesTheRankingAsItWasAndIsToldOf() {
    List<Recalled.Hit> without;
    try (Engine engine = open(30, 50)) {
      fill(engine);
      without = recall(engine, Map.of());
      assertThat(engine.stats(Scope.ANY, Caller.UNKNOWN).reranker()).isNull();
      assertThatThrownBy(() -> recall(engine, Map.of("rerank", 1.0)))
          .isInstanceOf(InvalidInputException.class);
    }
    TinyReranker.writeBroken(folder);
    try (Engine engine = open(30, 50)) {
      List<Recalled.Hit> hits = recall(engine, Map.of());

      assertThat(texts(hits)).isEqualTo(texts(without));
      assertThat(hits).noneMatch(hit -> rerank(hit).isPresent());
      assertThat(hits.get(0).score()).isCloseTo(without.get(0).score(), within(1e-9));
      assertThat(recall(engine, Map.of())).hasSameSizeAs(hits);
      assertThat(engine.stats(Scope.ANY, Caller.UNKNOWN).reranker())
          .extracting(told -> Optional.ofNullable(told).map(EngineStats.Rereading::failure))
          .asString()
          .contains("tiny", "model.onnx");
    }
  }
}
