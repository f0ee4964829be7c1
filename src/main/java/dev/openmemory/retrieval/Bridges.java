package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import dev.openmemory.storage.StoreReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The second hop of a question: memories that share a name with the best hits. "Where was the
 * director of that film born?" finds the film, the film names the director, and only the director's
 * own memory, which shares no word with the question, says where. A rare name leads by itself; one
 * that stands in more memories, such as a country's, leads to those of them that hold what the hit
 * leaves open of the question.
 *
 * @param steps to each memory reached
 */
record Bridges(Map<MemoryId, List<Step>> steps) {

  /**
   * A way to a memory.
   *
   * @param from the message of the hit that leads to it
   * @param worth how good that hit is beside the best one, 0…1
   * @param open the words of the question that the memory has to hold for it; none for a rare name
   */
  record Step(MessageId from, double worth, List<Integer> open) {

    Step {
      open = List.copyOf(open);
    }
  }

  /** A hit that leads on. */
  private record Lead(Candidate from, double worth, List<String> names, List<String> open) {

    Lead {
      names = List.copyOf(names);
      open = List.copyOf(open);
    }
  }

  static final String NAME = "bridge";

  /** From how many of the best hits. */
  private static final int HITS = 3;

  /** A name in no more messages than this leads to all memories that hold it. */
  private static final int RARE = 5;

  /** A name in more messages than this is noise. */
  private static final int KNOWN = 50;

  /** In how many memories a name may stand for each message that it stands in. */
  private static final int FACTS = 3;

  /** To how many memories a name leads that is not rare. */
  private static final int EACH = 2;

  /** The most names that are looked up. */
  private static final int NAMES = 48;

  /** What a bridge counts for where the memory reached is least like the question. */
  private static final double BLIND = 0.3;

  /**
   * What holds each name. A passage and the facts made of it are one place where it stands, or no
   * name would be rare among facts.
   */
  private record Holders(Map<String, List<MemoryId>> byName, Map<MemoryId, MessageId> sources) {

    static Holders of(StoreReader store, Set<String> names, MemoryFilter filter) {
      Map<String, List<MemoryId>> byName = store.naming(names, List.of(), filter, FACTS * KNOWN);
      Set<MemoryId> unsure = new LinkedHashSet<>();
      byName.values().stream().filter(held -> held.size() > RARE).forEach(unsure::addAll);
      return new Holders(byName, unsure.isEmpty() ? Map.of() : store.sources(unsure));
    }

    List<MemoryId> memories(String name) {
      return byName.getOrDefault(name, List.of());
    }

    long messages(String name) {
      List<MemoryId> held = memories(name);
      return held.size() <= RARE ? held.size() : held.stream().map(sources::get).distinct().count();
    }
  }

  /** Follows the names of the best hits so far. */
  static Bridges from(StoreReader store, Tally tally, Words words) {
    List<Lead> leads = leads(tally, words);
    Set<String> all = new LinkedHashSet<>();
    leads.forEach(lead -> all.addAll(lead.names()));
    Query query = tally.evidence().query();
    Holders holders = Holders.of(store, all, query.filter());
    Map<MemoryId, List<Step>> steps = new LinkedHashMap<>();
    for (Lead lead : leads) {
      MessageId from = lead.from().sketch().message();
      List<String> known = new ArrayList<>();
      for (String name : lead.names()) {
        if (holders.messages(name) <= RARE) {
          Step step = new Step(from, lead.worth(), List.of());
          holders.memories(name).forEach(reached -> step(steps, lead, reached, step));
        } else if (holders.messages(name) <= KNOWN) {
          known.add(name);
        }
      }
      if (!known.isEmpty() && !lead.open().isEmpty()) {
        List<Integer> open = lead.open().stream().map(words::number).distinct().toList();
        Step step = new Step(from, lead.worth(), open);
        store
            .naming(known, lead.open(), query.filter(), EACH)
            .values()
            .forEach(held -> held.forEach(reached -> step(steps, lead, reached, step)));
      }
    }
    return new Bridges(steps);
  }

  private static List<Lead> leads(Tally tally, Words words) {
    List<Integer> best = tally.bestFirst();
    Evidence evidence = tally.evidence();
    String asked = " " + String.join(" ", Terms.words(evidence.query().text())) + " ";
    List<String> terms = evidence.query().terms();
    List<Lead> leads = new ArrayList<>();
    for (int hit : best.subList(0, Math.min(HITS, best.size()))) {
      Candidate candidate = evidence.candidates().get(hit);
      List<String> names =
          Names.in(candidate.sketch().text()).stream()
              .filter(name -> !asked.contains(" " + name + " "))
              .limit(NAMES / HITS)
              .toList();
      List<String> open =
          terms.stream().filter(term -> !words.holds(hit, words.number(term))).toList();
      double worth = tally.sum(best.get(0)) > 0 ? tally.sum(hit) / tally.sum(best.get(0)) : 0;
      leads.add(new Lead(candidate, worth, names, open));
    }
    return leads;
  }

  private static void step(
      Map<MemoryId, List<Step>> steps, Lead lead, MemoryId reached, Step step) {
    if (!reached.equals(lead.from().sketch().id())) {
      steps.computeIfAbsent(reached, id -> new ArrayList<>()).add(step);
    }
  }

  /** What this says of candidates; a message gains nothing by leading to itself. */
  Values measure(Evidence evidence, Words words) {
    List<Candidate> candidates = evidence.candidates();
    double span = evidence.mostCosine() - evidence.leastCosine();
    double[] values = new double[candidates.size()];
    for (int i = 0; i < values.length; i++) {
      double strength = strength(candidates.get(i), i, words);
      if (strength > 0) {
        double above = candidates.get(i).cosine() - evidence.leastCosine();
        double likeness = span > 0 ? Math.max(0, Math.min(1, above / span)) : 0;
        values[i] = strength * (BLIND + (1 - BLIND) * likeness);
      }
    }
    return new Values(values, values);
  }

  private double strength(Candidate reached, int candidate, Words words) {
    double strength = 0;
    for (Step step : steps.getOrDefault(reached.sketch().id(), List.of())) {
      if (!step.from().equals(reached.sketch().message())) {
        double held =
            step.open().isEmpty()
                ? 1
                : words.coverage(
                    candidate, step.open().stream().mapToInt(Integer::intValue).toArray());
        strength = Math.max(strength, step.worth() * held);
      }
    }
    return strength;
  }
}
