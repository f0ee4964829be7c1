package dev.openmemory.engine;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.Embedding;
import dev.openmemory.model.Canonical;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Voice;
import dev.openmemory.pipeline.Leaning;
import dev.openmemory.storage.ArchiveReader;
import dev.openmemory.storage.ArchiveWriter;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes canonical rows in, many in one transaction. What is there already stays as it is, so the
 * same rows may come again. Memories without embeddings are embedded. For one thread.
 */
public final class Intake {

  /** More than so much text is not gathered before it is stored, in UTF-16 units. */
  private static final long MOST_TEXT = 4_000_000;

  private final MemoryStore store;
  private final Embedder embedder;
  private final Adoption adoption;
  private final boolean dry;
  private final long mark;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<MemoryId> leaning = new ArrayList<>();
  private final Map<Said, MemoryId> told = new HashMap<>();
  private final Map<Kind, Count> counts = new LinkedHashMap<>();
  private long text;

  Intake(MemoryStore store, Embedder embedder, Adoption adoption, boolean dry) {
    this.store = store;
    this.adoption = adoption;
    this.embedder = embedder;
    this.dry = dry;
    this.mark = store.<Long>read(reader -> reader.archive().mark());
  }

  /** The kinds of row that are counted. */
  public enum Kind {
    MESSAGE,
    ENTITY,
    MEMORY,
    /** Scopes, applications, jobs, and how memories belong together. */
    OTHER
  }

  /**
   * How many rows of a kind came.
   *
   * @param added how many are new
   * @param known how many were there
   */
  public record Count(long added, long known) {

    /** Nothing yet. */
    public static final Count NONE = new Count(0, 0);

    Count plus(boolean isNew) {
      return isNew ? new Count(added + 1, known) : new Count(added, known + 1);
    }
  }

  /** What is said where. */
  private record Said(Scope scope, String hash) {}

  private record Waiting(
      Canonical row, Consumer<? super MemoryException> refused, Optional<Adopted> adopted) {}

  /**
   * Takes a row.
   *
   * @param refused told, now or later, if the row cannot be stored; the others still are
   */
  public void add(Canonical row, Consumer<? super MemoryException> refused) {
    add(new Waiting(row, refused, Optional.empty()));
  }

  /**
   * Takes a memory that another program made, and what it names. An active one whose text is held
   * in its scope already, or came before, counts as known.
   *
   * @param refused told, now or later, if it cannot be stored; the others still are
   */
  public void adopt(Adopted made, Consumer<? super MemoryException> refused) {
    if (isSaid(made.memory())) {
      count(Kind.MESSAGE, false);
      count(Kind.MEMORY, false);
      return;
    }
    Canonical.Held held =
        new Canonical.Held(
            made.memory(),
            Canonical.Cover.NONE,
            List.of(),
            List.of(),
            List.of(),
            made.history(),
            List.of(),
            List.of(),
            false,
            null);
    add(new Canonical.Said(made.message()), refused);
    add(new Waiting(held, refused, Optional.of(dry ? made : adoption.read(made))));
  }

  /** Whether another memory of the same scope says the same. */
  private boolean isSaid(Memory memory) {
    if (memory.state() != State.ACTIVE) {
      return false;
    }
    String hash = Voice.fingerprint(memory);
    MemoryId first = told.putIfAbsent(new Said(memory.scope(), hash), memory.id());
    return first == null
        ? store
            .<Optional<MemoryId>>read(
                reader -> reader.memoryWithHash(memory.scope(), hash, false, memory.observedAt()))
            .filter(found -> !found.equals(memory.id()))
            .isPresent()
        : !first.equals(memory.id());
  }

  private void add(Waiting each) {
    waiting.add(each);
    Canonical row = each.row();
    if (row instanceof Canonical.Said said) {
      text += said.message().text().length();
    }
    if (waiting.size() >= ArchiveWriter.AT_ONCE || text > MOST_TEXT) {
      flush();
    }
  }

