package dev.openmemory.retrieval;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  public @Nullable Values measure(Evidence evidence) {
    return ASKS_WHEN.matcher(evidence.query().text()).find()
        ? Values.of(evidence, candidate -> candidate.traits().tellsTime() ? 1 : 0)
        : null;
  }
}
