package dev.openmemory.retrieval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How relevant the rest of the run is: the mean of its three most relevant candidates. A passage
 * that is vague by itself counts for more where others around it are to the point. A memory without
 * a run is neither to gain nor to lose by that: it counts half by its own relevance and half as the
 * mean of all that have one.
 */
final class SessionSignal {

  static final String NAME = "session";

  private static final int TOP = 3;

  private SessionSignal() {}

  /** What the tally so far says of the candidates' runs; null if none has one. */
  static @Nullable Values measure(Tally tally) {
    List<Candidate> candidates = tally.evidence().candidates();
    Map<Long, double[]> tops = new HashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      long run = candidates.get(i).sketch().run();
      if (run != 0) {
        enter(tops.computeIfAbsent(run, key -> new double[TOP]), tally.relevance(i));
      }
    }
    double most = tally.evidence().query().weights().relevance();
    double[] scaled = new double[candidates.size()];
    double sum = 0;
    int inRuns = 0;
    for (int i = 0; i < scaled.length; i++) {
      double[] top = tops.get(candidates.get(i).sketch().run());
      if (top != null) {
        scaled[i] = (top[0] + top[1] + top[2]) / TOP / most;
        sum += scaled[i];
        inRuns++;
      }
    }
    if (inRuns == 0) {
      return null;
    }
    double mean = sum / inRuns;
    for (int i = 0; i < scaled.length; i++) {
      if (candidates.get(i).sketch().run() == 0) {
        scaled[i] = (tally.relevance(i) / most + mean) / 2;
      }
    }
    return new Values(scaled, scaled);
  }

  /** Keeps the greatest, in descending order. */
  private static void enter(double[] top, double value) {
    double carried = value;
    for (int i = 0; i < TOP; i++) {
      if (carried > top[i]) {
        double lesser = top[i];
        top[i] = carried;
        carried = lesser;
      }
    }
  }
}
