package dev.openmemory.retrieval;

import dev.openmemory.model.MessageId;
import dev.openmemory.model.Role;
import java.util.HashMap;
import java.util.Map;

/**
 * How close in meaning the assistant's reply to it is: what the user asked for is often plain from
 * what the assistant made of it.
 */
final class AnsweredSignal implements Signal {

  @Override
  public String name() {
    return "answered";
  }

  @Override
  public Values measure(Evidence evidence) {
    Map<MessageId, Double> replies = new HashMap<>();
    double span = evidence.mostCosine() - evidence.leastCosine();
    for (Candidate candidate : evidence.candidates()) {
      if (candidate.sketch().actor().role() == Role.ASSISTANT && span > 0) {
        double closeness = (candidate.cosine() - evidence.leastCosine()) / span;
        replies.merge(candidate.sketch().message(), Math.max(0, Math.min(1, closeness)), Math::max);
      }
    }
    return Values.of(
        evidence,
        candidate -> {
          MessageId after = candidate.sketch().after();
          return after == null || candidate.sketch().actor().role() == Role.ASSISTANT
              ? 0
              : replies.getOrDefault(after, 0.0);
        });
  }
}
