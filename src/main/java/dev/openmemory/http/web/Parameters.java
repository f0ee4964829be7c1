package dev.openmemory.http.web;

import dev.openmemory.http.Call;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads what the page says in an address. A parameter that is empty counts as absent. */
final class Parameters {

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
  static Set<State> states(Call call) {
    Optional<String> given = text(call, "state");
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

  /** A time, or a date, which stands for its first moment in UTC. */
  static Optional<Instant> time(Call call, String name) {
    return text(call, name).map(value -> time(name, value));
  }

  static Instant time(String name, String value) {
    try {
      return value.length() == 10
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
