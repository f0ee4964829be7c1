package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.Embedding;
import dev.openmemory.pipeline.Leaning;
import dev.openmemory.storage.Reembedding;
import dev.openmemory.storage.StoreOptions;
import java.util.List;

/**
 * The change of a database to another embedding model. The texts are embedded anew while others
 * read and write; then the new vectors take the place of the old all at once. What was interrupted
 * goes on where it stopped.
 */
public final class Reembed {

  private static final int AT_ONCE = 64;

  private Reembed() {}

  /** Told how far it is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Some more is done.
     *
     * @param done texts embedded so far
     * @param total texts in all, as far as is known
     */
    void report(long done, long total);
  }

  /**
   * Changes a database to the embedder's model.
   *
   * @return how many texts were embedded
   * @throws dev.openmemory.model.InvalidInputException if it has that model already
   */
  public static long run(EngineOptions options, Embedder embedder, Progress progress) {
    StoreOptions store =
        new StoreOptions(
            options.database(),
            embedder.space(),
            StoreOptions.IndexChoice.AUTO,
            options.nativeCache(),
            options.busyTimeout());
    try (Reembedding reembedding = Reembedding.open(store)) {
      long done = 0;
      do {
        done += gather(reembedding, embedder, done, progress);
        lean(reembedding);
      } while (!reembedding.finish());
      return done;
    }
  }

  private static long gather(
      Reembedding reembedding, Embedder embedder, long before, Progress progress) {
    long done = 0;
    for (List<Reembedding.Missing> some = reembedding.missing(AT_ONCE);
        !some.isEmpty();
        some = reembedding.missing(AT_ONCE)) {
      List<Embedding> embeddings =
          embedder.passages(some.stream().map(Reembedding.Missing::text).toList());
      reembedding.gather(some, embeddings.stream().map(Embedding::vector).toList());
      done += some.size();
      progress.report(before + done, before + done + reembedding.left());
    }
    return done;
  }

  private static void lean(Reembedding reembedding) {
    for (List<Reembedding.Context> some = reembedding.contexts(AT_ONCE);
        !some.isEmpty();
        some = reembedding.contexts(AT_ONCE)) {
      reembedding.lean(
          some, some.stream().map(c -> Leaning.on(c.before(), c.own(), c.text())).toList());
    }
  }
}
