package dev.openmemory.engine;

import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Sighting;
import dev.openmemory.model.State;
import dev.openmemory.pipeline.Repeats;
import dev.openmemory.storage.Compaction;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreReader;
import dev.openmemory.storage.StoreWriter;
import dev.openmemory.storage.UpkeepReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts away what no longer helps: memories that have expired, that repeat another or that were
 * superseded long ago are archived, old entries of the access log are put away, and the file is
 * made compact. Nothing is deleted, pinned memories are left alone, and the last run can be undone.
 * Safe from any thread.
 */
public final class Upkeep {

  /** How long ago a memory must have been superseded, where nobody says. */
  public static final Duration LONG_AGO = Duration.ofDays(365);

  /** How old an entry of the access log must be. */
  private static final Duration OLD = Duration.ofDays(180);

  private final MemoryStore store;
  private final Apps apps;
  private final Clock clock;

  Upkeep(MemoryStore store, Apps apps, Clock clock) {
    this.store = store;
    this.apps = apps;
    this.clock = clock;
  }

  /**
   * Looks for what could be put away, and changes nothing.
   *
   * @param supersededFor how long ago a memory must have been superseded
   * @param progress told how much is done, 0…1
   */
  public UpkeepPlan plan(Duration supersededFor, DoubleConsumer progress, Caller caller) {
    apps.admit(caller);
    Instant now = clock.instant();
    Instant old = now.minus(OLD);
    return store.read(
        reader -> {
          List<UpkeepPlan.Item> items = new ArrayList<>();
          for (MemoryId id : reader.upkeep().expired(now)) {
            items.add(item(reader, UpkeepPlan.Reason.EXPIRED, id, null));
          }
          for (MemoryId id : superseded(reader, now.minus(supersededFor))) {
            items.add(item(reader, UpkeepPlan.Reason.SUPERSEDED, id, null));
          }
          repeated(reader, now, items, progress);
          return new UpkeepPlan(items, reader.upkeep().oldAccesses(old), old);
        });
  }

  private static UpkeepPlan.Item item(
      StoreReader reader, UpkeepPlan.Reason reason, MemoryId id, @Nullable Memory kept) {
    return new UpkeepPlan.Item(reason, reader.memory(id).orElseThrow(), kept);
  }

  /** Without those whose passage holds something that still stands: it would go with them. */
  private static List<MemoryId> superseded(StoreReader reader, Instant before) {
    Set<MemoryId> all = new LinkedHashSet<>(reader.upkeep().superseded(before));
    return all.stream()
        .filter(
            id ->
                reader.passagesOf(List.of(id)).getOrDefault(id, Set.of()).stream()
                    .allMatch(passage -> all.containsAll(reader.factsOf(passage))))
        .toList();
  }

  private static void repeated(
      StoreReader reader, Instant now, List<UpkeepPlan.Item> items, DoubleConsumer progress) {
    Repeats repeats = new Repeats(reader, now);
    List<MemoryId> candidates = repeats.candidates();
    Set<MemoryId> going = new HashSet<>();
    items.forEach(item -> going.add(item.memory().id()));
    for (int i = 0; i < candidates.size(); i++) {
      progress.accept(i / (double) candidates.size());
      MemoryId id = candidates.get(i);
      Optional<Memory> kept = going.contains(id) ? Optional.empty() : repeats.repeatedBy(id);
      if (kept.isPresent()) {
        going.add(id);
        items.add(item(reader, UpkeepPlan.Reason.REPEATED, id, kept.get()));
      }
    }
    progress.accept(1);
  }

  /** Does what a plan says, but for what has changed since, and makes the file compact. */
  public UpkeepDone apply(UpkeepPlan plan, Caller caller) {
    apps.admit(caller);
    Instant now = clock.instant();
    List<UpkeepPlan.Item> archived = new ArrayList<>();
    long accesses =
        store.<Long>write(
            writer -> {
              UpkeepReader.Run run = writer.upkeep().begin(now);
              for (UpkeepPlan.Item item : plan.items()) {
                if (unchanged(writer, item.memory()) && stands(writer, item.kept())) {
                  archive(writer, run, item, caller);
                  archived.add(item);
                }
              }
              return writer.upkeep().putAwayAccesses(run, plan.accessesBefore());
            });
    Compaction compaction = store.compact();
    return new UpkeepDone(
        archived,
        plan.items().size() - archived.size(),
        accesses,
        compaction.before(),
        compaction.after());
  }

  private static boolean unchanged(StoreReader reader, Memory planned) {
    return reader.memory(planned.id()).filter(planned::equals).isPresent();
  }

