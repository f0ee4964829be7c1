package dev.openmemory.engine;

import dev.openmemory.distill.Llm;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import dev.openmemory.retrieval.Weights;
import dev.openmemory.storage.StoreCheck;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory itself, behind one front door. Safe to call from any thread. Every method may throw a
 * {@link dev.openmemory.model.MemoryException}.
 *
 * <p>A write that does not say whose memory it is belongs to the default user, and one that does
 * not say which application it comes from to the caller's client. A read is never narrowed like
 * that: it sees what matches the axes it gives.
 *
 * <p>Whatever reads or writes memories takes the {@link Caller} that asks, and does nothing for one
 * that is paused. What takes none is for the person whose memory it is.
 */
public final class Engine implements AutoCloseable {

  /** The most memories of one page. */
  public static final int MAX_PAGE = 1_000;

  private final Parts parts;

  private Engine(Parts parts) {
    this.parts = parts;
  }

  /**
   * Opens the database; the model is loaded when it is first needed.
   *
   * @param embedder owned by the engine from here on
   */
  public static Engine open(EngineOptions options, Embedder embedder, Clock clock) {
    return open(options, embedder, Optional.empty(), clock);
  }

  /**
   * The same with a language model that distils.
   *
   * @param embedder owned by the engine from here on
   */
  public static Engine open(
      EngineOptions options, Embedder embedder, Optional<Llm> llm, Clock clock) {
    return open(options, embedder, llm, Optional.empty(), clock);
  }

  /**
   * The same with a re-ranker.
   *
   * @param embedder owned by the engine from here on
   * @param reranker owned by the engine from here on
   */
  public static Engine open(
      EngineOptions options,
      Embedder embedder,
      Optional<Llm> llm,
      Optional<RerankerChoice> reranker,
      Clock clock) {
    return new Engine(new Parts(options, embedder, llm, reranker, clock));
  }

  /** Stores messages and makes them searchable; when it returns they are on disk. */
  public Remembered remember(RememberRequest request) {
    return parts.adding.now(request);
  }

  /** The signals that a ranking is made of, with what each counts for. */
  public static Map<String, Double> signals() {
    return Weights.DEFAULT.of();
  }

  /**
   * Stores messages and makes them searchable as they were said; their facts are made later, by
   * whichever process of the file gets to it.
   */
  public Deferred rememberLater(RememberRequest request) {
    return parts.adding.later(request);
  }

  /** {@link #remember}, kept among the {@link #jobs} whatever came of it. */
  public Deferred rememberAsEvent(RememberRequest request) {
    return parts.adding.asEvent(request);
  }

  /** What can be looked up besides, without a trace in the access log. */
  public Records records() {
    return parts.records;
  }

  /** The writes whose facts are made later. */
  public Jobs jobs() {
    return parts.jobs;
  }

  /** The memory as it is exported and imported. */
  public Archive archive() {
    return parts.archive;
  }

  /** Puts away what no longer helps. */
  public Upkeep upkeep() {
    return parts.upkeep;
  }

  /** The applications that use the memory. */
  public Apps apps() {
    return parts.apps;
  }

  /** What the person sees who looks after the memory. */
  public Overview overview() {
    return parts.overview;
  }

  /** Finds the memories that best answer a question. */
  public Recalled recall(RecallRequest request) {
    return parts.asking.recall(request);
  }

  /**
   * Says how named things are related, and which memories say so. The steps of a path may come from
   * several memories, none of which answers alone.
   */
  public GraphAnswer graph(GraphRequest request) {
    return parts.asking.graph(request);
  }

  /**
   * The memories of a scope, newest observed first.
   *
   * @param states the states that are listed, at least one
   * @param after where to go on; null for the start
   * @param limit 1…{@link #MAX_PAGE}
   */
  public Page<Memory> list(
      Scope scope, Set<State> states, @Nullable Cursor after, int limit, Caller caller) {
    return list(new ListRequest(scope, Selection.in(states), Sort.NEWEST, after, limit, caller));
  }

