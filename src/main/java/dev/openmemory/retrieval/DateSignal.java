package dev.openmemory.retrieval;

import java.util.Optional;

/** Whether it was said on the days that the question names, or soon after. */
final class DateSignal implements Signal {

  @Override
  public String name() {
    return "date";
  }

  @Override
  public boolean isAskedFor(Query query) {
    return AskedTime.in(query.text(), query.askedAt()).isPresent();
  }

  @Override
  public Values measure(Evidence evidence) {
    Query query = evidence.query();
    Optional<AskedTime> asked = AskedTime.in(query.text(), query.askedAt());
    return Values.of(
        evidence,
        candidate -> asked.map(time -> time.fit(candidate.sketch().observedAt())).orElse(0.0));
  }
}
