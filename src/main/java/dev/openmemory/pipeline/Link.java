package dev.openmemory.pipeline;

import dev.openmemory.distill.Distillation;
import dev.openmemory.distill.Draft;
import dev.openmemory.model.Claim;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.State;
import dev.openmemory.model.Validity;
import dev.openmemory.storage.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stage 5: turns findings into the memories to write, each tied to its message and its validity.
 */
public final class Link {

  /**
   * What stage 5 hands on: everything that one transaction will write.
   *
   * @param messages the new messages
   * @param changes in the order of the drafts
   * @param attempts which distillers were tried for facts
   */
  public record Linked(
      List<Message> messages, List<Change> changes, List<Distillation.Attempt> attempts) {

    public Linked {
      messages = List.copyOf(messages);
      changes = List.copyOf(changes);
      attempts = List.copyOf(attempts);
    }
  }

  /** One thing to write. */
  public sealed interface Change {

    /**
     * A new memory.
     *
     * @param memory the memory
     * @param source the message that says it
     * @param hash its fingerprint
     * @param vector its embedding
     * @param inContext what a search compares it by; null for the embedding itself
     * @param covered whether facts of the same submission speak for it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
    record Add(
        Memory memory,
        Message source,
        String hash,
        float[] vector,
        float @Nullable [] inContext,
        boolean covered)
        implements Change {}

    /**
     * One more sighting of a memory.
     *
     * @param memory the memory, stored or added by an earlier change
     * @param source the message that says it again
     * @param covered whether facts of the same submission speak for it
     */
    record Sight(MemoryId memory, Message source, boolean covered) implements Change {}

    /**
     * A fact that was made of a passage.
     *
     * @param passage stored or added by an earlier change
     * @param fact stored or added by an earlier change
     */
    record Cover(MemoryId passage, MemoryId fact) implements Change {}

    /**
     * What a memory says of named things.
     *
     * @param memory stored or added by an earlier change
     * @param mentions the things that it names
     * @param claims how it says they are related
     */
    record Relate(MemoryId memory, List<Mention> mentions, List<Claim> claims) implements Change {}

    /**
     * A memory that takes the place of an earlier one.
     *
     * @param later stored or added by an earlier change
     * @param earlier stored or added by an earlier change
     */
    record Replace(MemoryId later, MemoryId earlier) implements Change {}

    /**
     * Two memories that cannot both be true.
     *
     * @param one stored or added by an earlier change
     * @param other stored or added by an earlier change
     */
    record Contradict(MemoryId one, MemoryId other) implements Change {}
  }

  private final MemoryStore store;

  public Link(MemoryStore store) {
    this.store = store;
  }

  /** Runs the stage. */
  Linked apply(Embed.Embedded embedded) {
    return store.read(
        reader ->
            linked(
                embedded,
                new Rivals(reader, embedded.distilled().inContext().ingested().submission())));
  }

  private static Linked linked(Embed.Embedded embedded, Rivals rivals) {
    Ingest.Ingested ingested = embedded.distilled().inContext().ingested();
    Passages passages = Passages.of(embedded.findings());
    List<Change> changes = new ArrayList<>();
    for (Finding finding : embedded.findings()) {
      boolean covered = passages.covered(finding.draft());
      Message source = finding.draft().source();
      if (finding instanceof Finding.Fresh fresh) {
        Memory memory = memory(fresh, ingested.submission());
        changes.add(
            new Change.Add(
                memory, source, fresh.hash(), fresh.vector(), fresh.inContext(), covered));
      } else {
        changes.add(new Change.Sight(finding.memory(), source, covered));
      }
      passages
          .of(finding.draft())
          .ifPresent(passage -> changes.add(new Change.Cover(passage, finding.memory())));
      Draft draft = finding.draft();
      if (!draft.mentions().isEmpty() || !draft.claims().isEmpty()) {
        changes.add(new Change.Relate(finding.memory(), draft.mentions(), draft.claims()));
      }
      draft.replaces().forEach(old -> changes.add(new Change.Replace(finding.memory(), old)));
      if (finding instanceof Finding.Fresh fresh) {
        changes.addAll(rivals.of(fresh));
      }
    }
    return new Linked(ingested.unstored(), changes, embedded.distilled().attempts());
  }

  private static Memory memory(Finding.Fresh fresh, Submission submission) {
    Message source = fresh.draft().source();
    return new Memory(
        fresh.memory(),
        fresh.draft().text(),
        source.scope(),
        new Provenance(
            source.id(),
            fresh.draft().passage(),
            source.actor(),
            source.client(),
            fresh.draft().distiller(),
            fresh.draft().maker()),
        State.ACTIVE,
        Validity.since(source.observedAt()),
        source.observedAt(),
        submission.now(),
        submission.now(),
        submission.expiresAt(),
        1,
        submission.metadata());
  }
}
