package dev.openmemory.eval;

import dev.openmemory.engine.Engine;
import dev.openmemory.model.StorageFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A {@link RecallRun} over a store that is kept: the first run of a set remembers its messages, the
 * next ones only ask. A store belongs to one content of a set, one model and one way of
 * remembering.
 */
public final class CachedRun implements AutoCloseable {

  /**
   * Counted up when a change of the program makes it remember messages otherwise, so that stores
   * made before are not used.
   */
  private static final int WRITING = 3;

  private static final String DATABASE = "memory.db";
  private static final String SOURCES = "sources.json";

  private final Engine engine;
  private final RecallRun run;

  private CachedRun(Engine engine, RecallRun run) {
    this.engine = engine;
    this.run = run;
  }

  /**
   * Opens the store of a set, remembering its messages if it is new.
   *
   * @param infer whether facts are distilled
   * @param maker what else the memories depend on: the model, the distillers
   * @param cache the folder of all such stores
   * @param open opens an engine on a database file
   * @param progress told the share of the messages that is remembered, 0…1; not called if none is
   * @throws StorageFailureException if the folder cannot be written
   */
  public static CachedRun open(
      RecallSet set,
      boolean infer,
      String maker,
      Path cache,
      Function<Path, Engine> open,
      DoubleConsumer progress) {
    Path folder = cache.resolve(name(set, infer, maker));
    Path sources = folder.resolve(SOURCES);
    try {
      if (!Files.exists(sources)) {
        delete(folder); // left by a run that was broken off
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StorageFailureException(
          folder + " cannot be prepared", "Name another folder with --cache.", e);
    }
    Engine engine = open.apply(folder.resolve(DATABASE));
    boolean ready = false;
    try {
      RecallRun run = new RecallRun(set, engine, infer);
      if (Files.exists(sources)) {
        run.loadSources(sources);
      } else {
        run.ingest(progress);
        run.saveSources(sources);
      }
      ready = true;
      return new CachedRun(engine, run);
    } finally {
      if (!ready) {
        engine.close();
      }
    }
  }

  /** The run, ready to ask. */
  public RecallRun run() {
    return run;
  }

  private static String name(RecallSet set, boolean infer, String maker) {
    String readable = set.name().replaceAll("[^A-Za-z0-9_-]", "_");
    String made = Integer.toHexString((maker + WRITING).hashCode());
    return readable + "-" + (infer ? "facts" : "verbatim") + "-" + set.digest() + "-" + made;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
