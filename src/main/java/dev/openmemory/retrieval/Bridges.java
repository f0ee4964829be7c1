package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.storage.Sketch;
import dev.openmemory.storage.StoreReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The second hop of a question: memories that share a rare name with the best hits. "Where was the
 * director of that film born?" finds the film, the film names the director, and only the director's
 * own memory, which shares no word with the question, says where.
 *
 * @param steps to each memory reached
 */
record Bridges(Map<MemoryId, List<Step>> steps) {

  /**
   * A way to a memory.
   *
   * @param from the message of the hit that leads to it
   * @param worth how good that hit is beside the best one, 0…1
   */
  record Step(MessageId from, double worth) {}

  static final String NAME = "bridge";

  /** From how many of the best hits. */
  private static final int HITS = 3;

  /** A name in more memories than this is noise. */
  private static final int RARE = 5;

  /** The most names that are looked up. */
  private static final int NAMES = 48;

  /** What a bridge counts for where the memory reached is least like the question. */
  private static final double BLIND = 0.3;

  /** Follows the rare names of the best hits so far. */
  static Bridges from(StoreReader store, Tally tally) {
    List<Integer> best = tally.bestFirst();
    if (best.isEmpty()) {
      return new Bridges(Map.of());
    }
    Evidence evidence = tally.evidence();
    String asked = " " + String.join(" ", Terms.words(evidence.query().text())) + " ";
    record Lead(Candidate from, double worth, List<String> names) {}
    List<Lead> leads = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>();
    for (int hit : best.subList(0, Math.min(HITS, best.size()))) {
      Candidate candidate = evidence.candidates().get(hit);
      List<String> names =
          Names.in(candidate.sketch().text()).stream()
              .filter(name -> !asked.contains(" " + name + " "))
              .limit(NAMES / HITS)
              .toList();
      double worth = tally.sum(best.get(0)) > 0 ? tally.sum(hit) / tally.sum(best.get(0)) : 0;
      leads.add(new Lead(candidate, worth, names));
      all.addAll(names);
    }
    Map<String, List<MemoryId>> holders = store.naming(all, evidence.query().filter(), RARE);
    Map<MemoryId, List<Step>> steps = new LinkedHashMap<>();
    for (Lead lead : leads) {
      Step step = new Step(lead.from().sketch().message(), lead.worth());
      for (String name : lead.names()) {
        for (MemoryId reached : holders.getOrDefault(name, List.of())) {
          if (!reached.equals(lead.from().sketch().id())) {
            steps.computeIfAbsent(reached, id -> new ArrayList<>()).add(step);
          }
        }
      }
    }
    return new Bridges(steps);
  }

  /** What this says of candidates; a message gains nothing by leading to itself. */
  Values measure(Evidence evidence) {
    double span = evidence.mostCosine() - evidence.leastCosine();
    return Values.of(
        evidence,
        candidate -> {
          double likeness = span > 0 ? (candidate.cosine() - evidence.leastCosine()) / span : 0;
          return strength(candidate.sketch())
              * (BLIND + (1 - BLIND) * Math.max(0, Math.min(1, likeness)));
        });
  }

  private double strength(Sketch reached) {
    double strength = 0;
    for (Step step : steps.getOrDefault(reached.id(), List.of())) {
      if (!step.from().equals(reached.message())) {
        strength = Math.max(strength, step.worth());
      }
    }
    return strength;
  }
}
