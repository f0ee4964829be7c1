package dev.openmemory.pipeline;

import dev.openmemory.model.Claim;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Relation;
import dev.openmemory.model.Role;
import dev.openmemory.model.State;
import dev.openmemory.model.Validity;
import dev.openmemory.storage.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes which memory took the place of which. Nothing is deleted: the earlier one keeps its text
 * and says until when it held and what came after it. The order is that of the times when things
 * were said, so a statement that arrives late takes its place between the others.
 */
final class Truth {

  /** Relations that a thing has one of at a time. */
  private static final Set<String> SINGLE =
      Set.of("lives_in", "works_at", "named", "has_version", "reports_to", "scheduled_for");

  private static final Set<String> COUNTRIES =
      Arrays.stream(Locale.getISOCountries())
          .map(code -> new Locale("", code).getDisplayCountry(Locale.ENGLISH))
          .map(name -> name.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  /** The earlier first; of two said at one moment, the one that was stored first. */
  private static final Comparator<Memory> BY_TIME =
      Comparator.comparing(Memory::observedAt)
          .thenComparing(Memory::createdAt)
          .thenComparing(Memory::id);

  /** Before anything that is remembered. */
  private static final Instant EVER = Instant.parse("1700-01-01T00:00:00Z");

  private final StoreWriter writer;
  private final Instant now;
  private final List<Committed.Replacement> replacements = new ArrayList<>();
  private final List<Committed.Contradiction> contradictions = new ArrayList<>();

  Truth(StoreWriter writer, Instant now) {
    this.writer = writer;
    this.now = now;
  }

  List<Committed.Replacement> replacements() {
    return replacements;
  }

  List<Committed.Contradiction> contradictions() {
    return contradictions;
  }

  /** A later memory takes the place of an earlier one that still stands. */
  void replace(MemoryId later, MemoryId earlier) {
    Optional<Memory> replacing = writer.memory(later);
    for (MemoryId id : replaced(earlier, replacing)) {
      Optional<Memory> old = writer.memory(id);
      if (old.isPresent() && replacing.isPresent() && mayReplace(replacing.get(), old.get())) {
        supersede(old.get(), replacing.get());
      }
    }
  }

  /** The memory itself, or of a covered passage the fact that is meant, as far as that is clear. */
  private List<MemoryId> replaced(MemoryId earlier, Optional<Memory> later) {
    List<MemoryId> facts = writer.factsOf(earlier);
    if (facts.isEmpty()) {
      return List.of(earlier);
    }
    return facts.size() == 1
        ? facts
        : facts.stream().filter(fact -> later.isPresent() && clear(later.get(), fact)).toList();
  }

  private boolean clear(Memory later, MemoryId fact) {
    String text = writer.memory(fact).orElseThrow().text();
    return Succession.verdict(later.text(), text) == Succession.Verdict.REPLACES;
  }

  private static boolean mayReplace(Memory later, Memory earlier) {
    return !later.id().equals(earlier.id())
        && earlier.validity().to() == null
        && earlier.state() == State.ACTIVE
        && later.state() == State.ACTIVE
        && sameView(later, earlier)
        && !later.observedAt().isBefore(earlier.observedAt());
  }

  private static boolean sameView(Memory one, Memory other) {
    return one.scope().userId() != null
        && Objects.equals(one.scope().userId(), other.scope().userId())
        && Objects.equals(one.scope().agentId(), other.scope().agentId());
  }

  /** Two memories that both stand cannot both be true. */
  void contradict(MemoryId one, MemoryId other) {
    Optional<Memory> first = writer.memory(one).filter(Truth::stands);
    Optional<Memory> second = writer.memory(other).filter(Truth::stands);
    if (first.isPresent() && second.isPresent() && sameView(first.get(), second.get())) {
      writer.conflict(one, other, now);
      contradictions.add(new Committed.Contradiction(first.get(), second.get()));
    }
  }

  private static boolean stands(Memory memory) {
    return memory.state() == State.ACTIVE && memory.validity().to() == null;
  }

  /** Puts a memory in its place among those that fill the same slot with something else. */
  void fill(MemoryId id, EntityId subject, Claim claim, EntityId object) {
    Memory memory = writer.memory(id).orElseThrow();
    Statement statement = Statement.of(memory.text());
    if (!SINGLE.contains(claim.predicate())
        || statement.negated()
        || statement.untimely()
        || statement.beside()
        || !stands(memory)) {
      return;
    }
    List<Memory> rivals =
        writer.relationsFrom(subject, claim.predicate(), EVER).stream()
            .filter(relation -> !relation.object().equals(object))
            .filter(relation -> !contains(claim, relation))
            .map(Relation::memory)
            .distinct()
            .map(other -> writer.memory(other).orElseThrow())
            .filter(other -> other.state() == State.ACTIVE && !other.id().equals(id))
            .filter(other -> sameView(memory, other))
            .filter(other -> outranks(memory, other))
            .filter(other -> slot(claim, statement, Statement.of(other.text())))
            .sorted(BY_TIME)
            .toList();
    Optional<Memory> next = rivals.stream().filter(m -> BY_TIME.compare(m, memory) > 0).findFirst();
    rivals.stream()
        .filter(other -> BY_TIME.compare(other, memory) < 0)
        .filter(other -> endsAfter(other, memory))
        .filter(other -> !Statement.of(other.text()).untimely())
        .forEach(other -> supersede(other, memory));
    next.ifPresent(later -> supersede(memory, later));
  }

  /** A version is that of one thing in one place; what is a second job is not the first. */
  private static boolean slot(Claim claim, Statement one, Statement other) {
    return !other.beside() && (!claim.predicate().equals("has_version") || one.sameMatter(other));
  }

  /** What an assistant says takes the place of nothing that the user said. */
  private static boolean outranks(Memory memory, Memory other) {
    Role said = memory.provenance().actor().role();
    return said == Role.USER || said == other.provenance().actor().role();
  }

  /** Whether a memory was taken to hold at the time when another was said. */
  private static boolean endsAfter(Memory earlier, Memory memory) {
    Instant to = earlier.validity().to();
    return to == null || to.isAfter(memory.observedAt());
  }

  /** "Lives in Portugal" and "lives in Lisbon" are both true, and so are "Lisbon, Portugal". */
  private boolean contains(Claim claim, Relation relation) {
    String name = claim.object().name().toLowerCase(Locale.ROOT);
    return writer.names(relation.object()).stream()
        .map(other -> other.toLowerCase(Locale.ROOT))
        .anyMatch(
            other ->
                other.contains(name)
                    || name.contains(other)
                    || COUNTRIES.contains(other) != COUNTRIES.contains(name));
  }

  private void supersede(Memory earlier, Memory later) {
    Instant end =
        later.observedAt().isBefore(earlier.validity().from())
            ? earlier.validity().from()
            : later.observedAt();
    Memory ended =
        earlier.withValidity(new Validity(earlier.validity().from(), end, later.id()), now);
    writer.update(ended, null);
    writer.endRelations(earlier.id(), end);
    writer.settle(earlier.id(), later.id());
    writer.record(
        new HistoryEvent(
            earlier.id(),
            HistoryEvent.Kind.SUPERSEDE,
            earlier.text(),
            earlier.text(),
            earlier.state(),
            earlier.state(),
            later.provenance().message(),
            later.provenance().client(),
            now));
    replacements.add(new Committed.Replacement(ended, later));
  }
}
