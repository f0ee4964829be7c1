package dev.openmemory.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be asked of a field. */
enum FilterOperator {
  EQ,
  NE,
  GT,
  GTE,
  LT,
  LTE,
  IN,
  NIN,
  CONTAINS,
  ICONTAINS,
  EXISTS;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<FilterOperator> of(String key) {
    for (FilterOperator operator : values()) {
      if (operator.key().equals(key)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** Whether it can be asked of a field: a time has no parts, and an id no order either. */
  boolean suits(Filter.Field field) {
    boolean time = field instanceof Attribute attribute && attribute.isTime();
    return switch (this) {
      case EQ, NE, IN, NIN, EXISTS -> true;
      case GT, GTE, LT, LTE -> field != Attribute.ID;
      case CONTAINS, ICONTAINS -> !time && field != Attribute.ID;
    };
  }

  static String allowed(Filter.Field field) {
    return Arrays.stream(values())
        .filter(operator -> operator.suits(field))
        .map(FilterOperator::key)
        .collect(Collectors.joining(", ", "Use ", "."));
  }
}
