package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Axis;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Page;
import dev.openmemory.model.Relation;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One transaction that reads, for the thread that runs it. One that writes too is a kind of it. */
sealed class Session implements StoreReader permits WritingSession {

  private final Sql sql;
  private final VectorIndex index;
  private final Space space;
  private final boolean writes;
  private final long base;
  private final SearchedFilters searched;
  private @Nullable Pending pending;
  private boolean ended;

  Session(Sql sql, VectorIndex index, Space space) {
    this(sql, index, space, false);
  }

  /**
   * @param writes whether what it reads may be changed by itself
   */
  Session(Sql sql, VectorIndex index, Space space, boolean writes) {
    this.sql = sql;
    this.index = index;
    this.space = space;
    this.writes = writes;
    this.searched = new SearchedFilters(writes);
    this.base = writes ? new SignatureRows(sql).lastChange() : 0;
  }

  /** From now on every call fails. */
  void end() {
    ended = true;
  }

  Sql sql() {
    if (ended) {
      throw new IllegalStateException("the transaction of this reader or writer has ended");
    }
    return sql;
  }

  Space space() {
    return space;
  }

  boolean writes() {
    return writes;
  }

  /** The last change before this transaction, where it writes. */
  long base() {
    return base;
  }

  /** What this transaction sees changed after a change; always asked with the same one. */
  Pending pending(long after) {
    Pending known = pending;
    if (known == null) {
      known = new Pending(sql, space.dimension(), after);
      pending = known;
    }
    return known;
  }

  @Override
  public Optional<Memory> memory(MemoryId id) {
    return new MemoryRows(sql()).find(id);
  }

  @Override
  public Map<MemoryId, Memory> memories(Collection<MemoryId> ids) {
    return new MemoryRows(sql()).find(ids);
  }

  @Override
  public Optional<Message> message(MessageId id) {
    return new MessageRows(sql()).find(id);
  }

  @Override
  public List<Message> lastMessages(Scope scope, int limit) {
    return new MessageRows(sql()).last(scope, Limits.positive(limit));
  }

  @Override
  public Optional<MemoryId> memoryWithHash(Scope scope, String hash, boolean verbatim, Instant at) {
    return ScopeKeys.find(sql(), scope)
        .flatMap(keys -> new MemoryRows(sql).withHash(keys, hash, verbatim, Times.micros(at)));
  }

  @Override
  public Map<MemoryId, Set<MemoryId>> passagesOf(Collection<MemoryId> facts) {
    return new CoverageRows(sql()).passagesOf(facts);
  }

  @Override
  public List<MemoryId> factsOf(MemoryId passage) {
    return new CoverageRows(sql()).factsOf(passage);
  }

  @Override
  public Page<Memory> list(MemoryFilter filter, Sort sort, @Nullable Cursor after, int limit) {
    return new Listing(sql()).list(filter, sort, after, Limits.positive(limit));
  }

  @Override
  public long count(MemoryFilter filter) {
    return new Listing(sql()).count(filter);
  }

  @Override
  public List<MemoryId> ids(MemoryFilter filter) {
    return new Listing(sql()).ids(filter);
  }

  @Override
  public List<ScoredId> nearest(float[] query, MemoryFilter filter, int limit) {
    return nearest(query, false, filter, Limits.positive(limit));
  }

  @Override
  public List<ScoredId> alike(float[] vector, MemoryFilter filter, int limit) {
    return nearest(vector, true, filter, Limits.positive(limit));
  }

  private List<ScoredId> nearest(float[] query, boolean own, MemoryFilter filter, int limit) {
    float[] checked = space.checked(query);
    VectorSearch search = new VectorSearch(sql(), space.dimension());
    return searched
        .of(sql(), filter)
        .map(passing -> search.nearest(this, index, checked, own, passing, limit))
        .orElse(List.of());
  }

  @Override
  public Optional<float[]> lastPassage(MessageId message) {
    return new VectorSearch(sql(), space.dimension()).lastPassage(message);
  }

  @Override
  public List<ScoredId> matching(List<String> terms, MemoryFilter filter, int limit) {
    int most = Limits.positive(limit);
    return searched
        .of(sql(), filter)
        .map(passing -> new KeywordIndex(sql()).matching(terms, passing, most))
        .orElse(List.of());
  }

