package dev.openmemory.api;

import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What an {@link OpenMemory} is opened with. Everything has a default. For one thread. */
public final class Builder {

  private final Path database;
  private final List<Path> models = new ArrayList<>();
  private String model = EmbeddingModels.DEFAULT;
  private String user = System.getProperty("user.name", "user");
  private String client = "java";
  private Clock clock = Clock.systemUTC();

  Builder(Path database) {
    this.database = database.toAbsolutePath();
  }

  /** Whose memory it is when a call does not say; by default the login name. */
  public Builder user(String name) {
    this.user = name;
    return this;
  }

  /** The name under which this program's reads and writes are noted; by default {@code java}. */
  public Builder client(String name) {
    this.client = name;
    return this;
  }

  /**
   * The embedding model; by default the one that comes with the program.
   *
   * @param id a model that one of the folders describes
   * @param folders where to look, in this order, before the models that came along
   */
  public Builder model(String id, Path... folders) {
    this.model = id;
    this.models.addAll(List.of(folders));
    return this;
  }

  /** What time it is; by default the system's. */
  public Builder clock(Clock source) {
    this.clock = source;
    return this;
  }

  /**
   * Opens the database, and makes it if it is missing. The model is loaded when it is first needed.
   *
   * @throws dev.openmemory.model.MisconfiguredException if the model or the file cannot be used
   */
  public OpenMemory open() {
    List<Path> folders = new ArrayList<>(models);
    EmbeddingModels.builtIn().ifPresent(folders::add);
    Path nativeCache = database.resolveSibling("native");
    EngineOptions options =
        new EngineOptions(
            database,
            user,
            EngineOptions.Lifetime.LONG_LIVED,
            EngineOptions.Index.AUTO,
            nativeCache,
            EngineOptions.DEFAULT_BUSY_TIMEOUT);
    return new OpenMemory(
        Engine.open(
            options,
            EmbeddingModels.open(EmbeddingModels.find(folders, model), nativeCache),
            clock),
        new Caller(client));
  }
}