  /** Whether what would be kept is still what it was, but for its sightings, and not going too. */
  private static boolean stands(StoreReader reader, @Nullable Memory kept) {
    return kept == null
        || reader
            .memory(kept.id())
            .filter(memory -> memory.state() == State.ACTIVE)
            .filter(memory -> memory.text().equals(kept.text()))
            .isPresent();
  }

  private static void archive(
      StoreWriter writer, UpkeepReader.Run run, UpkeepPlan.Item item, Caller caller) {
    Memory before = item.memory();
    Memory kept = item.kept();
    if (kept != null) {
      merge(writer, run, before, kept.id(), caller);
    }
    writer.upkeep().note(run, before);
    for (MemoryId passage :
        writer.passagesOf(List.of(before.id())).getOrDefault(before.id(), Set.of())) {
      writer.memory(passage).ifPresent(memory -> writer.upkeep().note(run, memory));
    }
    Memory after = before.withState(State.ARCHIVED, run.at());
    writer.update(after, null);
    writer.record(event(HistoryEvent.Kind.STATE, before, after, null, caller, run.at()));
  }

  /** Every time that the repeat was said becomes a sighting of the memory that is kept. */
  private static void merge(
      StoreWriter writer, UpkeepReader.Run run, Memory repeat, MemoryId kept, Caller caller) {
    List<Sighting> said = new ArrayList<>();
    said.add(new Sighting(repeat.provenance().message(), repeat.observedAt()));
    said.addAll(writer.upkeep().sightings(repeat.id()));
    for (Sighting sighting : said) {
      if (writer.upkeep().sighting(run, kept, sighting.message(), sighting.at())) {
        Memory now = writer.memory(kept).orElseThrow();
        writer.record(
            event(HistoryEvent.Kind.SIGHTING, now, now, sighting.message(), caller, run.at()));
      }
    }
    for (MemoryId passage :
        writer.passagesOf(List.of(repeat.id())).getOrDefault(repeat.id(), Set.of())) {
      writer.upkeep().cover(run, passage, repeat.id(), kept);
    }
  }

  /**
   * Brings everything back that the last run put away.
   *
   * @throws NotFoundException if there is no run that could be undone
   */
  public UpkeepUndone undo(Caller caller) {
    apps.admit(caller);
    Instant now = clock.instant();
    List<Memory> restored = new ArrayList<>();
    List<Memory> skipped = new ArrayList<>();
    Instant appliedAt =
        store.<Instant>write(
            writer -> {
              UpkeepReader.Run run =
                  writer
                      .upkeep()
                      .last()
                      .orElseThrow(
                          () ->
                              new NotFoundException(
                                  "there is no upkeep to undo",
                                  "Only the last run can be undone, and only once."));
              List<UpkeepReader.Before> all = writer.upkeep().before(run);
              writer.upkeep().takeBack(run, now);
              // Facts first: their passages follow, and are put right after them.
              List<UpkeepReader.Before> passages = new ArrayList<>();
              for (UpkeepReader.Before before : all) {
                if (writer.factsOf(before.memory()).isEmpty()) {
                  bringBack(writer, run, before, caller, now, restored, skipped);
                } else {
                  passages.add(before);
                }
              }
              passages.forEach(before -> putRight(writer, before));
              return run.at();
            });
    return new UpkeepUndone(appliedAt, restored, skipped);
  }

  private static void bringBack(
      StoreWriter writer,
      UpkeepReader.Run run,
      UpkeepReader.Before was,
      Caller caller,
      Instant now,
      List<Memory> restored,
      List<Memory> skipped) {
    Memory memory = writer.memory(was.memory()).orElseThrow();
    if (memory.state() != State.ARCHIVED || !memory.updatedAt().equals(run.at())) {
      skipped.add(memory);
      return;
    }
    Memory after = memory.withState(was.state(), was.updatedAt());
    writer.update(after, null);
    writer.record(event(HistoryEvent.Kind.RESTORE, memory, after, null, caller, now));
    restored.add(after);
  }

  /** A passage has followed its facts back, at another time than it had. */
  private static void putRight(StoreWriter writer, UpkeepReader.Before was) {
    writer
        .memory(was.memory())
        .filter(passage -> passage.state() == was.state())
        .ifPresent(passage -> writer.update(passage.withState(was.state(), was.updatedAt()), null));
  }

  private static HistoryEvent event(
      HistoryEvent.Kind kind,
      Memory before,
      Memory after,
      @Nullable MessageId message,
      Caller caller,
      Instant at) {
    return new HistoryEvent(
        after.id(),
        kind,
        before.text(),
        after.text(),
        before.state(),
        after.state(),
        message,
        caller.client(),
        at);
  }
}