  @Override
  public Map<String, List<MemoryId>> naming(
      Collection<String> names, List<String> beside, MemoryFilter filter, int limit) {
    int each = Limits.positive(limit);
    return searched
        .of(sql(), filter)
        .map(passing -> new KeywordIndex(sql()).naming(names, beside, passing, each))
        .orElse(Map.of());
  }

  @Override
  public Map<MemoryId, Sketch> sketches(Collection<MemoryId> ids) {
    return new Sketches(sql()).of(ids);
  }

  @Override
  public Map<MemoryId, MessageId> sources(Collection<MemoryId> ids) {
    return new Sketches(sql()).messages(ids);
  }

  @Override
  public Map<MemoryId, Double> cosines(float[] query, Collection<MemoryId> ids) {
    return new VectorSearch(sql(), space.dimension()).cosines(space.checked(query), ids);
  }

  @Override
  public Map<MemoryId, Double> keywordScores(
      List<String> terms, MemoryFilter filter, Collection<MemoryId> ids) {
    return searched
        .of(sql(), filter)
        .map(passing -> new KeywordIndex(sql()).scores(terms, passing, ids))
        .orElse(Map.of());
  }

  @Override
  public Map<EntityId, Entity> entities(Collection<EntityId> ids) {
    return new EntityRows(sql()).find(ids);
  }

  @Override
  public Map<String, List<Entity>> entitiesNamed(@Nullable String user, Collection<String> forms) {
    return new EntityRows(sql()).named(user, forms);
  }

  @Override
  public List<Entity> entitiesStarting(@Nullable String user, String form, int limit) {
    return new EntityRows(sql()).starting(user, form, Limits.positive(limit));
  }

  @Override
  public List<Known> entitiesIn(MemoryFilter filter, String words, int limit) {
    return new EntityRows(sql()).in(filter, words, Limits.positive(limit));
  }

  @Override
  public List<String> names(EntityId entity) {
    return new EntityRows(sql()).names(entity);
  }

  @Override
  public List<Relation> relations(
      Collection<EntityId> entities, MemoryFilter filter, Instant at, int limit) {
    return new RelationRows(sql()).around(entities, filter, at, Limits.positive(limit));
  }

  @Override
  public List<Relation> relationsFrom(EntityId subject, String predicate, Instant at) {
    return new RelationRows(sql()).from(subject, predicate, at);
  }

  @Override
  public Map<MemoryId, List<Entity>> entitiesOf(Collection<MemoryId> memories) {
    return new EntityRows(sql()).of(memories);
  }

  @Override
  public Map<EntityId, List<MemoryId>> memoriesNaming(
      Collection<EntityId> entities, MemoryFilter filter, int limit) {
    return new EntityRows(sql()).naming(entities, filter, Limits.positive(limit));
  }

  @Override
  public Map<MemoryId, List<MemoryId>> conflicts(Collection<MemoryId> memories) {
    return new RelationRows(sql()).conflicts(memories);
  }

  @Override
  public List<HistoryEvent> history(MemoryId id) {
    return new HistoryRows(sql()).of(id);
  }

  @Override
  public List<AccessEvent> accesses(MemoryId id, int limit) {
    return new HistoryRows(sql()).accesses(id, Limits.positive(limit));
  }

  @Override
  public List<String> scopeValues(Axis axis, Scope within, String prefix, int limit) {
    return new ScopeCounts(sql()).values(axis, within, prefix, Limits.positive(limit));
  }

  @Override
  public StoreCounts counts(Scope scope) {
    return new ScopeCounts(sql()).counts(scope);
  }

  @Override
  public KinReader kin() {
    return new KinRows(sql());
  }

  @Override
  public ArchiveReader archive() {
    return new Archiving(sql(), space);
  }

  @Override
  public UpkeepReader upkeep() {
    return new UpkeepRows(sql());
  }

  @Override
  public JobReader jobs() {
    return new JobRows(sql());
  }

  @Override
  public OverviewReader overview() {
    return new OverviewRows(sql());
  }

  @Override
  public Map<String, Instant> pausedApps() {
    return new AppRows(sql()).paused();
  }
}
