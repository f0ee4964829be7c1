package dev.openmemory.engine;

import com.fasterxml.uuid.Generators;
import dev.openmemory.distill.Distillers;
import dev.openmemory.distill.Llm;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.distill.VerbatimDistiller;
import dev.openmemory.distill.llm.LlmDistiller;
import dev.openmemory.distill.rules.RulesDistiller;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import dev.openmemory.pipeline.Pipeline;
import dev.openmemory.retrieval.Reranking;
import dev.openmemory.retrieval.Retriever;
import dev.openmemory.retrieval.Weights;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreCheck;
import dev.openmemory.storage.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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

  private final MemoryStore store;
  private final Embedder embedder;
  private final Optional<Reranking> reranking;
  private final Clock clock;
  private final Access access;
  private final Distillers distillers;
  private final Adding adding;
  private final Jobs jobs;
  private final Apps apps;
  private final Upkeep upkeep;
  private final Recall recall;
  private final Asking asking;
  private final Changes changes;
  private final Records records;
  private final Overview overview;
  private final Archive archive;

  private Engine(
      MemoryStore store,
      Embedder embedder,
      Optional<Llm> llm,
      EngineOptions options,
      Weights weights,
      Optional<Reranking> reranking,
      Clock clock) {
    this.store = store;
    this.embedder = embedder;
    this.reranking = reranking;
    // As fine as what is stored, so that an answer says the same time now and later.
    Clock ticks = Clock.tick(clock, Duration.of(1, ChronoUnit.MICROS));
    this.clock = ticks;
    this.access = new Access(store, ticks);
    Retriever retriever = new Retriever();
    PassageSplitter splitter = new PassageSplitter(embedder::countTokens, embedder.maxTokens());
    RulesDistiller rules = new RulesDistiller(splitter);
    this.distillers =
        new Distillers(splitter, model -> new LlmDistiller(model, splitter), llm, List.of(rules));
    Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
    Pipeline pipeline =
        new Pipeline(store, embedder, retriever, new VerbatimDistiller(splitter), distillers, ids);
    this.apps = new Apps(store, ticks);
    this.upkeep = new Upkeep(store, apps, ticks);
    this.jobs = new Jobs(store, pipeline, apps, ticks, ids);
    this.adding = new Adding(apps, jobs, new Writing(store, options.defaultUser(), ticks), access);
    this.recall = new Recall(store, embedder, reranking, weights, ticks);
    this.asking = new Asking(apps, recall, new Relations(store, clock), access);
    this.changes = new Changes(store, embedder, ticks);
    this.records = new Records(store, ticks);
    this.overview = new Overview(store, embedder, recall, changes, ticks);
    this.archive = new Archive(store, embedder, new Adoption(rules, ticks, ids));
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
    Weights weights = options.ranking().all();
    MemoryStore store = Stores.open(options.store(embedder.space()));
    Optional<Reranking> reranking =
        reranker.map(it -> new Reranking(it.reranker(), it.hits(), it.percent()));
    Engine engine = new Engine(store, embedder, llm, options, weights, reranking, clock);
    if (options.lifetime() == EngineOptions.Lifetime.LONG_LIVED) {
      engine.jobs.start();
    }
    return engine;
  }

  /** Stores messages and makes them searchable; when it returns they are on disk. */
  public Remembered remember(RememberRequest request) {
    return adding.now(request);
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
    return adding.later(request);
  }

  /** {@link #remember}, kept among the {@link #jobs} whatever came of it. */
  public Deferred rememberAsEvent(RememberRequest request) {
    return adding.asEvent(request);
  }

  /** What can be looked up besides, without a trace in the access log. */
  public Records records() {
    return records;
  }

  /** The writes whose facts are made later. */
  public Jobs jobs() {
    return jobs;
  }

  /** The memory as it is exported and imported. */
  public Archive archive() {
    return archive;
  }

  /** Puts away what no longer helps. */
  public Upkeep upkeep() {
    return upkeep;
  }

  /** The applications that use the memory. */
  public Apps apps() {
    return apps;
  }

  /** What the person sees who looks after the memory. */
  public Overview overview() {
    return overview;
  }

  /** Finds the memories that best answer a question. */
  public Recalled recall(RecallRequest request) {
    return asking.recall(request);
  }

  /**
   * Says how named things are related, and which memories say so. The steps of a path may come from
   * several memories, none of which answers alone.
   */
  public GraphAnswer graph(GraphRequest request) {
    return asking.graph(request);
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
    apps.admit(request.caller());
    Page<Memory> page = records.list(request, skipped);
    access.note(
        AccessEvent.Kind.LIST, page.items().stream().map(Memory::id).toList(), request.caller());
    return page;
  }

  /** How many memories of a scope a selection has. */
  public long count(Scope scope, Selection selection, Caller caller) {
    apps.admit(caller);
    MemoryFilter filter = selection.within(scope, clock.instant());
    return store.read(reader -> reader.count(filter));
  }

  /**
   * One memory in the scope, unless it is deleted.
   *
   * @throws dev.openmemory.model.NotFoundException if there is none
   */
  public Memory get(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    Memory memory = store.read(reader -> Changes.found(reader, id, within));
    Changes.notDeleted(memory);
    access.note(AccessEvent.Kind.GET, List.of(id), caller);
    return memory;
  }

  /** {@link #get}, with where the memory comes from and how it stands beside others. */
  public Explanation explain(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    Explanation explanation = store.read(reader -> new Explaining(reader, within).of(id));
    access.note(AccessEvent.Kind.GET, List.of(id), caller);
    return explanation;
  }

  /** The message that a memory was made of. */
  public Optional<Message> source(Memory memory, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.message(memory.provenance().message()));
  }

  /**
   * Changes a memory's text, metadata, state or expiry; what it said before stays in its history.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public Memory revise(Revision revision, Scope within, Caller caller) {
    apps.admit(caller);
    return changes.revise(revision, within, caller);
  }

  /**
   * Makes a memory found and true again that was replaced, deleted, paused or archived. What
   * replaced it stays too; nothing says which of the two is true then, and whoever knows may delete
   * the other.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public Memory restore(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    return changes.restore(id, within, caller);
  }

  /**
   * Deletes a memory: it is no longer found; its history stays, and a revision to the active state
   * brings it back.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public Memory forget(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    return changes.forget(id, within, caller);
  }

  /**
   * Deletes every memory of a scope that gives at least one axis.
   *
   * @return how many were deleted
   */
  public long forgetAll(Scope scope, Caller caller) {
    apps.admit(caller);
    return changes.forgetAll(scope, caller);
  }

  /**
   * Erases a memory for good: text, history, embedding, and the message it was made of if no other
   * memory is. Nothing brings it back.
   *
   * @throws dev.openmemory.model.NotFoundException if it does not exist in the scope
   */
  public void erase(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    changes.erase(id, within);
  }

  /** What happened to a memory, deleted or not, oldest first. */
  public List<HistoryEvent> history(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.history(Changes.found(reader, id, within).id()));
  }

  /** Who read a memory, newest first, at most that many entries. */
  public List<AccessEvent> accesses(MemoryId id, Scope within, int limit, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.accesses(Changes.found(reader, id, within).id(), limit));
  }

  /** The values that one axis has, most frequent first; for completion. */
  public List<String> scopeValues(
      Axis axis, Scope within, String prefix, int limit, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.scopeValues(axis, within, prefix, limit));
  }

  /** Counts, and what the engine runs on. */
  public EngineStats stats(Scope scope, Caller caller) {
    apps.admit(caller);
    return store.read(
        reader ->
            EngineStats.of(
                reader.counts(scope),
                reader.jobs().open(),
                store.info(),
                distillers.counts(),
                reranking));
  }

  /** A thorough look at the store. Reads everything. */
  public Diagnosis diagnose() {
    StoreCheck check = store.check();
    return new Diagnosis(stats(Scope.ANY, Caller.COMMAND_LINE), check.problems(), check.memories());
  }

  /** Builds every derived table again. */
  public void reindex() {
    store.reindex();
  }

  /**
   * Loads the models and the vector index now, so that the first question need not wait for them.
   */
  public void warmUp() {
    recall.warmUp();
  }

  @Override
  public void close() {
    try {
      jobs.stop();
      access.close();
    } finally {
      try {
        embedder.close();
        reranking.ifPresent(Reranking::close);
      } finally {
        store.close();
      }
    }
  }
}
