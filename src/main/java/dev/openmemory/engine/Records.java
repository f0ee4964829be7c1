package dev.openmemory.engine;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Owner;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.storage.MemoryStore;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can be looked up of memories besides searching and listing them, and what is thought of
 * them. Nothing here counts as reading a memory. Safe from any thread.
 */
public final class Records {

  private final MemoryStore store;
  private final Clock clock;

  Records(MemoryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * One memory in the scope, whatever its state.
   *
   * @throws dev.openmemory.model.NotFoundException if there is none
   */
  public Memory find(MemoryId id, Scope within) {
    return store.read(reader -> Changes.found(reader, id, within));
  }

  /**
   * A page of a listing, which nobody is noted to have read.
   *
   * @param skipped how many memories come before it, in place of a cursor; 0 for the cursor's page
   */
  public Page<Memory> list(ListRequest request, long skipped) {
    MemoryFilter filter = request.selection().within(request.scope(), clock.instant());
    return store.read(
        reader -> {
          Cursor after = request.after();
          if (skipped > 0) {
            after = reader.kin().after(filter, request.sort(), skipped).orElse(null);
            if (after == null) {
              return new Page<>(List.of(), null, reader.count(filter));
            }
          }
          return reader.list(filter, request.sort(), after, request.limit());
        });
  }

  /** The memories made of messages, whatever their state, in the order they were made. */
  public List<Memory> madeOf(Collection<MessageId> messages) {
    return store.read(
        reader -> {
          List<MemoryId> ids = reader.kin().madeOf(messages);
          Map<MemoryId, Memory> memories = reader.memories(ids);
          return ids.stream().map(memories::get).filter(Objects::nonNull).toList();
        });
  }

  /** The categories of a scope's memories that are not deleted, with how many have each. */
  public Map<String, Long> categories(Scope scope) {
    return store.read(reader -> reader.kin().categories(scope));
  }

  /** The memories that one took the place of. */
  public List<MemoryId> replacedBy(MemoryId memory) {
    return store.read(reader -> reader.kin().replacedBy(memory));
  }

  /**
   * The users, agents, runs and applications that have memories, in that order. The pages have no
   * cursor.
   *
   * @param skip how many come before the page
   * @param limit 1…{@link Engine#MAX_PAGE}
   */
  public Page<Owner> owners(long skip, int limit) {
    int bounded = Access.bounded(limit);
    if (skip < 0) {
      throw new InvalidInputException(skip + " are to be skipped", "Skip none or more.");
    }
    return store.read(reader -> reader.kin().owners(skip, bounded));
  }

  /**
   * Keeps what somebody thinks of a memory.
   *
   * @param verdict null takes the judgement back
   * @throws dev.openmemory.model.NotFoundException if the memory does not exist in the scope
   */
  public Feedback judge(
      MemoryId id,
      Scope within,
      Feedback.@Nullable Verdict verdict,
      @Nullable String reason,
      Caller caller) {
    Feedback feedback = new Feedback(id, verdict, reason, caller.client(), clock.instant());
    return store.write(
        writer -> {
          Changes.found(writer, id, within);
          writer.kin().add(feedback);
          return feedback;
        });
  }

  /** What was thought of a memory, newest first. */
  public List<Feedback> feedback(MemoryId id, Scope within) {
    return store.read(reader -> reader.kin().feedback(Changes.found(reader, id, within).id()));
  }
}
