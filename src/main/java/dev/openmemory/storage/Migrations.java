package dev.openmemory.storage;

import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The numbered scripts that make the schema. A script, once released, never changes: the next
 * change is the next script. Each runs in a transaction of its own with the version it reaches.
 */
final class Migrations {

  /** Says whose file this is, in its header: the letters {@code OMEM}. */
  static final int APPLICATION_ID = 0x4f4d454d;

  private static final List<String> SCRIPTS =
      List.of(
          "V001__foundation.sql",
          "V002__facts_and_graph.sql",
          "V003__jobs.sql",
          "V004__context_embeddings.sql",
          "V005__reembedding.sql",
          "V006__feedback.sql",
          "V007__activity.sql",
          "V008__importance.sql",
          "V009__upkeep.sql");

  private Migrations() {}

  /** The version of the last script. */
  static int latest() {
    return SCRIPTS.size();
  }

  /** What a file is before anything is done to it. */
  enum Kind {
    EMPTY,
    OURS
  }

  /**
   * Looks at a file without changing it.
   *
   * @throws MisconfiguredException if it is another program's, or newer than this program
   */
  static Kind inspect(Sql sql, Path file) {
    long application;
    long version;
    long tables;
    // One snapshot: another process may be making the file at this moment.
    sql.script("BEGIN");
    try {
      application = sql.number("PRAGMA application_id");
      version = sql.number("PRAGMA user_version");
      tables = sql.number("SELECT count(*) FROM sqlite_schema");
    } finally {
      sql.rollback();
    }
    if (application == 0 && version == 0 && tables == 0) {
      return Kind.EMPTY;
    }
    if (application != APPLICATION_ID) {
      throw new MisconfiguredException(
          file + " is the database of another program",
          "Choose another file with --db or OPENMEMORY_DB; this one was left as it is.");
    }
    if (version > latest()) {
      throw new MisconfiguredException(
          file + " has schema " + version + "; this version of openmemory knows up to " + latest(),
          "Update openmemory, or choose another file with --db or OPENMEMORY_DB.");
    }
    return Kind.OURS;
  }

  /** Brings the schema up to a version; another process may do the same at the same time. */
  static void migrate(Sql sql, int target) {
    if (sql.number("PRAGMA user_version") >= target) {
      return;
    }
    boolean done = false;
    sql.script("BEGIN IMMEDIATE");
    try {
      // Read again: another process may have gone first while this one waited.
      for (int version = (int) sql.number("PRAGMA user_version"); version < target; version++) {
        sql.script(script(SCRIPTS.get(version)));
      }
      sql.script("PRAGMA application_id = " + APPLICATION_ID);
      if (sql.number("PRAGMA user_version") < target) {
        sql.script("PRAGMA user_version = " + target);
      }
      sql.script("COMMIT");
      done = true;
    } finally {
      if (!done) {
        sql.rollback();
      }
    }
  }

  private static String script(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }
}
