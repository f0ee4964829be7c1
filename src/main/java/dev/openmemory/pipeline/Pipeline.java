package dev.openmemory.pipeline;

import dev.openmemory.distill.Distiller;
import dev.openmemory.distill.Distillers;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.model.Message;
import dev.openmemory.model.UnavailableException;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.storage.MemoryStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The five stages of a write, in the only order their types allow, and the one transaction that
 * ends them. Nothing slow happens inside the transaction. Safe from any thread.
 */
public final class Pipeline {

  private static final int ATTEMPTS = 3;

  private final Ingest ingest;
  private final Context context;
  private final Distil distil;
  private final Embed embed;
  private final Link link;
  private final Commit commit;
  private final Distillers distillers;

  /**
   * A pipeline over one store.
   *
   * @param verbatim cuts every message into the passages that are kept
   * @param distillers make the facts of a submission
   * @param ids gives new identities, in order of time
   */
  public Pipeline(
      MemoryStore store,
      Embedder embedder,
      Retriever retriever,
      Distiller verbatim,
      Distillers distillers,
      Supplier<UUID> ids) {
    this.ingest = new Ingest(ids);
    this.context = new Context(store, embedder, retriever);
    this.distil = new Distil(verbatim);
    this.embed = new Embed(store, embedder, ids);
    this.link = new Link(store);
    this.commit = new Commit(store, ids);
    this.distillers = distillers;
  }

  /**
   * Runs a submission through all stages; when this returns, it is on disk.
   *
   * @throws UnavailableException if others kept changing what the submission repeats
   */
  public Committed run(Submission submission) {
    return run(submission, Closing.NOTHING);
  }

  /**
   * Runs a submission through all stages and writes something else in the same transaction.
   *
   * @throws UnavailableException if others kept changing what the submission repeats
   */
  public Committed run(Submission submission, Closing closing) {
    return run(ingest.apply(submission), closing);
  }

  /**
   * Runs messages that are stored already through the stages again, for the facts that were not
   * made of them then. Nothing is said or sighted twice by that.
   *
   * @param submission with no utterances
   * @throws UnavailableException if others kept changing what the messages repeat
   */
  public Committed again(Submission submission, List<Message> messages, Closing closing) {
    return run(ingest.again(submission, messages), closing);
  }

  private Committed run(Ingest.Ingested ingested, Closing closing) {
    Submission submission = ingested.submission();
    Distiller distiller =
        distillers.on(submission.facts(), submission.infer(), submission.clientModel());
    Context.InContext inContext = context.apply(ingested, distiller);
    Distil.Distilled distilled = distil.apply(inContext);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Embed.Embedded embedded = embed.apply(distilled);
      Link.Linked linked = link.apply(embedded);
      Optional<Committed> committed = commit.apply(linked, submission.now(), closing);
      if (committed.isPresent()) {
        return committed.get();
      }
    }
    throw new UnavailableException(
        "the memories that this text repeats are being changed", "Try the same call again.");
  }
}
