package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.Embedding;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Importance;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Text;
import dev.openmemory.model.Validity;
import dev.openmemory.model.Voice;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreReader;
import dev.openmemory.storage.StoreWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes memories that exist, each change with its line of history in the same transaction. */
final class Changes {

  private static final Set<State> KEPT = Set.of(State.ACTIVE, State.PAUSED, State.ARCHIVED);

  /** How many memories one transaction deletes, so that other writers get their turn. */
  private static final int BATCH = 1_000;

  private final MemoryStore store;
  private final Embedder embedder;
  private final Clock clock;

  Changes(MemoryStore store, Embedder embedder, Clock clock) {
    this.store = store;
    this.embedder = embedder;
    this.clock = clock;
  }

  Memory revise(Revision revision, Scope within, Caller caller) {
    Instant now = clock.instant();
    if (revision.expiresAt() != null
        && revision.expiresAt().isPresent()
        && !revision.expiresAt().get().isAfter(now)) {
      throw new InvalidInputException(
          "expires_at " + revision.expiresAt().get() + " is in the past",
          "Give a later time, or delete the memory.");
    }
    String text = revision.text() == null ? null : Text.clean("the text", revision.text());
    float[] vector = text == null ? null : vector(voiced(revision.id(), within, text));
    return store.write(
        writer -> {
          Memory before = found(writer, revision.id(), within);
          if (revision.state() == null) {
            notDeleted(before);
          }
          State state = revision.state();
          List<MemoryId> facts = state == null ? List.of() : writer.factsOf(before.id());
          if (state != null && !facts.isEmpty()) {
            // A covered passage has the state of its facts.
            for (MemoryId fact : facts) {
              change(writer, fact, state, caller, now);
            }
            before = writer.memory(before.id()).orElseThrow();
            state = null;
          }
          Memory after = changed(before, revision, state, text, now);
          if (!after.equals(before)) {
            writer.update(after, vector);
            writer.record(event(before, after, caller, now));
          }
          return after;
        });
  }

  /** The new text as it will be indexed; who said it and what made it never change. */
  private String voiced(MemoryId id, Scope within, String text) {
    Provenance provenance = store.read(reader -> found(reader, id, within)).provenance();
    return Voice.indexed(provenance.actor(), provenance.distiller(), text);
  }

  private float[] vector(String text) {
    Embedding embedding = embedder.passage(text);
    if (embedding.truncated()) {
      throw new InvalidInputException(
          "the text has "
              + embedding.tokens()
              + " tokens; a memory has at most "
              + embedder.maxTokens(),
          "Shorten it to one fact, or add it as a new memory, which is cut into passages.");
    }
    return embedding.vector();
  }

  private static Memory changed(
      Memory before, Revision revision, @Nullable State state, @Nullable String text, Instant now) {
    Memory after = before;
    if (text != null) {
      after = after.withText(text, now);
    }
    if (revision.metadata() != null) {
      after = after.withMetadata(revision.metadata(), now);
    }
    if (state != null) {
      after = after.withState(state, now);
    }
    if (revision.expiresAt() != null) {
      after = after.withExpiry(revision.expiresAt().orElse(null), now);
    }
    Importance importance = revision.importance(before.importance());
    if (!importance.equals(before.importance())) {
      after = after.withImportance(importance, now);
    }
    return after;
  }

  /** Makes a memory found and true again; of a covered passage, its facts. */
  Memory restore(MemoryId id, Scope within, Caller caller) {
    Instant now = clock.instant();
    return store.write(
        writer -> {
          Memory before = found(writer, id, within);
          if (before.state() == State.ACTIVE && before.validity().to() == null) {
            throw new InvalidInputException(
                "memory " + id + " is active and nothing has replaced it",
                "Its history says what happened to it.");
          }
          List<MemoryId> facts = writer.factsOf(id);
          for (MemoryId one : facts.isEmpty() ? List.of(id) : facts) {
            restore(writer, writer.memory(one).orElseThrow(), caller, now);
          }
          return writer.memory(id).orElseThrow();
        });
  }

  private static void restore(StoreWriter writer, Memory before, Caller caller, Instant now) {
    Memory after =
        before
            .withState(State.ACTIVE, now)
            .withValidity(Validity.since(before.validity().from()), now);
    writer.update(after, null);
    writer.endRelations(after.id(), null);
    writer.record(
        new HistoryEvent(
            after.id(),
            HistoryEvent.Kind.RESTORE,
            before.text(),
            after.text(),
            before.state(),
            after.state(),
            null,
            caller.client(),
            now));
  }

