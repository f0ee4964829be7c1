package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import dev.openmemory.storage.StoreReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out of an answer what a better hit says already: a passage below a fact that was made of
 * it, and a fact below its passage. Facts of one passage are not alike, and all of them stay. A
 * fact that says its passage word for word always stands for it, since it is the one that lists
 * show.
 */
final class OneOfPassage {

  private OneOfPassage() {}

  /**
   * The hits without those, in the same order.
   *
   * @param texts what the hits say
   */
  static List<Ranked> of(StoreReader store, List<Ranked> bestFirst, Map<MemoryId, String> texts) {
    Map<MemoryId, Set<MemoryId>> passages =
        store.passagesOf(bestFirst.stream().map(Ranked::id).toList());
    if (passages.isEmpty()) {
      return bestFirst;
    }
    Map<MemoryId, MemoryId> sameWords = sameWords(passages, texts);
    Set<MemoryId> told = new HashSet<>();
    Set<MemoryId> shown = new HashSet<>();
    List<Ranked> kept = new ArrayList<>();
    for (Ranked found : bestFirst) {
      Ranked hit = found.as(sameWords.getOrDefault(found.id(), found.id()));
      Set<MemoryId> sources = passages.getOrDefault(hit.id(), Set.of());
      if (!told.contains(hit.id())
          && !shown.contains(hit.id())
          && sources.stream().noneMatch(shown::contains)) {
        told.addAll(sources);
        shown.add(hit.id());
        kept.add(hit);
      }
    }
    return kept;
  }

  /** The facts that say a passage word for word, by the passage. */
  private static Map<MemoryId, MemoryId> sameWords(
      Map<MemoryId, Set<MemoryId>> passages, Map<MemoryId, String> texts) {
    Map<MemoryId, MemoryId> same = new HashMap<>();
    passages.forEach(
        (fact, sources) ->
            sources.forEach(
                passage -> {
                  if (words(texts, fact).equals(words(texts, passage))) {
                    same.merge(passage, fact, (a, b) -> a.compareTo(b) <= 0 ? a : b);
                  }
                }));
    return same;
  }

  private static List<String> words(Map<MemoryId, String> texts, MemoryId id) {
    return Terms.words(texts.getOrDefault(id, id.toString()));
  }
}
