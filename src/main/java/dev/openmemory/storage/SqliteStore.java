package dev.openmemory.storage;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MisconfiguredException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The store in one SQLite file. */
final class SqliteStore implements MemoryStore {

  private final DatabaseFile file;
  private final Connections connections;
  private final Space space;
  private final Vec0Library library;
  private final VectorIndex index;

  private SqliteStore(
      DatabaseFile file,
      Connections connections,
      Space space,
      Vec0Library library,
      VectorIndex index) {
    this.file = file;
    this.connections = connections;
    this.space = space;
    this.library = library;
    this.index = index;
  }

  static SqliteStore open(StoreOptions options) {
    DatabaseFile file = DatabaseFile.prepare(options.file());
    NativeFiles.prepareDriver(options.nativeCache());
    return open(file, options, Vec0Library.unpack(options.nativeCache()));
  }

  static SqliteStore open(StoreOptions options, Vec0Library library) {
    return open(DatabaseFile.prepare(options.file()), options, library);
  }

  private static SqliteStore open(DatabaseFile file, StoreOptions options, Vec0Library library) {
    Connections connections = new Connections(file, options.busyTimeout(), library);
    boolean done = false;
    try {
      Sql sql = connections.writer();
      Migrations.Kind kind = Migrations.inspect(sql, file.path());
      connections.settleWriter(kind == Migrations.Kind.EMPTY);
      Migrations.migrate(sql, Migrations.latest());
      Space space = Space.settle(sql, options.space(), file.path());
      VectorIndex index = choose(options.index(), space.dimension(), connections, library);
      done = true;
      return new SqliteStore(file, connections, space, library, index);
    } finally {
      if (!done) {
        connections.close();
      }
    }
  }

  private static VectorIndex choose(
      StoreOptions.IndexChoice choice,
      int dimension,
      Connections connections,
      Vec0Library library) {
    if (!library.usable()) {
      if (choice == StoreOptions.IndexChoice.VEC0) {
        throw new MisconfiguredException(
            "the vector index vec0 was asked for, but " + library.failure(),
            "Leave the choice of index out; the one in memory gives the same answers.");
      }
      return new ResidentIndex(dimension, connections, library.failure());
    }
    Vec0Rows.prepare(connections, dimension);
    Vec0Index vec0 = new Vec0Index(dimension, library.version(connections.writer()));
    return switch (choice) {
      case VEC0 -> vec0;
      case RESIDENT -> new ResidentIndex(dimension, connections, "it was asked for");
      case AUTO ->
          new FirstVec0Index(
              vec0,
              new ResidentIndex(dimension, connections, "the process searches often"),
              connections
                  .writer()
                  .number(
                      "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'memory'"));
    };
  }

  @Override
  public <T extends @Nullable Object> T read(Function<? super StoreReader, ? extends T> work) {
    return connections.<T>read(
        sql -> {
          space.requireUnchanged(sql, file.path());
          Session session = new Session(sql, index, space);
          try {
            return work.apply(session);
          } finally {
            session.end();
          }
        });
  }

  @Override
  public <T extends @Nullable Object> T write(Function<? super StoreWriter, ? extends T> work) {
    boolean[] erased = {false};
    return connections.<T>write(
        sql -> {
          space.requireUnchanged(sql, file.path());
          WritingSession session = new WritingSession(sql, index, space);
          T answer;
          try {
            answer = work.apply(session);
          } finally {
            session.end();
          }
          erased[0] = session.erased();
          new Vec0Rows(sql).follow(library.usable(), erased[0]);
          return answer;
        },
        () -> erased[0]);
  }

  @Override
  public EmbeddingSpace space() {
    return space.of();
  }

  @Override
  public StoreInfo info() {
    return connections.read(
        sql ->
            new StoreInfo(
                file.path(),
                file.bytes(),
                (int) sql.number("PRAGMA user_version"),
                "SQLite " + sql.text("SELECT sqlite_version()"),
                space.of(),
                index.name(),
                index.reason()));
  }

  @Override
  public StoreCheck check() {
    Inspection inspection = new Inspection(space, library.usable());
    connections.read(
        sql -> {
          inspection.rows(sql);
          return true;
        });
    // The keyword index checks itself only where it may be written.
    connections.write(
        sql -> {
          inspection.keywords(sql);
          return true;
        });
    return inspection.result();
  }

  @Override
  public void reindex() {
    connections.write(
        sql -> {
          new Reindexing(sql, space, library.usable()).run();
          return true;
        });
  }

  @Override
  public Compaction compact() {
    return new Compacting(connections, file, library.usable()).run();
  }

  @Override
  public void close() {
    connections.close();
  }
}