  Map<MemoryId, State> setStates(Map<MemoryId, State> states, Scope within, Caller caller) {
    if (states.size() > Engine.MAX_PAGE) {
      throw new InvalidInputException(
          states.size() + " memories in one call; the limit is " + Engine.MAX_PAGE,
          "Split them over several calls.");
    }
    Instant now = clock.instant();
    return store.write(
        writer -> {
          Map<MemoryId, State> before = new LinkedHashMap<>();
          states.forEach(
              (id, state) -> {
                Memory memory = found(writer, id, within);
                if (memory.state() != state) {
                  before.put(id, memory.state());
                  List<MemoryId> facts = writer.factsOf(id);
                  for (MemoryId one : facts.isEmpty() ? List.of(id) : facts) {
                    change(writer, one, state, caller, now);
                  }
                }
              });
          return before;
        });
  }

  Memory forget(MemoryId id, Scope within, Caller caller) {
    Instant now = clock.instant();
    return store.write(
        writer -> {
          Memory before = found(writer, id, within);
          notDeleted(before);
          return delete(writer, before, caller, now);
        });
  }

  long forgetAll(Scope scope, Caller caller) {
    if (scope.isAny()) {
      throw new InvalidInputException(
          "nothing says whose memories to delete",
          "Give at least one of user_id, agent_id, run_id, app_id.");
    }
    Instant now = clock.instant();
    // What has expired is deleted too: the filter's time lies before every expiry.
    MemoryFilter filter = new MemoryFilter(scope, KEPT, Instant.EPOCH);
    List<MemoryId> ids = store.read(reader -> reader.ids(filter));
    long deleted = 0;
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<MemoryId> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
      deleted +=
          store.<Integer>write(
              writer -> {
                int count = 0;
                for (Memory memory : writer.memories(batch).values()) {
                  if (memory.state() != State.DELETED) {
                    delete(writer, memory, caller, now);
                    count++;
                  }
                }
                return count;
              });
    }
    return deleted;
  }

  void erase(MemoryId id, Scope within) {
    store.<MemoryId>write(
        writer -> {
          writer.erase(found(writer, id, within).id());
          return id;
        });
  }

  /** Deletes a memory; a covered passage by deleting its facts, which it follows. */
  private static Memory delete(StoreWriter writer, Memory before, Caller caller, Instant now) {
    List<MemoryId> facts = writer.factsOf(before.id());
    if (facts.isEmpty()) {
      return change(writer, before.id(), State.DELETED, caller, now);
    }
    facts.forEach(fact -> change(writer, fact, State.DELETED, caller, now));
    return writer.memory(before.id()).orElseThrow();
  }

  private static Memory change(
      StoreWriter writer, MemoryId id, State state, Caller caller, Instant now) {
    Memory before = writer.memory(id).orElseThrow();
    Memory after = before.withState(state, now);
    if (before.state() != state) {
      writer.update(after, null);
      writer.record(event(before, after, caller, now));
    }
    return after;
  }

  private static HistoryEvent event(Memory before, Memory after, Caller caller, Instant now) {
    return new HistoryEvent(
        after.id(),
        kind(before, after),
        before.text(),
        after.state() == State.DELETED ? null : after.text(),
        before.state(),
        after.state(),
        null,
        caller.client(),
        now);
  }

  private static HistoryEvent.Kind kind(Memory before, Memory after) {
    if (before.state() == after.state()) {
      return HistoryEvent.Kind.UPDATE;
    }
    if (after.state() == State.DELETED) {
      return HistoryEvent.Kind.DELETE;
    }
    if (before.state() == State.DELETED) {
      return HistoryEvent.Kind.RESTORE;
    }
    return before.text().equals(after.text()) ? HistoryEvent.Kind.STATE : HistoryEvent.Kind.UPDATE;
  }

  /** The memory, if it exists in the scope. */
  static Memory found(StoreReader reader, MemoryId id, Scope within) {
    return reader
        .memory(id)
        .filter(memory -> within.admits(memory.scope()))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no memory " + id + (within.isAny() ? "" : " in this scope"),
                    "Search or list to get the ids that exist."));
  }

  static void notDeleted(Memory memory) {
    if (memory.state() == State.DELETED) {
      throw new NotFoundException(
          "memory " + memory.id() + " was deleted",
          "Its history is still there; an update to the state active brings it back.");
    }
  }
}
