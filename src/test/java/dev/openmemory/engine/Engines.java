package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Opens engines for tests, over the real model. */
public final class Engines {

  private Engines() {}

  /** An engine on that file, whose default user is {@code tester}. */
  public static Engine open(Path database, Clock clock) {
    return open(database, clock, EngineOptions.Index.AUTO);
  }

  /** The same with a chosen vector index. */
  public static Engine open(Path database, Clock clock, EngineOptions.Index index) {
    return Engine.open(options(database, index), embedder(), clock);
  }

  /** How those engines are opened. */
  public static EngineOptions options(Path database, EngineOptions.Index index) {
    return new EngineOptions(
        database,
        "tester",
        EngineOptions.Lifetime.LONG_LIVED,
        index,
        Path.of("target", "native-cache"),
        EngineOptions.DEFAULT_BUSY_TIMEOUT);
  }

  /** The real model. */
  public static Embedder embedder() {
    return EmbeddingModels.open(
        EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q"));
  }
}
