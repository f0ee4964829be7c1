package dev.openmemory.http.web;

import dev.openmemory.engine.Selection;
import dev.openmemory.http.Call;
import dev.openmemory.model.Axis;
import dev.openmemory.model.FilterReader;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Sort;
import dev.openmemory.model.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what the page says in an address. A parameter that is empty counts as absent. */
final class Parameters {

  /** The length of a date such as {@code 2026-05-03}. */
  private static final int DATE = 10;

  private Parameters() {}

  static Optional<String> text(Call call, String name) {
    return call.query(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** The axes that are given. */
  static Scope scope(Call call) {
    Scope scope = Scope.ANY;
    for (Axis axis : Axis.values()) {
      scope = scope.with(axis, text(call, axis.key()).orElse(null));
    }
    return scope;
  }

  /** The states that are given, {@code all} for every one; active where none is. */
  private static Set<State> states(Optional<String> given) {
    if (given.isEmpty()) {
      return Set.of(State.ACTIVE);
    }
    if (given.get().equals("all")) {
      return EnumSet.allOf(State.class);
    }
    EnumSet<State> states = EnumSet.noneOf(State.class);
    for (String key : given.get().split(",")) {
      states.add(State.ofKey(key.strip()));
    }
    return states;
  }

  /** Which memories are asked for, by state, category and time. */
  static Selection selection(Call call) {
    return selection(name -> text(call, name));
  }

  /**
   * Which memories are asked for.
   *
   * @param given looks a parameter up
   */
  static Selection selection(Function<String, Optional<String>> given) {
    Map<String, Object> where = new LinkedHashMap<>();
    given.apply("category").ifPresent(category -> where.put("categories", category));
    Map<String, String> observed = new LinkedHashMap<>();
    given.apply("from").ifPresent(from -> observed.put("gte", from));
    // a day is meant with all its hours, a moment is where the next stretch begins
    given.apply("to").ifPresent(to -> observed.put(to.length() == DATE ? "lte" : "lt", to));
    if (!observed.isEmpty()) {
      where.put("observed_at", observed);
    }
    return new Selection(FilterReader.read(where), states(given.apply("state")), null, false);
  }

  static Sort sort(Call call) {
    return text(call, "sort").map(Sort::parse).orElse(Sort.NEWEST);
  }

  static int number(Call call, String name, int fallback, int most) {
    Optional<String> given = text(call, name);
    if (given.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(given.get());
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, given.get(), "a whole number from 0 to " + most);
    }
    throw wrong(name, given.get(), "a whole number from 0 to " + most);
  }

  static boolean flag(Call call, String name, boolean fallback) {
    String value = text(call, name).orElse(Boolean.toString(fallback));
    if (!value.equals("true") && !value.equals("false")) {
      throw wrong(name, value, "true or false");
    }
    return value.equals("true");
  }

  /** A time, or a date, which stands for its first moment in UTC. */
  static Optional<Instant> time(Call call, String name) {
    return text(call, name).map(value -> time(name, value));
  }

  static Instant time(String name, String value) {
    try {
      return value.length() == DATE
          ? LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw wrong(name, value, "a time such as 2026-05-03T14:30:00Z, or a date");
    }
  }

  private static InvalidInputException wrong(String name, String value, String wanted) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    return new InvalidInputException(name + " is '" + shown + "'", "Use " + wanted + ".");
  }
}
