package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a filter may look like, and what is said of one that cannot be read. */
class FilterReaderTest {

  private static final Filter TOPIC = equal("topic", new Filter.Word("work"));

  @Test
  void nothingAndAnEmptyObjectAreMetByEverything() throws Exception {
    assertThat(FilterReader.read(null).isEverything()).isTrue();
    assertThat(read("{}").isEverything()).isTrue();
  }

  @Test
  void membersAreJoinedAndAPlainValueIsEquality() throws Exception {
    assertThat(read("{'topic': 'work'}")).isEqualTo(TOPIC);
    assertThat(read("{'topic': 'work', 'done': true}"))
        .isEqualTo(new Filter.All(List.of(TOPIC, equal("done", new Filter.Truth(true)))));
    assertThat(read("{'metadata': {'topic': 'work'}}")).isEqualTo(new Filter.All(List.of(TOPIC)));
    assertThat(read("{'metadata.role': 'cook'}")).isEqualTo(equal("role", new Filter.Word("cook")));
  }

  @Test
  void listsAreAlternativesStarsAreExistenceAndNullIsAbsence() throws Exception {
    Filter.Where exists = new Filter.Where(Attribute.USER_ID, new Filter.Exists());
    assertThat(read("{'user_id': '*'}")).isEqualTo(exists);
    assertThat(read("{'userId': null}")).isEqualTo(new Filter.Not(exists));
    assertThat(read("{'user_id': {'exists': false}}")).isEqualTo(new Filter.Not(exists));
    assertThat(read("{'n': [1, 'x']}"))
        .isEqualTo(
            new Filter.Where(
                new Filter.MetadataKey("n"),
                new Filter.OneOf(List.of(new Filter.Amount(1), new Filter.Word("x")))));
  }

  @Test
  void groupsNestAndNoneOfAListMayBeMet() throws Exception {
    assertThat(read("{'AND': [{'OR': [{'topic': 'work'}]}, {'NOT': {'topic': 'work'}}]}"))
        .isEqualTo(new Filter.All(List.of(new Filter.Any(List.of(TOPIC)), new Filter.Not(TOPIC))));
    assertThat(read("{'NOT': [{'topic': 'work'}]}"))
        .isEqualTo(new Filter.Not(new Filter.Any(List.of(TOPIC))));
  }

  @Test
  void aDayIsAStretchAndATimeOfDayAMoment() {
    TimeSpan day = TimeSpan.parse("2026-05-03").orElseThrow();
    assertThat(day.from()).isEqualTo(Instant.parse("2026-05-03T00:00:00Z"));
    assertThat(day.last()).isEqualTo(Instant.parse("2026-05-03T23:59:59.999999Z"));
    assertThat(TimeSpan.parse("2026-02").orElseThrow().to())
        .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(TimeSpan.parse("2026").orElseThrow().to())
        .isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(TimeSpan.parse("2026-05-03 14:30:00+02:00").orElseThrow().from())
        .isEqualTo(Instant.parse("2026-05-03T12:30:00Z"));
    assertThat(TimeSpan.parse("2026-05-03T14:30", ZoneId.of("America/New_York")).orElseThrow())
        .isEqualTo(TimeSpan.at(Instant.parse("2026-05-03T18:30:00Z")));
    assertThat(TimeSpan.parse("yesterday")).isEmpty();
    assertThat(TimeSpan.parse("2026-02-30")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'work'                        | filter is not an object",
        "{'AND': {}}                   | filter/AND is not a list",
        "{'OR': []}                    | filter/OR is empty",
        "{'AND': [{'a': 1}, 5]}        | filter/AND/1 is not an object",
        "{'and': [{'a': 1}]}           | filter/and/0 is a list or an object",
        "{'a': {'like': 'x'}}          | filter/a/like is not an operator for a",
        "{'a': {}}                     | filter/a asks nothing",
        "{'a': {'in': 'x'}}            | filter/a/in is not a list",
        "{'a': {'exists': 'yes'}}      | filter/a/exists is not a boolean",
        "{'a': {'icontains': 1}}       | filter/a/icontains is not a string",
        "{'a': {'gt': true}}           | filter/a/gt is a boolean, which has no order",
        "{'a': {'gt': null}}           | filter/a/gt is null",
        "{'a': 12345678901234567891}   | filter/a is a number that is too large",
        "{'metadata': 'x'}             | filter/metadata is not an object",
        "{'metadata': {'a': {'b': 1}}} | filter/metadata/a/b is not an operator for a",
        "{'a..b': 1}                   | filter/a..b has an empty name",
        "{'state': 'paused'}           | filter/state is not asked for in a filter",
        "{'created_at': 'soon'}        | filter/created_at 'soon' is not a time",
        "{'created_at': {'gte': true}} | filter/created_at/gte is not a time",
        "{'user_id': 5}                | filter/user_id is not a string",
        "{'id': 'x'}                   | filter/id is not a memory id",
        "{'role': ['user', 'robot']}   | filter/role/1: 'robot' is not a role"
      })
  void aFilterThatCannotBeReadIsToldByItsPlace(String filter, String problem) {
    assertThatThrownBy(() -> read(filter))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(problem);
  }

  @Test
  void theOperatorsOfTheFieldAreNamed() {
    assertThatThrownBy(() -> read("{'observed_at': {'contains': '2026'}}"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.remedy()).isEqualTo("Use eq, ne, gt, gte, lt, lte, in, nin, exists."));
  }

  @Test
  void depthAndSizeAreBounded() {
    Object deep = Map.of("a", 1);
    for (int i = 1; i < Filter.MAX_DEPTH; i++) {
      deep = Map.of("NOT", deep);
    }
    Object deepest = deep;
    FilterReader.read(deepest);
    assertThatThrownBy(() -> FilterReader.read(Map.of("NOT", deepest)))
        .hasMessageContaining("nested more than 32 deep");
    List<Object> many = new ArrayList<>();
    for (int i = 0; i <= Filter.MAX_CONDITIONS; i++) {
      many.add(Map.of("a", i));
    }
    assertThatThrownBy(() -> FilterReader.read(Map.of("OR", many)))
        .hasMessageContaining("beyond the 200 conditions");
    assertThatThrownBy(() -> FilterReader.read(Map.of("a", Collections.nCopies(1_001, "x"))))
        .hasMessage("filter/a has 1001 values");
  }

  private static Filter equal(String key, Filter.Value value) {
    return new Filter.Where(new Filter.MetadataKey(key), new Filter.OneOf(List.of(value)));
  }

  private static Filter read(String json) throws Exception {
    return FilterReader.read(Json.mapper().readValue(json.replace('\'', '"'), Object.class));
  }
}
