package dev.openmemory.storage;

import dev.openmemory.json.Json;
import dev.openmemory.model.Filter;
import java.util.ArrayList;
import java.util.List;

/** Writes what is asked of a metadata key as a condition on the column {@code m.metadata}. */
final class MetadataSql {

  /** A scalar has no key here and an element of a list has a number, so this leaves objects out. */
  private static final String SOME =
      "EXISTS (SELECT 1 FROM json_each(m.metadata, ?) v WHERE typeof(v.key) <> 'text' AND ";

  private static final String NUMBER = "v.type IN ('integer', 'real') AND v.value";
  private static final String TEXT = "v.type = 'text' AND ";

  private MetadataSql() {}

  static void write(String key, Filter.Test test, FilterSql to) {
    List<String> paths = paths(key);
    to.add("(m.metadata IS NOT NULL AND (");
    for (int i = 0; i < paths.size(); i++) {
      to.add(i == 0 ? "" : " OR ");
      if (test instanceof Filter.Exists) {
        to.add("json_type(m.metadata, ?) <> 'null'", paths.get(i));
      } else {
        to.add(SOME + "(", paths.get(i));
        value(test, to);
        to.add("))");
      }
    }
    to.add("))");
  }

  private static void value(Filter.Test test, FilterSql to) {
    if (test instanceof Filter.OneOf any) {
      oneOf(any.values(), to);
    } else if (test instanceof Filter.Ordered ordered) {
      String operator = FilterSql.operator(ordered.order());
      if (ordered.value() instanceof Filter.Amount amount) {
        to.add(NUMBER + operator + "?", amount.number());
      } else if (ordered.value() instanceof Filter.Word word) {
        to.add(TEXT + "v.value" + operator + "?", word.text());
      } else {
        throw new IllegalArgumentException("only numbers and texts have an order");
      }
    } else if (test instanceof Filter.Contains contains) {
      if (contains.part() instanceof Filter.Word word) {
        to.add(
            TEXT + "CASE WHEN v.key IS NULL THEN instr(v.value, ?) > 0 ELSE v.value = ? END",
            word.text(),
            word.text());
      } else {
        to.add("v.key IS NOT NULL AND (");
        oneOf(List.of(contains.part()), to);
        to.add(")");
      }
    } else if (test instanceof Filter.ContainsFolded contains) {
      String part = Folding.of(contains.part());
      to.add(
          TEXT
              + "CASE WHEN v.key IS NULL THEN instr(%1$s(v.value), ?) > 0 ELSE %1$s(v.value) = ? END"
                  .formatted(Folding.NAME),
          part,
          part);
    }
  }

  private static void oneOf(List<Filter.Value> values, FilterSql to) {
    List<String> words = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    to.add("FALSE");
    for (Filter.Value value : values) {
      if (value instanceof Filter.Word word) {
        words.add(word.text());
      } else if (value instanceof Filter.Amount amount) {
        numbers.add(amount.number());
      } else if (value instanceof Filter.Truth truth) {
        to.add(truth.holds() ? " OR v.type = 'true'" : " OR v.type = 'false'");
      } else {
        throw new IllegalArgumentException("metadata holds no times");
      }
    }
    if (words.size() == 1) {
      to.add(" OR " + TEXT + "v.value = ?", words.get(0));
    } else if (!words.isEmpty()) {
      to.add(" OR " + TEXT + "v.value IN (SELECT value FROM json_each(?))", Json.write(words));
    }
    if (numbers.size() == 1) {
      to.add(" OR " + NUMBER + " = ?", numbers.get(0));
    } else if (!numbers.isEmpty()) {
      to.add(" OR " + NUMBER + " IN (SELECT value FROM json_each(?))", Json.write(numbers));
    }
  }

  /** Where a key leads: member within member and, if it has dots, the member of that very name. */
  private static List<String> paths(String key) {
    StringBuilder nested = new StringBuilder("$");
    for (String name : key.split("\\.", -1)) {
      nested.append('.').append(Json.write(name));
    }
    return key.indexOf('.') < 0
        ? List.of(nested.toString())
        : List.of(nested.toString(), "$." + Json.write(key));
  }
}
