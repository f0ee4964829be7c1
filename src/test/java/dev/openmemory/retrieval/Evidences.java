package dev.openmemory.retrieval;

import dev.openmemory.model.Actor;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.storage.Sketch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes candidates without a store. */
final class Evidences {

  static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  static final Actor ASSISTANT = new Actor(Role.ASSISTANT, null);

  private Evidences() {}

  static MessageId message(int number) {
    return new MessageId(new UUID(7L << 12, number));
  }

  /** A candidate, the only passage of its message, in the middle of the run 1. */
  static Candidate said(int number, Actor actor, String text, double cosine, double keyword) {
    return said(number, actor, text, cosine, keyword, 1, null);
  }

  static Candidate said(
      int number,
      Actor actor,
      String text,
      double cosine,
      double keyword,
      long run,
      @Nullable Instant validTo) {
    return new Candidate(
        new Sketch(
            new MemoryId(new UUID(7L << 12, 1_000 + number)),
            message(number),
            message(number - 1),
            message(number + 1),
            run,
            actor,
            true,
            text,
            NOON,
            validTo),
        cosine,
        keyword,
        Traits.of(text));
  }

  /** A candidate that was said at noon of a day, outside any run. */
  static Candidate saidOn(int number, String day, Actor actor, String text) {
    Sketch told = said(number, actor, text, 0, 0, 0, null).sketch();
    return new Candidate(
        new Sketch(
            told.id(),
            told.message(),
            null,
            null,
            0,
            actor,
            true,
            text,
            Instant.parse(day + "T12:00:00Z"),
            null),
        0,
        0,
        Traits.of(text));
  }

  /** The evidence for a question. */
  static Evidence evidence(String question, Candidate... candidates) {
    List<Candidate> all = List.of(candidates);
    Map<MessageId, Double> said = new HashMap<>();
    all.forEach(c -> said.put(c.sketch().message(), c.keyword()));
    return new Evidence(
        new Query(question, new float[] {1}, MemoryFilter.active(Scope.ANY, NOON), 10),
        all,
        said,
        all.stream().mapToDouble(Candidate::cosine).min().orElse(0),
        all.stream().mapToDouble(Candidate::cosine).max().orElse(0),
        all.stream().mapToDouble(Candidate::keyword).max().orElse(0));
  }

  /** The same evidence for the same question at another time, with other weights. */
  static Evidence askedAt(Evidence evidence, Instant time, Weights weights) {
    Query asked = evidence.query();
    return new Evidence(
        new Query(
            asked.text(),
            asked.vector(),
            asked.filter(),
            asked.limit(),
            asked.threshold(),
            time,
            weights),
        evidence.candidates(),
        evidence.said(),
        evidence.leastCosine(),
        evidence.mostCosine(),
        evidence.mostKeyword());
  }
}
