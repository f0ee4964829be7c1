package dev.openmemory.storage;

import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.State;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes a memory in every table that holds a part of it. */
final class MemoryChanges {

  private final Sql sql;
  private final Space space;
  private final MemoryRows memories;
  private final KeywordIndex keywords;
  private final SignatureRows signatures;
  private final VectorSearch embeddings;
  private final CoverageRows coverage;

  MemoryChanges(Sql sql, Space space) {
    this.sql = sql;
    this.space = space;
    this.memories = new MemoryRows(sql);
    this.keywords = new KeywordIndex(sql);
    this.signatures = new SignatureRows(sql);
    this.coverage = new CoverageRows(sql);
    this.embeddings = new VectorSearch(sql, space.dimension());
  }

  void add(Memory memory, float[] embedding, float @Nullable [] inContext) {
    space.checked(embedding);
    float[] searched = inContext == null ? embedding : space.checked(inContext);
    ScopeKeys keys = ScopeKeys.intern(sql, memory.scope());
    long key = memories.add(memory, keys);
    embeddings.put(key, space.key(), embedding, inContext);
    keywords.enter(key);
    signatures.put(
        key,
        Codes.of(memory.state()),
        keys,
        Times.microsOrNull(memory.expiresAt()),
        Vectors.bytes(Vectors.signature(searched)));
  }

  void update(Memory memory, float @Nullable [] embedding) {
    long key = memories.requireKey(memory.id());
    Memory before = memories.find(memory.id()).orElseThrow();
    boolean said = !before.text().equals(memory.text());
    if (said && embedding == null) {
      throw new IllegalArgumentException("a new text needs a new embedding");
    }
    if (said) {
      new HistoryRows(sql).keepText(key, before.text());
    }
    boolean words = said || (before.state() == State.DELETED) != (memory.state() == State.DELETED);
    if (words) {
      keywords.leave(key);
    }
    memories.update(key, memory);
    if (words) {
      keywords.enter(key);
    }
    int state = Codes.of(memory.state());
    @Nullable Long expires = Times.microsOrNull(memory.expiresAt());
    if (embedding == null) {
      signatures.change(key, state, expires);
    } else {
      embeddings.put(key, space.key(), space.checked(embedding), null);
      byte[] bits = Vectors.bytes(Vectors.signature(embedding));
      signatures.put(key, state, ScopeKeys.intern(sql, before.scope()), expires, bits);
    }
    if (said) {
      coverage.reworded(key);
      forgetGraph(key);
    }
    for (Long passage : coverage.passages(key)) {
      Memory old = memories.find(passage).orElseThrow();
      Memory followed = coverage.followed(passage, old, memory.updatedAt());
      if (!followed.equals(old)) {
        update(followed, null);
      }
    }
  }

  /** Takes back what a memory said of named things, since it says something else now. */
  private void forgetGraph(long key) {
    EntityRows entities = new EntityRows(sql);
    List<Long> named = entities.keysOf(key);
    sql.update("DELETE FROM relation WHERE memory = ?", key);
    sql.update("DELETE FROM memory_entity WHERE memory = ?", key);
    sql.update("DELETE FROM conflict WHERE memory = ?1 OR other = ?1", key);
    entities.eraseUnused(named);
  }

  void erase(MemoryId id) {
    long asked = memories.requireKey(id);
    Set<Long> facts = new LinkedHashSet<>(coverage.facts(asked));
    facts.add(asked);
    Set<Long> gone = new LinkedHashSet<>(facts);
    facts.forEach(fact -> gone.addAll(coverage.passages(fact)));
    Set<Long> messages = new LinkedHashSet<>();
    gone.forEach(key -> messages.addAll(erase(key)));
    MessageRows rows = new MessageRows(sql);
    messages.forEach(rows::eraseUnused);
  }

  /** Erases one memory; gives the messages it was made of. */
  private List<Long> erase(long key) {
    List<Long> messages =
        sql.list(
            """
            SELECT message_key FROM memory WHERE key = ?1
            UNION SELECT message FROM sighting WHERE memory = ?1
            """,
            row -> row.getLong(1),
            key);
    keywords.leave(key);
    signatures.erase(key);
    EntityRows entities = new EntityRows(sql);
    List<Long> named = entities.keysOf(key);
    // Embedding, history, sightings, accesses, mentions and relations go with it.
    sql.update("DELETE FROM memory WHERE key = ?", key);
    entities.eraseUnused(named);
    return messages;
  }
}
