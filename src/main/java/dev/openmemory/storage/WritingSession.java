package dev.openmemory.storage;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Relation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One transaction that writes, for the thread that runs it. */
final class WritingSession extends Session implements StoreWriter {

  private boolean erased;

  WritingSession(Sql sql, VectorIndex index, Space space) {
    super(sql, index, space, true);
  }

  /** Whether it erased anything. */
  boolean erased() {
    return erased;
  }

  @Override
  public void add(Message message) {
    new MessageRows(sql()).add(message);
  }

  @Override
  public void add(Memory memory, float[] embedding, float @Nullable [] inContext) {
    new MemoryChanges(sql(), space()).add(memory, embedding, inContext);
  }

  @Override
  public void update(Memory memory, float @Nullable [] embedding) {
    new MemoryChanges(sql(), space()).update(memory, embedding);
  }

  @Override
  public void cover(MemoryId passage, MemoryId fact) {
    MemoryRows rows = new MemoryRows(sql());
    new CoverageRows(sql()).add(rows.requireKey(fact), rows.requireKey(passage));
  }

  @Override
  public void add(Entity entity, @Nullable String user, Instant at) {
    new EntityRows(sql()).add(entity, user, at);
  }

  @Override
  public void update(Entity entity) {
    new EntityRows(sql()).update(entity);
  }

  @Override
  public void mention(MemoryId memory, EntityId entity, Mention as) {
    new EntityRows(sql()).mention(new MemoryRows(sql()).requireKey(memory), entity, as);
  }

  @Override
  public void add(Relation relation) {
    new RelationRows(sql()).add(relation);
  }

  @Override
  public void endRelations(MemoryId memory, @Nullable Instant at) {
    new RelationRows(sql()).end(memory, at);
  }

  @Override
  public void conflict(MemoryId one, MemoryId other, Instant at) {
    new RelationRows(sql()).conflict(one, other, at);
  }

  @Override
  public void settle(MemoryId one, MemoryId other) {
    new RelationRows(sql()).settle(one, other);
  }

  @Override
  public boolean sighting(MemoryId memory, MessageId message, Instant at) {
    MemoryRows rows = new MemoryRows(sql());
    return rows.sighting(
        rows.requireKey(memory), new MessageRows(sql()).key(message), Times.micros(at));
  }

  @Override
  public void record(HistoryEvent event) {
    new HistoryRows(sql()).add(new MemoryRows(sql()).requireKey(event.memory()), event);
  }

  @Override
  public void record(AccessEvent event) {
    new HistoryRows(sql()).add(new MemoryRows(sql()).requireKey(event.memory()), event);
  }

  @Override
  public void pause(String app, @Nullable Instant since) {
    new AppRows(sql()).pause(app, since);
  }

  @Override
  public void erase(MemoryId memory) {
    erased = true;
    new MemoryChanges(sql(), space()).erase(memory);
  }

  @Override
  public KinWriter kin() {
    return new KinRows(sql());
  }

  @Override
  public ArchiveWriter archive() {
    return new Archiving(sql(), space());
  }

  @Override
  public UpkeepWriter upkeep() {
    return new UpkeepRows(sql());
  }

  @Override
  public JobQueue jobs() {
    return new JobRows(sql());
  }

  @Override
  public OverviewWriter overview() {
    return new OverviewRows(sql());
  }
}