  /** A page of the memories that a request is about. */
  public Page<Memory> list(ListRequest request) {
    return list(request, 0);
  }

  /**
   * The page that so many memories come before, in place of a cursor.
   *
   * @param skipped 0 for the page that the request asks for
   */
  public Page<Memory> list(ListRequest request, long skipped) {
    return parts.reading.list(request, skipped);
  }

  /** How many memories of a scope a selection has. */
  public long count(Scope scope, Selection selection, Caller caller) {
    return parts.reading.count(scope, selection, caller);
  }

  /**
   * One memory in the scope, unless it is deleted.
   *
   * @throws dev.openmemory.model.NotFoundException if there is none
   */
  public Memory get(MemoryId id, Scope within, Caller caller) {
    return parts.reading.get(id, within, caller);
  }

  /** {@link #get}, with where the memory comes from and how it stands beside others. */
  public Explanation explain(MemoryId id, Scope within, Caller caller) {
    return parts.reading.explain(id, within, caller);
  }

  /** The message that a memory was made of. */
  public Optional<Message> source(Memory memory, Caller caller) {
    return parts.reading.source(memory, caller);
  }

  /**
   * Changes a memory's text, metadata, state or expiry; what it said before stays in its history.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public Memory revise(Revision revision, Scope within, Caller caller) {
    parts.apps.admit(caller);
    return parts.changes.revise(revision, within, caller);
  }

  /**
   * Makes a memory found and true again that was replaced, deleted, paused or archived. What
   * replaced it stays too; nothing says which of the two is true then, and whoever knows may delete
   * the other.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public Memory restore(MemoryId id, Scope within, Caller caller) {
    parts.apps.admit(caller);
    return parts.changes.restore(id, within, caller);
  }

  /**
   * Deletes a memory: it is no longer found; its history stays, and a revision to the active state
   * brings it back.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public Memory forget(MemoryId id, Scope within, Caller caller) {
    parts.apps.admit(caller);
    return parts.changes.forget(id, within, caller);
  }

  /**
   * Deletes every memory of a scope that gives at least one axis.
   *
   * @return how many were deleted
   */
  public long forgetAll(Scope scope, Caller caller) {
    parts.apps.admit(caller);
    return parts.changes.forgetAll(scope, caller);
  }

  /**
   * Erases a memory for good: text, history, embedding, and the message it was made of if no other
   * memory is. Nothing brings it back.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public void erase(MemoryId id, Scope within, Caller caller) {
    parts.apps.admit(caller);
    parts.changes.erase(id, within);
  }

  /** What happened to a memory, deleted or not, oldest first. */
  public List<HistoryEvent> history(MemoryId id, Scope within, Caller caller) {
    return parts.reading.history(id, within, caller);
  }

  /** Who read a memory, newest first, at most that many entries. */
  public List<AccessEvent> accesses(MemoryId id, Scope within, int limit, Caller caller) {
    return parts.reading.accesses(id, within, limit, caller);
  }

  /** The values that one axis has, most frequent first; for completion. */
  public List<String> scopeValues(
      Axis axis, Scope within, String prefix, int limit, Caller caller) {
    return parts.reading.scopeValues(axis, within, prefix, limit, caller);
  }

  /** Counts, and what the engine runs on. */
  public EngineStats stats(Scope scope, Caller caller) {
    parts.apps.admit(caller);
    return parts.store.read(
        reader ->
            EngineStats.of(
                reader.counts(scope),
                reader.jobs().open(),
                parts.store.info(),
                parts.distillers.counts(),
                parts.reranking));
  }

  /** A thorough look at the store. Reads everything. */
  public Diagnosis diagnose() {
    StoreCheck check = parts.store.check();
    return new Diagnosis(stats(Scope.ANY, Caller.COMMAND_LINE), check.problems(), check.memories());
  }

  /** Builds every derived table again. */
  public void reindex() {
    parts.store.reindex();
  }

  /**
   * Loads the models and the vector index now, so that the first question need not wait for them.
   */
  public void warmUp() {
    parts.recall.warmUp();
  }

  @Override
  public void close() {
    parts.close();
  }
}
