package dev.openmemory.pipeline;

import dev.openmemory.distill.Draft;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which memories are the passages of a submission, and which of them facts were made of. */
final class Passages {

  private record Place(MessageId message, int passage) {}

  private final Map<Place, MemoryId> memories = new HashMap<>();
  private final Map<MessageId, Integer> last = new HashMap<>();
  private final Set<Place> covered = new HashSet<>();

  private Passages() {}

  static Passages of(List<Finding> findings) {
    Passages passages = new Passages();
    for (Finding finding : findings) {
      Draft draft = finding.draft();
      if (verbatim(draft)) {
        passages.memories.put(place(draft, draft.passage()), finding.memory());
        passages.last.merge(draft.source().id(), draft.passage(), Math::max);
      }
    }
    for (Finding finding : findings) {
      if (!verbatim(finding.draft())) {
        passages.covered.add(passages.origin(finding.draft()));
      }
    }
    return passages;
  }

  /** Whether a draft is a passage that facts were made of. */
  boolean covered(Draft draft) {
    return verbatim(draft) && covered.contains(place(draft, draft.passage()));
  }

  /** The memory that is the passage a fact was made of; empty for a passage. */
  Optional<MemoryId> of(Draft draft) {
    return verbatim(draft) ? Optional.empty() : Optional.ofNullable(memories.get(origin(draft)));
  }

  /** The passage of a fact; a distiller that counts further than there are means the last. */
  private Place origin(Draft draft) {
    int most = last.getOrDefault(draft.source().id(), 0);
    return place(draft, Math.min(draft.passage(), most));
  }

  private static Place place(Draft draft, int passage) {
    return new Place(draft.source().id(), passage);
  }

  private static boolean verbatim(Draft draft) {
    return draft.distiller() == DistillerKind.VERBATIM;
  }
}
