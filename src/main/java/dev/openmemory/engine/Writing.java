package dev.openmemory.engine;

import dev.openmemory.model.Axis;
import dev.openmemory.model.Fact;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.pipeline.Committed;
import dev.openmemory.pipeline.Submission;
import dev.openmemory.storage.MemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns requests into what the pipeline takes, and what it left behind into answers. */
final class Writing {

  private final MemoryStore store;
  private final String defaultUser;
  private final Clock clock;

  Writing(MemoryStore store, String defaultUser, Clock clock) {
    this.store = store;
    this.defaultUser = defaultUser;
    this.clock = clock;
  }

  /** What a request hands to the pipeline, with what it leaves out filled in. */
  Submission submission(RememberRequest request) {
    Instant now = clock.instant();
    Instant expiresAt = request.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new InvalidInputException(
          "expires_at " + expiresAt + " is in the past", "Give a later time, or leave it out.");
    }
    Instant observedAt = request.observedAt() == null ? now : stored(request.observedAt());
    List<Submission.Utterance> utterances = new ArrayList<>();
    for (RememberRequest.Said said : request.messages()) {
      utterances.add(
          new Submission.Utterance(
              said.actor(),
              said.text(),
              said.observedAt() == null ? observedAt : stored(said.observedAt()),
              said.id()));
    }
    Scope owner = owner(request);
    checkReplaced(request.facts(), owner);
    return new Submission(
        utterances,
        owner,
        request.caller().client(),
        request.infer(),
        expiresAt,
        request.metadata(),
        request.facts(),
        request.clientModel(),
        now,
        request.progress());
  }

  /** Whatever a caller says to be replaced must exist and be of the same user and agent. */
  private void checkReplaced(List<Fact> facts, Scope owner) {
    List<MemoryId> replaced = facts.stream().flatMap(fact -> fact.replaces().stream()).toList();
    if (replaced.isEmpty()) {
      return;
    }
    Scope within = Scope.ANY.with(Axis.USER, owner.userId());
    Map<MemoryId, Memory> found = store.read(reader -> reader.memories(replaced));
    for (MemoryId id : replaced) {
      Memory memory = found.get(id);
      if (memory == null
          || memory.state() == State.DELETED
          || !within.admits(memory.scope())
          || !Objects.equals(memory.scope().agentId(), owner.agentId())) {
        throw new NotFoundException(
            "a fact replaces "
                + id
                + ", and this user and agent have no such memory; nothing was stored",
            "Give ids that a search returned, or leave replaces out.");
      }
    }
  }

  static Remembered remembered(Committed committed) {
    return new Remembered(
        committed.messages(),
        committed.outcomes().stream()
            .map(
                outcome ->
                    new Remembered.Outcome(
                        outcome.added() ? Remembered.Event.ADDED : Remembered.Event.REPEATED,
                        outcome.memory(),
                        outcome.source()))
            .toList(),
        committed.replacements().stream()
            .map(r -> new Remembered.Replacement(r.earlier(), r.later()))
            .toList(),
        committed.contradictions().stream()
            .map(c -> new Remembered.Contradiction(c.one(), c.other()))
            .toList(),
        committed.attempts().stream()
            .map(
                attempt ->
                    new Remembered.Attempt(
                        attempt.kind(),
                        attempt.failure(),
                        attempt.inputTokens(),
                        attempt.outputTokens()))
            .toList());
  }

  /** A time as fine as it will be kept. */
  private static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private Scope owner(RememberRequest request) {
    Scope scope = request.scope();
    if (scope.userId() == null) {
      scope = scope.with(Axis.USER, defaultUser);
    }
    if (scope.appId() == null) {
      scope = scope.with(Axis.APP, request.caller().client());
    }
    return scope;
  }
}
