package dev.openmemory.model;

import java.time.Instant;
import java.util.List;

/**
 * A condition on memories, which is either met or not: what a memory lacks meets nothing but the
 * contrary of a condition. {@link FilterReader} reads it as callers write it.
 */
public sealed interface Filter {

  /** The deepest nesting that is accepted. */
  int MAX_DEPTH = 32;

  /** How many conditions one filter may have. */
  int MAX_CONDITIONS = 200;

  /** All of them are met. */
  record All(List<Filter> of) implements Filter {

    private static final All EVERYTHING = new All(List.of());

    public All {
      of = List.copyOf(of);
    }
  }

  /** At least one of them is met. */
  record Any(List<Filter> of) implements Filter {
    public Any {
      of = List.copyOf(of);
    }
  }

  /** It is not met. */
  record Not(Filter of) implements Filter {}

  /** What stands in a field passes a test. */
  record Where(Field field, Test test) implements Filter {}

  /** What a condition looks at. */
  sealed interface Field permits Attribute, MetadataKey {

    /** Its name in a filter. */
    String key();
  }

  /**
   * A place in the metadata.
   *
   * @param key names of members, one within the other, joined by dots. A member whose own name has
   *     such dots is meant too
   */
  record MetadataKey(String key) implements Field {}

  /** What is asked of a field. */
  sealed interface Test {}

  /** It has a value, and not null. */
  record Exists() implements Test {}

  /** It is one of the values, or a list that has one of them. */
  record OneOf(List<Value> values) implements Test {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** It is of the value's kind and stands in that order to it. */
  record Ordered(Order order, Value value) implements Test {}

  /** It is a text with that part, or a list that has the value. */
  record Contains(Value part) implements Test {}

  /** The same, whatever the case of the letters. */
  record ContainsFolded(String part) implements Test {}

  /** The order of two values of a kind. */
  enum Order {
    GREATER("gt"),
    GREATER_OR_EQUAL("gte"),
    LESS("lt"),
    LESS_OR_EQUAL("lte");

    private final String key;

    Order(String key) {
      this.key = key;
    }

    /** The name in a filter. */
    public String key() {
      return key;
    }
  }

  /** What a field is compared with. */
  sealed interface Value {}

  /** A text; texts are ordered by their code points. */
  record Word(String text) implements Value {}

  /** A number, whole or not. */
  record Amount(double number) implements Value {}

  /** True or false, which have no order. */
  record Truth(boolean holds) implements Value {}

  /** A time; only for attributes that are times. */
  record Span(TimeSpan time) implements Value {}

  /** Every memory meets it. */
  static Filter everything() {
    return All.EVERYTHING;
  }

  /** Whether it is {@link #everything()}. */
  default boolean isEverything() {
    return equals(All.EVERYTHING);
  }

  /** All of two filters. */
  default Filter and(Filter other) {
    if (isEverything()) {
      return other;
    }
    return other.isEverything() ? this : new All(List.of(this, other));
  }

  /** What was true at a time. */
  static Filter validAt(Instant time) {
    return new Where(Attribute.VALID_FROM, upTo(time)).and(standingAt(time));
  }

  /** What nothing had replaced at a time. */
  static Filter standingAt(Instant time) {
    return new Not(new Where(Attribute.VALID_TO, upTo(time)));
  }

  private static Test upTo(Instant time) {
    return new Ordered(Order.LESS_OR_EQUAL, new Span(TimeSpan.at(time)));
  }
}
