package dev.openmemory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openmemory.engine.Selection;
import dev.openmemory.json.Json;
import dev.openmemory.model.Attribute;
import dev.openmemory.model.Filter;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.State;
import dev.openmemory.model.TimeSpan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which memories of a scope a command reads. Times without an offset are of this computer's zone.
 */
final class FilterOptions {

  @Option(
      names = "--filter",
      paramLabel = "JSON",
      description =
          "Only what meets it, such as '{\"topic\": \"work\"}' or"
              + " '{\"OR\": [{\"price\": {\"lt\": 10}}, {\"role\": \"user\"}]}'.")
  @Nullable String filter;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what was said then or later: 2026, 2026-05, 2026-05-03, with a time.")
  @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only what was said by then; a day, month or year counts whole.")
  @Nullable String until;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "Only what was true then; of a day, at its end.")
  @Nullable String asOf;

  @Option(names = "--latest-only", description = "Leave out what was replaced.")
  boolean latestOnly;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Which states: active (the default), paused, archived, deleted.")
  List<String> states = new ArrayList<>();

  /** What the options say together. */
  Selection selection(ZoneId zone) {
    Set<State> wanted = EnumSet.noneOf(State.class);
    states.forEach(state -> wanted.add(State.ofKey(state.strip())));
    return new Selection(
        read(filter)
            .and(said("--since", since, Filter.Order.GREATER_OR_EQUAL, zone))
            .and(said("--until", until, Filter.Order.LESS_OR_EQUAL, zone)),
        wanted,
        asOf == null ? null : time("--as-of", asOf, zone).last(),
        latestOnly);
  }

  private static Filter read(@Nullable String json) {
    try {
      return json == null
          ? Filter.everything()
          : FilterReader.read(Json.mapper().readValue(json, Object.class));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "--filter is not well-formed JSON", "Write it like '{\"topic\": \"work\"}'.", e);
    }
  }

  private static Filter said(
      String option, @Nullable String time, Filter.Order order, ZoneId zone) {
    return time == null
        ? Filter.everything()
        : new Filter.Where(
            Attribute.OBSERVED,
            new Filter.Ordered(order, new Filter.Span(time(option, time, zone))));
  }

  private static TimeSpan time(String option, String text, ZoneId zone) {
    return TimeSpan.parse(text, zone)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    option + ": '" + text + "' is not a time",
                    "Write it like 2026, 2026-11, 2026-11-22 or 2026-11-22T09:30:00Z."));
  }
}
