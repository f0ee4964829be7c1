package dev.openmemory.storage;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.Voice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change of a file from one embedding model to another. Vectors of the new model are gathered
 * beside the old ones, in as many transactions as it takes, while others read and write; the last
 * transaction puts them in place. Whoever is interrupted goes on where it stopped. For one thread.
 */
public final class Reembedding implements AutoCloseable {

  private final Connections connections;
  private final Vec0Library library;
  private final EmbeddingSpace now;
  private final EmbeddingSpace next;

  private Reembedding(
      Connections connections, Vec0Library library, EmbeddingSpace now, EmbeddingSpace next) {
    this.connections = connections;
    this.library = library;
    this.now = now;
    this.next = next;
  }

  /**
   * Opens a file whose model is to be another.
   *
   * @param options its space is the new one
   * @throws InvalidInputException if the file has that model already
   */
  public static Reembedding open(StoreOptions options) {
    DatabaseFile file = DatabaseFile.prepare(options.file());
    NativeFiles.prepareDriver(options.nativeCache());
    Vec0Library library = Vec0Library.unpack(options.nativeCache());
    Connections connections = new Connections(file, options.busyTimeout(), library);
    boolean done = false;
    try {
      Sql sql = connections.writer();
      Migrations.Kind kind = Migrations.inspect(sql, file.path());
      connections.settleWriter(kind == Migrations.Kind.EMPTY);
      Migrations.migrate(sql, Migrations.latest());
      EmbeddingSpace now = Space.find(sql).map(Space::of).orElse(options.space());
      if (now.equals(options.space())) {
        throw new InvalidInputException(
            file.path() + " has embeddings of " + now.model() + " already",
            "Nothing needs to be done; choose another model with --model to change it.");
      }
      done = true;
      return new Reembedding(connections, library, now, options.space());
    } finally {
      if (!done) {
        connections.close();
      }
    }
  }

  /** The space that the file has now. */
  public EmbeddingSpace present() {
    return now;
  }

  /**
   * A text that has no vector of the new model yet.
   *
   * @param memory which memory's, as {@link #gather} wants it back
   * @param text what is to be embedded
   * @param hash of the memory's text, so that a change of it is noticed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Missing(long memory, String text, byte[] hash) {}

  /**
   * A vector that leans on what was said before, still to be made.
   *
   * @param memory which memory's, as {@link #lean} wants it back
   * @param text what it says
   * @param own its new unit vector
   * @param before the new unit vector of what was said before it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
  public record Context(long memory, String text, float[] own, float[] before) {}

  /** How many memories have no vector of the new model yet. */
  public long left() {
    return connections.<Long>read(sql -> sql.number("SELECT count(*) " + MISSING, next.model()));
  }

  private static final String MISSING =
      """
        FROM memory m
       WHERE EXISTS (SELECT 1 FROM embedding e WHERE e.memory = m.key)
         AND NOT EXISTS (SELECT 1 FROM next_embedding n
                          WHERE n.memory = m.key AND n.model = ? AND n.hash = m.text_hash)
      """;

  /** Some of the texts that have no vector of the new model yet. */
  public List<Missing> missing(int most) {
    return connections.read(
        sql ->
            sql.list(
                "SELECT m.key, m.role, m.speaker, m.distiller, m.text, m.text_hash "
                    + MISSING
                    + " ORDER BY m.key LIMIT ?",
                row ->
                    new Missing(
                        row.getLong(1),
                        Voice.indexed(
                            MemoryRows.actor(row.getString(2), Sql.textOrNull(row, 3)),
                            Codes.distiller(row.getString(4)),
                            row.getString(5)),
                        row.getBytes(6)),
                next.model(),
                most));
  }

  /**
   * Keeps vectors of the new model.
   *
   * @param vectors unit vectors of the new space, one per text
   */
  public void gather(List<Missing> texts, List<float[]> vectors) {
    connections.write(
        sql -> {
          for (int i = 0; i < texts.size(); i++) {
            Missing text = texts.get(i);
            // Not kept if the memory was erased meanwhile.
            sql.update(
                """
                INSERT OR REPLACE INTO next_embedding (memory, model, hash, vector)
                SELECT key, ?, ?, ? FROM memory WHERE key = ?
                """,
                next.model(),
                text.hash(),
                Vectors.bytes(vectors.get(i)),
                text.memory());
          }
          return true;
        });
  }

  /** Some of the vectors in context that are still to be made. */
  public List<Context> contexts(int most) {
    return connections.read(
        sql -> {
          List<Context> found = new ArrayList<>();
          sql.each(
              """
              SELECT c.memory, m.text, n.vector, b.vector
                FROM context_embedding c
                JOIN memory m ON m.key = c.memory
                JOIN message g ON g.key = m.message_key
                JOIN next_embedding n ON n.memory = c.memory AND n.model = ?
                JOIN next_embedding b ON b.model = n.model AND b.memory = (
                  SELECT p.key FROM memory p
                   WHERE p.distiller = 'verbatim' AND p.message_key = (
                     SELECT q.key FROM message q
                      WHERE q.run_key IS g.run_key AND q.user_key IS g.user_key
                        AND q.agent_key IS g.agent_key AND q.app_key IS g.app_key
                        AND (q.observed, q.key) < (g.observed, g.key)
                      ORDER BY q.observed DESC, q.key DESC LIMIT 1)
                   ORDER BY p.passage DESC LIMIT 1)
               WHERE n.in_context IS NULL
               LIMIT ?
              """,
              row ->
                  found.add(
                      new Context(
                          row.getLong(1),
                          row.getString(2),
                          vector(row.getBytes(3)),
                          vector(row.getBytes(4)))),
              next.model(),
              most);
          return found;
        });
  }

  /** Keeps vectors in context, one per context. */
  public void lean(List<Context> contexts, List<float[]> vectors) {
    connections.write(
        sql -> {
          for (int i = 0; i < contexts.size(); i++) {
            sql.update(
                "UPDATE next_embedding SET in_context = ? WHERE memory = ?",
                Vectors.bytes(vectors.get(i)),
                contexts.get(i).memory());
          }
          return true;
        });
  }

  /**
   * Puts the new vectors in place, if there is one for every memory.
   *
   * @return false, with nothing changed, if others have written meanwhile
   */
  public boolean finish() {
    return connections.write(
        sql -> {
          if (sql.number("SELECT count(*) " + MISSING, next.model()) > 0) {
            return false;
          }
          if (!library.usable()
              && next.dimension() != now.dimension()
              && new Vec0Rows(sql).exist()) {
            throw new MisconfiguredException(
                "the file has an index of sqlite-vec, and " + library.failure(),
                "Change the model on a computer that has sqlite-vec.");
          }
          Space space = Space.change(sql, next);
          sql.update(
              """
              UPDATE embedding SET space = ?, vector = n.vector
                FROM next_embedding n WHERE n.memory = embedding.memory
              """,
              space.key());
          sql.update("DELETE FROM context_embedding");
          sql.update(
              """
              INSERT INTO context_embedding (memory, vector)
              SELECT memory, in_context FROM next_embedding WHERE in_context IS NOT NULL
              """);
          sql.update("DELETE FROM next_embedding");
          new Reindexing(sql, space, library.usable()).run();
          return true;
        });
  }

  private float[] vector(byte @Nullable [] bytes) {
    float[] vector = new float[next.dimension()];
    if (bytes != null) {
      Vectors.read(bytes, vector);
    }
    return vector;
  }

  @Override
  public void close() {
    connections.close();
  }
}
