package dev.openmemory.retrieval;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the query names the person who said it. */
final class SpeakerSignal implements Signal {

  @Override
  public String name() {
    return "speaker";
  }

  @Override
  public Values measure(Evidence evidence) {
    Set<String> words = new HashSet<>(Terms.words(evidence.query().text()));
    return Values.of(evidence, candidate -> named(candidate, words) ? 1 : 0);
  }

  /** Whether the words have the speaker's first name, or all of the names. */
  static boolean named(Candidate candidate, Set<String> words) {
    String name = candidate.sketch().actor().name();
    if (name == null) {
      return false;
    }
    List<String> names = Terms.words(name);
    return !names.isEmpty() && (words.contains(names.get(0)) || words.containsAll(names));
  }
}
