package dev.openmemory.retrieval;

import org.jspecify.annotations.Nullable;

/** Whether it was said on the days that the question names, or soon after. */
final class DateSignal implements Signal {

  @Override
  public String name() {
    return "date";
  }

  @Override
  public @Nullable Values measure(Evidence evidence) {
    Query query = evidence.query();
    return AskedTime.in(query.text(), query.askedAt())
        .map(asked -> Values.of(evidence, candidate -> asked.fit(candidate.sketch().observedAt())))
        .orElse(null);
  }
}
