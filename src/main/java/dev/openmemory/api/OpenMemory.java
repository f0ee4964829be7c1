package dev.openmemory.api;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Explanation;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.engine.Revision;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A memory in one file, inside the program that uses it. Safe to call from any thread; other
 * processes may have the same file open. Every method may throw a {@link
 * dev.openmemory.model.MemoryException}, which says what was wrong and what to do.
 */
public final class OpenMemory implements AutoCloseable {

  private final Engine engine;
  private final Caller caller;

  OpenMemory(Engine engine, Caller caller) {
    this.engine = engine;
    this.caller = caller;
  }

  /** Opens a database with the model that came along; the file is made if it is missing. */
  public static OpenMemory open(Path database) {
    return at(database).open();
  }

  /** What to open, to be said in more detail. */
  public static Builder at(Path database) {
    return new Builder(database);
  }

  /**
   * Remembers something that the user said, now. When this returns it is on disk and can be found.
   *
   * @param text 1…200 000 characters
   * @param scope whose memory it is; the default user's if it names none
   */
  public Remembered add(String text, Scope scope) {
    return engine.remember(RememberRequest.text(text, scope, caller));
  }

  /** Remembers what a request says. */
  public Remembered add(RememberRequest request) {
    return engine.remember(request);
  }

  /** The ten memories that best answer a question, best first. */
  public List<Recalled.Hit> search(String question, Scope scope) {
    return search(question, scope, 10);
  }

  /**
   * The memories that best answer a question, best first.
   *
   * @param scope every axis given must match
   * @param limit 1…{@link RecallRequest#MAX_LIMIT}
   */
  public List<Recalled.Hit> search(String question, Scope scope, int limit) {
    return engine.recall(new RecallRequest(question, scope, limit, null, false, caller)).hits();
  }

  /** Answers a question. */
  public Recalled search(RecallRequest request) {
    return engine.recall(request);
  }

  /**
   * The active memories of a scope, newest observed first.
   *
   * @param after where to go on; null for the start
   * @param limit 1…{@link Engine#MAX_PAGE}
   */
  public Page<Memory> list(Scope scope, @Nullable Cursor after, int limit) {
    return engine.list(scope, Set.of(State.ACTIVE), after, limit, caller);
  }

  /** A page of the memories that a request is about. */
  public Page<Memory> list(ListRequest request) {
    return engine.list(request);
  }

  /**
   * One memory.
   *
   * @throws dev.openmemory.model.NotFoundException if there is none, or it is deleted
   */
  public Memory get(MemoryId id) {
    return engine.get(id, Scope.ANY, caller);
  }

  /**
   * One memory with where it comes from: the message, what made it of the message, what it replaced
   * or repeats, and what contradicts it.
   *
   * @throws dev.openmemory.model.NotFoundException if there is none, or it is deleted
   */
  public Explanation explain(MemoryId id) {
    return engine.explain(id, Scope.ANY, caller);
  }

  /** Gives a memory another text; what it said before stays in its history. */
  public Memory update(MemoryId id, String text) {
    return engine.revise(Revision.text(id, text), Scope.ANY, caller);
  }

  /** Changes a memory. */
  public Memory update(Revision revision) {
    return engine.revise(revision, Scope.ANY, caller);
  }

  /** Deletes a memory: it is no longer found, and {@link #restore} brings it back. */
  public void delete(MemoryId id) {
    engine.forget(id, Scope.ANY, caller);
  }

  /**
   * Deletes every memory of a scope that gives at least one axis.
   *
   * @return how many were deleted
   */
  public long deleteAll(Scope scope) {
    return engine.forgetAll(scope, caller);
  }

  /**
   * Makes a memory found and true again that was replaced, deleted, paused or archived. What
   * replaced it stays too.
   *
   * @throws dev.openmemory.model.NotFoundException if there is none
   * @throws dev.openmemory.model.InvalidInputException if it is active and nothing has replaced it
   */
  public Memory restore(MemoryId id) {
    return engine.restore(id, Scope.ANY, caller);
  }

  /** What happened to a memory, oldest first. */
  public List<HistoryEvent> history(MemoryId id) {
    return engine.history(id, Scope.ANY, caller);
  }

  /** Everything else that a memory can do. It is closed with this object. */
  public Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}
