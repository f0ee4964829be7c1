package dev.openmemory.storage;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MisconfiguredException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The space of a file's embeddings.
 *
 * @param key its row
 */
record Space(long key, EmbeddingSpace of) {

  /**
   * The file's space; a new file takes the one that is asked for.
   *
   * @throws MisconfiguredException if the file has another
   */
  static Space settle(Sql sql, EmbeddingSpace asked, Path file) {
    Optional<Space> found = find(sql);
    if (found.isEmpty()) {
      sql.script("BEGIN IMMEDIATE");
      boolean done = false;
      try {
        found = find(sql); // another process may have gone first
        if (found.isEmpty()) {
          sql.update(
              "INSERT INTO embedding_space (model, dimension) VALUES (?, ?)",
              asked.model(),
              asked.dimension());
          sql.update("INSERT INTO meta (name, value) VALUES ('space', last_insert_rowid())");
          found = find(sql);
        }
        sql.script("COMMIT");
        done = true;
      } finally {
        if (!done) {
          sql.rollback();
        }
      }
    }
    Space space = found.orElseThrow();
    if (!space.of.equals(asked)) {
      throw new MisconfiguredException(
          file
              + " holds embeddings of "
              + described(space.of)
              + ", but the configured model is "
              + described(asked),
          "Configure the model " + space.of.model() + ", or run 'openmemory reembed'.");
    }
    return space;
  }

  /**
   * Makes sure that no other process has since given the file a newer schema or another model.
   *
   * @throws MisconfiguredException if one has
   */
  void requireUnchanged(Sql sql, Path file) {
    long version = sql.number("SELECT user_version FROM pragma_user_version");
    long now = sql.number("SELECT value FROM meta WHERE name = 'space'");
    if (version != Migrations.latest() || now != key) {
      throw new MisconfiguredException(
          file + " was changed to another schema or model by another process",
          "Restart openmemory, so that it opens the file anew.");
    }
  }

  int dimension() {
    return of.dimension();
  }

  /** The vector, if it belongs here. */
  float[] checked(float[] vector) {
    if (vector.length != dimension()) {
      throw new IllegalArgumentException(
          "a vector has " + vector.length + " numbers where the space has " + dimension());
    }
    for (float number : vector) {
      if (!Float.isFinite(number)) {
        throw new IllegalArgumentException("a vector holds a number that is not finite");
      }
    }
    return vector;
  }

  /** Gives the file another space, within a transaction. */
  static Space change(Sql sql, EmbeddingSpace to) {
    sql.update(
        "INSERT OR IGNORE INTO embedding_space (model, dimension) VALUES (?, ?)",
        to.model(),
        to.dimension());
    sql.update(
        """
        UPDATE meta
           SET value = (SELECT key FROM embedding_space WHERE model = ? AND dimension = ?)
         WHERE name = 'space'
        """,
        to.model(),
        to.dimension());
    return find(sql).orElseThrow();
  }

  /** The file's space; empty where it has none yet. */
  static Optional<Space> find(Sql sql) {
    return sql.first(
        """
        SELECT s.key, s.model, s.dimension
          FROM meta m JOIN embedding_space s ON s.key = m.value
         WHERE m.name = 'space'
        """,
        row -> new Space(row.getLong(1), new EmbeddingSpace(row.getString(2), row.getInt(3))));
  }

  private static String described(EmbeddingSpace space) {
    return space.model() + " (" + space.dimension() + " dimensions)";
  }
}
