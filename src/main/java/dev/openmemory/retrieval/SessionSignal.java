package dev.openmemory.retrieval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How relevant the rest of the run is: the mean of its three most relevant candidates. A passage
 * that is vague by itself counts for more where others around it are to the point.
 */
final class SessionSignal {

  static final String NAME = "session";

  private static final int TOP = 3;

  private SessionSignal() {}

  /** What the tally so far says of the candidates' runs. */
  static Values measure(Tally tally) {
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
    for (int i = 0; i < scaled.length; i++) {
      double[] top = tops.get(candidates.get(i).sketch().run());
      if (top != null) {
        scaled[i] = (top[0] + top[1] + top[2]) / TOP / most;
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
