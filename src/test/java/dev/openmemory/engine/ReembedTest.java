package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.benchmark.SyntheticEmbedder;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.model.Actor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The change from one embedding model to another: from made-up vectors to the real model. */
class ReembedTest {

  private static final Scope RUN = new Scope("ann", null, "run 1", null);

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @Test
  void everyMemoryIsFoundByTheNewModelAndNothingElseHasChanged() {
    List<Memory> before = new ArrayList<>();
    try (Engine engine = engine(new SyntheticEmbedder())) {
      for (String text :
          List.of("Did you ever see the northern lights?", "Yes, last winter!", "I keep bees.")) {
        before.add(engine.remember(said(text)).outcomes().get(0).memory());
      }
      Memory gone = engine.remember(said("I sell honey.")).outcomes().get(0).memory();
      engine.forget(gone.id(), RUN, Caller.UNKNOWN);
    }
    List<String> told = new ArrayList<>();
    try (Embedder real = real()) {
      long embedded = Reembed.run(options(), real, (done, total) -> told.add(done + "/" + total));
      assertThat(embedded).isEqualTo(4);
    }
    assertThat(told).containsExactly("4/4");
    try (Engine engine = engine(real())) {
      assertThat(first(engine, "insects that make honey")).isEqualTo("I keep bees.");
      // Found by what it answers: its vector leans on the message before it.
      assertThat(engine.recall(question("When did you see an aurora?", 2)).hits())
          .extracting(hit -> hit.memory().text())
          .contains("Yes, last winter!");
      for (Memory memory : before) {
        assertThat(engine.get(memory.id(), RUN, Caller.UNKNOWN)).isEqualTo(memory);
      }
      assertThat(engine.stats(Scope.ANY, Caller.UNKNOWN).model()).isEqualTo("bge-small-en-v1.5-q");
      assertThat(engine.diagnose().problems()).isEmpty();
      engine.remember(said("And hens."));
    }
    assertThatThrownBy(() -> engine(new SyntheticEmbedder()))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("bge-small");
  }

  @Test
  void whatWasInterruptedGoesOnWhereItStopped() {
    try (Engine engine = engine(new SyntheticEmbedder())) {
      for (int i = 0; i < 100; i++) {
        engine.remember(said("Hive number " + i + " is in the orchard."));
      }
    }
    try (Embedder real = real()) {
      assertThatThrownBy(
              () ->
                  Reembed.run(
                      options(),
                      real,
                      (done, total) -> {
                        throw new IllegalStateException("killed");
                      }))
          .hasMessage("killed");
      // Still as it was.
      try (Engine engine = engine(new SyntheticEmbedder())) {
        engine.remember(said("Hive number 100 is in the orchard."));
      }
      assertThat(Reembed.run(options(), real, (done, total) -> {})).isEqualTo(101 - 64);
      assertThatThrownBy(() -> Reembed.run(options(), real, (done, total) -> {}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("already");
    }
    try (Engine engine = engine(real())) {
      assertThat(first(engine, "Hive number 77")).contains("77");
      assertThat(engine.diagnose().problems()).isEmpty();
    }
  }

  private static String first(Engine engine, String question) {
    return engine.recall(question(question, 1)).hits().get(0).memory().text();
  }

  private static RecallRequest question(String text, int limit) {
    return new RecallRequest(text, RUN, limit, null, false, Caller.UNKNOWN);
  }

  private static RememberRequest said(String text) {
    return new RememberRequest(
        List.of(new RememberRequest.Said(Actor.USER, text, null)),
        RUN,
        Caller.UNKNOWN,
        false,
        null,
        null,
        Metadata.EMPTY);
  }

  private Engine engine(Embedder embedder) {
    return Engine.open(options(), embedder, Clock.systemUTC());
  }

  private EngineOptions options() {
    return new EngineOptions(
        folder.resolve("memory.db"),
        "tester",
        EngineOptions.Lifetime.ONE_SHOT,
        EngineOptions.Index.AUTO,
        Path.of("target", "native-cache"),
        EngineOptions.DEFAULT_BUSY_TIMEOUT);
  }

  private static Embedder real() {
    return EmbeddingModels.open(
        EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q"),
        Path.of("target", "native-cache"));
  }
}
