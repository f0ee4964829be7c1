package dev.openmemory.pipeline;

import dev.openmemory.distill.Draft;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.StoreReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds, for the new facts of a submission, the facts of the same person that they replace or
 * contradict. Sessions and applications do not matter: who moved has moved for all of them. Agents
 * do: each has its own view. What an assistant says replaces nothing that the user said.
 */
final class Rivals {

  private static final int NEIGHBOURS = 40;

  /** How many facts of the same submission a fact is compared with, the latest before it. */
  private static final int LATEST = 200;

  private final StoreReader reader;
  private final MemoryFilter filter;
  private final Scope scope;
  private final Deque<Finding.Fresh> latest = new ArrayDeque<>();

  Rivals(StoreReader reader, Submission submission) {
    this.reader = reader;
    this.scope = submission.scope();
    this.filter =
        MemoryFilter.active(
            new Scope(scope.userId(), scope.agentId(), null, null), submission.now());
  }

  /** What a new fact means for those that are known, and they for it. */
  List<Link.Change> of(Finding.Fresh fresh) {
    Draft draft = fresh.draft();
    if (draft.distiller() == DistillerKind.VERBATIM || scope.userId() == null) {
      return List.of();
    }
    List<Link.Change> rivals = new ArrayList<>();
    for (Finding.Fresh other : latest) {
      double cosine = Embed.dot(other.vector(), fresh.vector());
      if (cosine >= Succession.NEAR) {
        Draft its = other.draft();
        add(rivals, fresh, other.memory(), its.text(), its.source().observedAt(), role(its));
      }
    }
    latest.addLast(fresh);
    if (latest.size() > LATEST) {
      latest.removeFirst();
    }
    stored(fresh, rivals);
    return rivals;
  }

  private void stored(Finding.Fresh fresh, List<Link.Change> rivals) {
    List<ScoredId> near =
        reader.nearest(fresh.vector(), filter, NEIGHBOURS).stream()
            .filter(hit -> hit.score() >= Succession.NEAR)
            .toList();
    Map<MemoryId, Memory> memories = reader.memories(near.stream().map(ScoredId::id).toList());
    for (ScoredId hit : near) {
      Memory memory = memories.get(hit.id());
      if (memory != null
          && memory.provenance().distiller() != DistillerKind.VERBATIM
          && memory.validity().to() == null
          && Objects.equals(memory.scope().agentId(), scope.agentId())) {
        Role role = memory.provenance().actor().role();
        add(rivals, fresh, memory.id(), memory.text(), memory.observedAt(), role);
      }
    }
  }

  private static void add(
      List<Link.Change> rivals,
      Finding.Fresh fresh,
      MemoryId other,
      String text,
      Instant observed,
      Role role) {
    Draft draft = fresh.draft();
    boolean later = !draft.source().observedAt().isBefore(observed);
    Role newer = later ? role(draft) : role;
    Role older = later ? role : role(draft);
    if (newer != older && newer != Role.USER) {
      return;
    }
    Succession.Verdict verdict =
        later ? Succession.verdict(draft.text(), text) : Succession.verdict(text, draft.text());
    switch (verdict) {
      case NONE -> {}
      case REPLACES ->
          rivals.add(
              later
                  ? new Link.Change.Replace(fresh.memory(), other)
                  : new Link.Change.Replace(other, fresh.memory()));
      case CONTRADICTS -> rivals.add(new Link.Change.Contradict(fresh.memory(), other));
    }
  }

  private static Role role(Draft draft) {
    return draft.source().actor().role();
  }
}
