package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Role;
import dev.openmemory.storage.ScoredId;
import dev.openmemory.storage.StoreReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the user wants to be heeded in every request of a kind: "Always show an example when I ask
 * about lists", "I prefer small libraries". Such a wish seldom resembles the request that it bears
 * on, so wishes are looked up by the words that they are made with, and the ones nearest to the
 * request count most. A question about what was said, done or counted is no request.
 */
final class Wishes {

  /** How many are looked up for one question. */
  private static final int MOST = 30;

  /** How many memories with the words of a wish are read for that. */
  private static final int READ = 60;

  /** What wishes are made with; the rarer forms say one of these as well, or are near enough. */
  private static final List<String> WORDS =
      List.of(
          "always",
          "never",
          "prefer",
          "whenever",
          "from now on",
          "going forward",
          "when I ask",
          "every time I",
          "don't ever");

  private static final Pattern NO_REQUEST =
      Pattern.compile(
          // of what was said or done
          "\\b(?:did|have|had|was|were) (?:i|we)\\b"
              + "|\\bi(?:['’]ve| have| had)? (?:\\w+ )?(?:brought|said|mentioned|told|asked|talked"
              + "|discussed|described|shared|wanted|wrote|used|did)\\b"
              + "|\\b(?:our|my) (?:conversations?|chats?|sessions?|discussions?|requests?)\\b"
              + "|\\bsummar(?:y|i[sz]e)\\b|\\bin (?:order|(?:what|which) order)\\b"
              // of a number, a time, a person or a place
              + "|\\bhow (?:many|much|long)\\b|^(?:\\w+ )?(?:how (?:often|old|far)|who|whose|where"
              + "|when (?:did|do|does|is|was|were|will|have|has|had|am|are))\\b",
          Pattern.CASE_INSENSITIVE);

  private Wishes() {}

  /** Whether a question is one that wishes can bear on. */
  static boolean bearOn(String question) {
    return !NO_REQUEST.matcher(question).find();
  }

  /** The wishes that a question can find, whatever they are about. */
  static Set<MemoryId> of(StoreReader store, Query query) {
    Weights weights = query.weights();
    Set<MemoryId> wishes = new LinkedHashSet<>();
    if (weights.of(WishSignal.STANDING) + weights.of(WishSignal.PREFERENCE) > 0
        && bearOn(query.text())) {
      List<MemoryId> read =
          store.matching(WORDS, query.filter(), READ).stream().map(ScoredId::id).toList();
      store
          .sketches(read)
          .forEach(
              (id, sketch) -> {
                Traits traits = Traits.of(sketch.text());
                if (wishes.size() < MOST
                    && sketch.actor().role() == Role.USER
                    && (traits.standing() || traits.prefers())) {
                  wishes.add(id);
                }
              });
    }
    return wishes;
  }
}
