package dev.openmemory.engine;

import dev.openmemory.model.AccessEvent;
import dev.openmemory.model.Axis;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.Page;
import dev.openmemory.model.Scope;
import dev.openmemory.storage.MemoryStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The ways to look at memories without a question: each asks whether the caller may, and what was
 * read of memories is noted in the access log.
 */
final class Reading {

  private final MemoryStore store;
  private final Apps apps;
  private final Records records;
  private final Access access;
  private final Clock clock;

  Reading(MemoryStore store, Apps apps, Records records, Access access, Clock clock) {
    this.store = store;
    this.apps = apps;
    this.records = records;
    this.access = access;
    this.clock = clock;
  }

  Page<Memory> list(ListRequest request, long skipped) {
    apps.admit(request.caller());
    Page<Memory> page = records.list(request, skipped);
    access.note(
        AccessEvent.Kind.LIST, page.items().stream().map(Memory::id).toList(), request.caller());
    return page;
  }

  long count(Scope scope, Selection selection, Caller caller) {
    apps.admit(caller);
    MemoryFilter filter = selection.within(scope, clock.instant());
    return store.read(reader -> reader.count(filter));
  }

  Memory get(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    Memory memory = store.read(reader -> Changes.found(reader, id, within));
    Changes.notDeleted(memory);
    access.note(AccessEvent.Kind.GET, List.of(id), caller);
    return memory;
  }

  Explanation explain(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    Explanation explanation = store.read(reader -> new Explaining(reader, within).of(id));
    access.note(AccessEvent.Kind.GET, List.of(id), caller);
    return explanation;
  }

  Optional<Message> source(Memory memory, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.message(memory.provenance().message()));
  }

  List<HistoryEvent> history(MemoryId id, Scope within, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.history(Changes.found(reader, id, within).id()));
  }

  List<AccessEvent> accesses(MemoryId id, Scope within, int limit, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.accesses(Changes.found(reader, id, within).id(), limit));
  }

  List<String> scopeValues(Axis axis, Scope within, String prefix, int limit, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.scopeValues(axis, within, prefix, limit));
  }
}
