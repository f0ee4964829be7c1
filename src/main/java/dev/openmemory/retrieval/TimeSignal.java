package dev.openmemory.retrieval;

import java.util.regex.Pattern;

/** Whether it tells a time, where the question asks for one. */
final class TimeSignal implements Signal {

  private static final Pattern ASKS_WHEN =
      Pattern.compile(
          "\\bwhen\\b|\\bwhat (?:date|day|month|year|time)\\b|\\bhow long\\b"
              + "|\\bwhich (?:day|month|year)\\b",
          Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "time";
  }

  @Override
  public boolean isAskedFor(Query query) {
    return ASKS_WHEN.matcher(query.text()).find();
  }

  @Override
  public Values measure(Evidence evidence) {
    boolean asked = isAskedFor(evidence.query());
    return Values.of(evidence, candidate -> asked && candidate.traits().tellsTime() ? 1 : 0);
  }
}
