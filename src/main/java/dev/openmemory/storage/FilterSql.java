package dev.openmemory.storage;

import dev.openmemory.json.Json;
import dev.openmemory.model.Attribute;
import dev.openmemory.model.Filter;
import dev.openmemory.model.TimeSpan;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Writes a filter as a condition on the table {@code memory m}. Of a condition NULL counts as not
 * met; whoever turns one round has to say so.
 */
final class FilterSql {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private FilterSql() {}

  static Condition of(Filter filter) {
    if (filter.isEverything()) {
      return Condition.NONE;
    }
    FilterSql sql = new FilterSql();
    sql.write(filter);
    return new Condition(sql.text.toString(), sql.values);
  }

  private void write(Filter filter) {
    if (filter instanceof Filter.All all) {
      joined(all.of(), " AND ", "TRUE");
    } else if (filter instanceof Filter.Any any) {
      joined(any.of(), " OR ", "FALSE");
    } else if (filter instanceof Filter.Not not) {
      text.append('(');
      write(not.of());
      text.append(") IS NOT TRUE");
    } else if (filter instanceof Filter.Where where) {
      if (where.field() instanceof Attribute attribute) {
        if (attribute.isTime()) {
          time(attribute, where.test());
        } else {
          word(attribute, where.test());
        }
      } else if (where.field() instanceof Filter.MetadataKey key) {
        MetadataSql.write(key.key(), where.test(), this);
      }
    }
  }

  private void joined(List<Filter> filters, String by, String none) {
    if (filters.isEmpty()) {
      text.append(none);
      return;
    }
    text.append('(');
    for (int i = 0; i < filters.size(); i++) {
      text.append(i == 0 ? "" : by);
      write(filters.get(i));
    }
    text.append(')');
  }

  FilterSql add(String sql, Object... parameters) {
    text.append(sql);
    values.addAll(List.of(parameters));
    return this;
  }

  private void time(Attribute attribute, Filter.Test test) {
    String column = column(attribute);
    if (test instanceof Filter.OneOf any) {
      text.append("(FALSE");
      for (Filter.Value value : any.values()) {
        TimeSpan span = span(value);
        add(
            " OR " + column + " >= ? AND " + column + " < ?",
            Times.micros(span.from()),
            Times.micros(span.to()));
      }
      text.append(')');
    } else if (test instanceof Filter.Ordered ordered) {
      TimeSpan span = span(ordered.value());
      switch (ordered.order()) {
        case GREATER -> add(column + " >= ?", Times.micros(span.to()));
        case GREATER_OR_EQUAL -> add(column + " >= ?", Times.micros(span.from()));
        case LESS -> add(column + " < ?", Times.micros(span.from()));
        case LESS_OR_EQUAL -> add(column + " < ?", Times.micros(span.to()));
      }
    } else if (test instanceof Filter.Exists) {
      add(column + " IS NOT NULL");
    } else {
      throw new IllegalArgumentException("a time has no parts");
    }
  }

  private static TimeSpan span(Filter.Value value) {
    if (value instanceof Filter.Span span) {
      return span.time();
    }
    throw new IllegalArgumentException("a time is compared with a time");
  }

  private void word(Attribute attribute, Filter.Test test) {
    String column = column(attribute);
    if (test instanceof Filter.Exists) {
      add(column + " IS NOT NULL");
    } else if (test instanceof Filter.OneOf any) {
      oneOf(attribute, column, any.values().stream().map(FilterSql::word).toList());
    } else if (test instanceof Filter.Ordered ordered) {
      add(read(attribute) + operator(ordered.order()) + "?", word(ordered.value()));
    } else if (test instanceof Filter.Contains contains) {
      add("instr(" + read(attribute) + ", ?) > 0", word(contains.part()));
    } else if (test instanceof Filter.ContainsFolded contains) {
      add(
          "instr(" + Folding.NAME + "(" + read(attribute) + "), ?) > 0",
          Folding.of(contains.part()));
    }
  }

  private void oneOf(Attribute attribute, String column, List<String> words) {
    switch (attribute) {
      case USER_ID, AGENT_ID, RUN_ID, APP_ID ->
          add(
              column
                  + " IN (SELECT key FROM scope_value WHERE axis = ?"
                  + " AND value IN (SELECT value FROM json_each(?)))",
              attribute.key(),
              Json.write(words));
      case ID ->
          add(
              column + " IN (SELECT unhex(value) FROM json_each(?))",
              Json.write(
                  words.stream()
                      .map(id -> HexFormat.of().formatHex(Ids.bytes(UUID.fromString(id))))
                      .toList()));
      default -> add(column + " IN (SELECT value FROM json_each(?))", Json.write(words));
    }
  }

  private static String word(Filter.Value value) {
    if (value instanceof Filter.Word word) {
      return word.text();
    }
    throw new IllegalArgumentException("a word is compared with a word");
  }

  static String operator(Filter.Order order) {
    return switch (order) {
      case GREATER -> " > ";
      case GREATER_OR_EQUAL -> " >= ";
      case LESS -> " < ";
      case LESS_OR_EQUAL -> " <= ";
    };
  }

  /** The column as text. */
  private static String read(Attribute attribute) {
    String column = column(attribute);
    return switch (attribute) {
      case USER_ID, AGENT_ID, RUN_ID, APP_ID ->
          "(SELECT value FROM scope_value WHERE key = " + column + ")";
      default -> column;
    };
  }

  private static String column(Attribute attribute) {
    return switch (attribute) {
      case USER_ID -> "m.user_key";
      case AGENT_ID -> "m.agent_key";
      case RUN_ID -> "m.run_key";
      case APP_ID -> "m.app_key";
      case ID -> "m.id";
      case TEXT -> "m.text";
      case ROLE -> "m.role";
      case SPEAKER -> "m.speaker";
      case CLIENT -> "m.client";
      // The plus keeps SQLite from walking the index by time, which of many rows reads each apart.
      case OBSERVED -> "+m.observed";
      case CREATED -> "m.created";
      case UPDATED -> "m.updated";
      case EXPIRES -> "m.expires";
      case VALID_FROM -> "m.valid_from";
      case VALID_TO -> "m.valid_to";
    };
  }
}
