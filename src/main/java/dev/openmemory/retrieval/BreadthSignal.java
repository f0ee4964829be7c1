package dev.openmemory.retrieval;

import dev.openmemory.model.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How little of its run is in the answer already, where the question asks for what was said in many
 * conversations: their order, their number, what came up throughout. The best five of one
 * conversation are then worth less than the best of each. A memory without a run stands for itself.
 *
 * <p>The best is taken first, and each time the others of its run are worth less: maximal marginal
 * relevance (Carbonell and Goldstein, 1998) with runs for likeness.
 */
final class BreadthSignal {

  static final String NAME = "breadth";

  /** After so many messages of a run the others of it count as any. */
  private static final int MOST = 5;

  /** How many candidates are spread; the rest only follow. */
  private static final int SPREAD = 60;

  private static final String TALKS =
      "(?:conversations?|chats?|sessions?|discussions?|talks|messages|requests|questions|projects?)";

  private static final Pattern ASKS_FOR_MANY =
      Pattern.compile(
          "\\border (?:in which|of (?:the|my|our|all))\\b|\\bin (?:what|which|chronological) order\\b"
              + "|\\bconversations,? in order\\b|\\btimeline\\b|\\bchronolog"
              + "|\\b(?:across|throughout|in all(?: of)?|over all(?: of)?) (?:all )?(?:of )?"
              + "(?:my|our|the) (?:\\w+ ){0,3}"
              + TALKS
              + "\\b|\\bacross all sessions\\b|\\bhow many (?:different|distinct)\\b|\\bin total\\b"
              + "|\\bso far\\b|\\bover time\\b|\\bover the (?:course of|last|past) (?:the )?(?:\\w+ )?"
              + "(?:weeks|months|years)\\b|\\b(?:every|each) time\\b|\\ball the times\\b",
          Pattern.CASE_INSENSITIVE);

  private BreadthSignal() {}

  /**
   * What is left to say of each candidate's run; null where the question asks for nothing broad.
   */
  static @Nullable Values measure(Tally tally) {
    if (!ASKS_FOR_MANY.matcher(tally.evidence().query().text()).find()) {
      return null;
    }
    double weight = tally.evidence().query().weights().of(NAME);
    List<Candidate> candidates = tally.evidence().candidates();
    List<Integer> bestFirst = tally.bestFirst();
    List<Integer> waiting = new ArrayList<>(bestFirst.subList(0, spread(bestFirst)));
    Map<Long, Integer> shown = new HashMap<>();
    Set<MessageId> messages = new HashSet<>();
    double[] values = new double[candidates.size()];
    while (!waiting.isEmpty()) {
      int next = waiting.get(0);
      for (int i : waiting) {
        if (sum(tally, weight, i, shown) > sum(tally, weight, next, shown)) {
          next = i;
        }
      }
      values[next] = left(candidates.get(next), shown);
      waiting.remove((Integer) next);
      if (messages.add(candidates.get(next).sketch().message())) {
        shown.merge(candidates.get(next).sketch().run(), 1, Integer::sum);
      }
    }
    for (int i : bestFirst.subList(spread(bestFirst), bestFirst.size())) {
      values[i] = left(candidates.get(i), shown);
    }
    return new Values(values, values);
  }

  private static int spread(List<Integer> bestFirst) {
    return Math.min(SPREAD, bestFirst.size());
  }

  private static double sum(Tally tally, double weight, int candidate, Map<Long, Integer> shown) {
    return tally.sum(candidate)
        + weight * left(tally.evidence().candidates().get(candidate), shown);
  }

  private static double left(Candidate candidate, Map<Long, Integer> shown) {
    long run = candidate.sketch().run();
    return run == 0 ? 1 : Math.max(0, 1 - shown.getOrDefault(run, 0) / (double) MOST);
  }
}