  /** Stores what still waits. */
  public void finish() {
    flush();
    for (int from = 0; from < leaning.size(); from += ArchiveWriter.AT_ONCE) {
      lean(leaning.subList(from, Math.min(leaning.size(), from + ArchiveWriter.AT_ONCE)));
    }
    leaning.clear();
  }

  /** How many rows of a kind came so far. */
  public Count count(Kind kind) {
    return counts.getOrDefault(kind, Count.NONE);
  }

  private void flush() {
    if (dry) {
      look();
    } else if (!waiting.isEmpty()) {
      List<Waiting> ready = embedded();
      store.<Boolean>write(
          writer -> {
            ready.forEach(row -> store(writer, row));
            return true;
          });
    }
    waiting.clear();
    text = 0;
  }

  /** Counts what would be new, as far as that can be known without writing. */
  private void look() {
    Set<MemoryId> memories = knownMemories();
    List<MessageId> said = new ArrayList<>();
    for (Waiting each : waiting) {
      if (each.row() instanceof Canonical.Said message) {
        said.add(message.message().id());
      }
    }
    Set<MessageId> messages = store.read(reader -> reader.archive().knownMessages(said));
    for (Waiting each : waiting) {
      boolean known =
          (each.row() instanceof Canonical.Said message
                  && messages.contains(message.message().id()))
              || (each.row() instanceof Canonical.Held held
                  && memories.contains(held.memory().id()));
      count(each.row(), !known);
    }
  }

  private Set<MemoryId> knownMemories() {
    List<MemoryId> ids = new ArrayList<>();
    for (Waiting each : waiting) {
      if (each.row() instanceof Canonical.Held held) {
        ids.add(held.memory().id());
      }
    }
    return store.read(reader -> reader.archive().known(ids));
  }

  /** The rows, with embeddings where they are new and have none of this space. */
  private List<Waiting> embedded() {
    Set<MemoryId> known = knownMemories();
    List<Waiting> ready = new ArrayList<>(waiting);
    List<Integer> places = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).row() instanceof Canonical.Held held && held.vectors() == null) {
        if (held.leaning()) {
          leaning.add(held.memory().id());
        }
        if (!known.contains(held.memory().id())) {
          places.add(i);
          texts.add(Voice.indexed(held.memory()));
        }
      }
    }
    List<Embedding> embeddings = texts.isEmpty() ? List.of() : embedder.passages(texts);
    for (int i = 0; i < places.size(); i++) {
      Waiting each = waiting.get(places.get(i));
      Canonical.Vectors vectors = new Canonical.Vectors(embeddings.get(i).vector(), null);
      ready.set(
          places.get(i),
          new Waiting(
              ((Canonical.Held) each.row()).withVectors(vectors), each.refused(), each.adopted()));
    }
    return ready;
  }

  private void store(StoreWriter writer, Waiting each) {
    try {
      boolean isNew = writer.archive().add(each.row(), mark);
      count(each.row(), isNew);
      if (isNew) {
        each.adopted().ifPresent(made -> adoption.link(writer, made));
      }
    } catch (InvalidInputException | NotFoundException e) {
      each.refused().accept(e);
    }
  }

  private void count(Kind kind, boolean isNew) {
    counts.merge(kind, Count.NONE.plus(isNew), (a, b) -> a.plus(isNew));
  }

  private void count(Canonical row, boolean isNew) {
    Kind kind =
        row instanceof Canonical.Said
            ? Kind.MESSAGE
            : row instanceof Canonical.Held
                ? Kind.MEMORY
                : row instanceof Canonical.Thing ? Kind.ENTITY : Kind.OTHER;
    count(kind, isNew);
  }

  private void lean(List<MemoryId> memories) {
    List<ArchiveReader.Leaner> leaners = store.read(reader -> reader.archive().leaners(memories));
    if (leaners.isEmpty()) {
      return;
    }
    List<float[]> vectors =
        leaners.stream().map(l -> Leaning.on(l.before(), l.own(), l.text())).toList();
    store.<Boolean>write(
        writer -> {
          for (int i = 0; i < leaners.size(); i++) {
            writer.archive().lean(leaners.get(i).memory(), vectors.get(i));
          }
          return true;
        });
  }
}
