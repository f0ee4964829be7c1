package dev.openmemory.pipeline;

import dev.openmemory.distill.Draft;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.Embedding;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Voice;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.StoreReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stage 4: leaves out what the same scope says already and embeds the rest. A text whose hash is
 * known is not embedded at all; a near neighbour is a repeat only if {@link Likeness} agrees.
 */
public final class Embed {

  private static final int NEIGHBOURS = 10;

  /** How many texts of one submission a text is compared with, the latest before it. */
  private static final int LATEST = 200;

  /** After so many texts the progress is told; enough to keep every worker busy. */
  private static final int REPORTED = 16;

  private final MemoryStore store;
  private final Embedder embedder;
  private final Supplier<UUID> ids;

  public Embed(MemoryStore store, Embedder embedder, Supplier<UUID> ids) {
    this.store = store;
    this.embedder = embedder;
    this.ids = ids;
  }

  /**
   * What stage 4 hands on.
   *
   * @param distilled what stage 3 handed on
   * @param findings one per draft, in order
   */
  public record Embedded(Distil.Distilled distilled, List<Finding> findings) {

    public Embedded {
      findings = List.copyOf(findings);
    }
  }

  /** Runs the stage. */
  Embedded apply(Distil.Distilled distilled) {
    Submission submission = distilled.inContext().ingested().submission();
    List<Candidate> candidates = distilled.drafts().stream().map(Candidate::of).toList();
    Map<Said, MemoryId> known = known(submission.scope(), candidates);
    Map<Said, float[]> vectors = vectors(candidates, known, submission.progress());
    List<Finding> findings =
        store.read(
            reader ->
                findings(
                    reader,
                    submission,
                    new BeforeIt(
                        reader, submission.scope(), distilled.inContext().ingested().messages()),
                    candidates,
                    known,
                    vectors));
    return new Embedded(distilled, findings);
  }

  /**
   * What is said, for exact comparison. A fact never repeats a passage, nor the other way round.
   *
   * @param verbatim whether it is a passage
   * @param hash the draft's fingerprint
   */
  private record Said(boolean verbatim, String hash) {}

  private record Candidate(Draft draft, Said said) {

    static Candidate of(Draft draft) {
      return new Candidate(
          draft, new Said(draft.distiller() == DistillerKind.VERBATIM, draft.fingerprint()));
    }
  }

  /** The stored memories that say the same to the letter. */
  private Map<Said, MemoryId> known(Scope scope, List<Candidate> candidates) {
    return store.read(
        reader -> {
          Map<Said, MemoryId> found = new HashMap<>();
          for (Candidate candidate : candidates) {
            Said said = candidate.said();
            Instant at = candidate.draft().source().observedAt();
            reader
                .memoryWithHash(scope, said.hash(), said.verbatim(), at)
                .ifPresent(id -> found.put(said, id));
          }
          return found;
        });
  }

  /**
   * The embeddings of the new texts, each text once. Nearly all of the time of an add goes here.
   */
  private Map<Said, float[]> vectors(
      List<Candidate> candidates, Map<Said, MemoryId> known, DoubleConsumer progress) {
    Map<Said, String> texts = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (!known.containsKey(candidate.said())) {
        texts.putIfAbsent(candidate.said(), candidate.draft().indexed());
      }
    }
    List<Said> said = List.copyOf(texts.keySet());
    Map<Said, float[]> vectors = new HashMap<>();
    for (int from = 0; from < said.size(); from += REPORTED) {
      List<Said> some = said.subList(from, Math.min(said.size(), from + REPORTED));
      List<Embedding> embeddings =
          embedder.passages(some.stream().map(each -> texts.getOrDefault(each, "")).toList());
      for (int i = 0; i < some.size(); i++) {
        vectors.put(some.get(i), embeddings.get(i).vector());
      }
      progress.accept(vectors.size() / (double) said.size());
    }
    return vectors;
  }

  private List<Finding> findings(
      StoreReader reader,
      Submission submission,
      BeforeIt before,
      List<Candidate> candidates,
      Map<Said, MemoryId> known,
      Map<Said, float[]> vectors) {
    Map<Said, MemoryId> met = new HashMap<>(known);
    Deque<Finding.Fresh> latest = new ArrayDeque<>();
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Draft draft = candidate.draft();
      MemoryId same = met.get(candidate.said());
      float[] vector = vectors.get(candidate.said());
      boolean verbatim = candidate.said().verbatim();
      Optional<float[]> answered = verbatim ? before.of(draft.source().id()) : Optional.empty();
      if (verbatim && vector != null) {
        before.said(draft.source().id(), vector);
      }
      Optional<MemoryId> repeated =
          same != null || vector == null
              ? Optional.ofNullable(same)
              : among(latest, draft, vector).or(() -> stored(reader, submission, draft, vector));
      if (repeated.isPresent() || vector == null) {
        met.put(candidate.said(), repeated.orElseThrow());
        findings.add(new Finding.Repeat(draft, repeated.orElseThrow()));
      } else {
        Finding.Fresh added =
            new Finding.Fresh(
                draft,
                new MemoryId(ids.get()),
                candidate.said().hash(),
                vector,
                inContext(answered, vector, draft));
        met.put(candidate.said(), added.memory());
        findings.add(added);
        latest.addLast(added);
        if (latest.size() > LATEST) {
          latest.removeFirst();
        }
      }
    }
    return findings;
  }

  private static float @Nullable [] inContext(
      Optional<float[]> answered, float[] vector, Draft draft) {
    return answered.map(before -> Leaning.on(before, vector, draft.text())).orElse(null);
  }

  private static Optional<MemoryId> among(
      Deque<Finding.Fresh> latest, Draft draft, float[] vector) {
    for (Finding.Fresh other : latest) {
      if (comparable(draft, other.draft().distiller(), other.draft().source().actor().role())
          && Likeness.repeats(
              other.draft().indexed(), draft.indexed(), dot(other.vector(), vector))) {
        return Optional.of(other.memory());
      }
    }
    return Optional.empty();
  }

  private static Optional<MemoryId> stored(
      StoreReader reader, Submission submission, Draft draft, float[] vector) {
    MemoryFilter filter = MemoryFilter.active(submission.scope(), submission.now());
    for (ScoredId near : reader.alike(vector, filter, NEIGHBOURS)) {
      if (near.score() < Likeness.COSINE) {
        break;
      }
      Optional<Memory> memory = reader.memory(near.id());
      if (memory.isPresent()
          && memory.get().scope().equals(submission.scope())
          && stands(memory.get(), draft.source().observedAt())
          && comparable(
              draft,
              memory.get().provenance().distiller(),
              memory.get().provenance().actor().role())
          && Likeness.repeats(Voice.indexed(memory.get()), draft.indexed(), near.score())) {
        return Optional.of(near.id());
      }
    }
    return Optional.empty();
  }

  /** Whether what was said at that time may repeat a memory: it was not superseded by then. */
  static boolean stands(Memory memory, Instant at) {
    Instant end = memory.validity().to();
    return memory.state() == State.ACTIVE && (end == null || end.isAfter(at));
  }

  private static boolean comparable(Draft draft, DistillerKind other, Role role) {
    return draft.source().actor().role() == role
        && (draft.distiller() == DistillerKind.VERBATIM) == (other == DistillerKind.VERBATIM);
  }

  /** The dot product of two unit vectors: their cosine. */
  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * (double) b[i];
    }
    return sum;
  }
}
