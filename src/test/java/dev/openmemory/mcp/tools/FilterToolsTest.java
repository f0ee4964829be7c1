package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters, pages and token budgets of the tools that search and list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterToolsTest {

  @SuppressWarnings("NullAway.Init") // before all tests
  private MemoryServer server;

  @BeforeAll
  void open(@TempDir Path folder) {
    server = new MemoryServer(folder);
    add("Oscar the cat sleeps on the red sofa", "2026-03-01", "{\"topic\":\"pets\",\"n\":1}");
    add("Oscar the cat eats at eight o'clock", "2026-04-01", "{\"topic\":\"pets\",\"n\":2}");
    add("The rent is paid on the first", "2026-05-01", "{\"topic\":\"home\",\"n\":3}");
  }

  @AfterAll
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'filter': {'topic': 'home'}}                                | rent",
        "{'filter': {'n': {'gte': 2}, 'NOT': {'topic': 'home'}}}      | eats",
        "{'filter': {'observed_at': {'lte': '2026-03'}}}              | sleeps",
        "{'as_of': '2026-03-01'}                                      | sleeps",
        "{'filter': {'role': 'user'}, 'as_of': '2026-03', 'latest_only': true} | sleeps"
      })
  void theSamePassInSearchesAndLists(String given, String word) {
    String listed = given.replace('\'', '"');
    String searched = "{\"query\":\"cat or rent\"," + listed.substring(1);
    JsonNode hits = server.call("search_memory", searched).path("memories");
    JsonNode items = server.call("list_memories", listed).path("memories");
    assertThat(hits).hasSize(1);
    assertThat(items).hasSize(1);
    assertThat(hits.at("/0/text").asText()).contains(word);
    assertThat(items.at("/0/text").asText()).contains(word);
  }

  @Test
  void otherStatesAreReadAsATextOrAList() {
    String one = "{\"query\":\"cat\",\"state\":\"archived\"}";
    assertThat(server.call("search_memory", one).path("memories")).isEmpty();
    String both = "{\"query\":\"cat\",\"state\":[\"archived\",\"active\"]}";
    assertThat(server.call("search_memory", both).path("memories")).hasSize(3);
  }

  @Test
  void listsComeInOtherOrders() {
    JsonNode page = server.call("list_memories", "{\"sort\":\"observed_at\",\"limit\":1}");
    assertThat(page.at("/memories/0/text").asText()).contains("sleeps");
    String next = page.path("next_cursor").asText();
    page =
        server.call(
            "list_memories", "{\"sort\":\"observed_at\",\"limit\":1,\"cursor\":\"" + next + "\"}");
    assertThat(page.at("/memories/0/text").asText()).contains("eats");
  }

  @Test
  void aSearchGoesOnWhereItsPageEnded() {
    JsonNode first = server.call("search_memory", "{\"query\":\"cat\",\"limit\":2}");
    String next = first.path("next_cursor").asText();
    JsonNode second =
        server.call("search_memory", "{\"query\":\"cat\",\"limit\":2,\"cursor\":\"" + next + "\"}");
    assertThat(second.path("memories")).hasSize(1);
    assertThat(second.has("next_cursor")).isFalse();
    assertThat(first.findValuesAsText("id"))
        .doesNotContainAnyElementsOf(second.findValuesAsText("id"));
  }

  @Test
  void withABudgetTheTextIsALineForEachHitAndTheDataIsComplete() {
    String params =
        "{\"name\":\"search_memory\",\"arguments\":{\"query\":\"Where does the cat sleep?\",\"max_tokens\":60}}";
    JsonNode result = server.invoke("tools/call", params);
    JsonNode best = result.at("/structuredContent/memories/0");
    assertThat(result.at("/structuredContent/memories")).hasSize(1);
    assertThat(best.path("score").isNumber()).isTrue();
    assertThat(result.at("/content/0/text").asText())
        .isEqualTo(
            "2026-03-01 user: Oscar the cat sleeps on the red sofa ("
                + best.path("id").asText()
                + ")");
  }

  @Test
  void anExplainedAnswerSaysWhatWasDone() {
    JsonNode answer = server.call("search_memory", "{\"query\":\"cat\",\"explain\":true}");
    assertThat(answer.path("candidates").asInt()).isEqualTo(3);
    assertThat(answer.at("/sources/semantic").asInt()).isEqualTo(3);
    assertThat(answer.path("millis").has("embed")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'filter': 'pets'}                  | filter is not an object. Write conditions like",
        "{'filter': {'n': {'above': 1}}}     | filter/n/above is not an operator for n. Use eq, ne,",
        "{'filter': {'OR': {'n': 1}}}        | filter/OR is not a list",
        "{'as_of': 'then'}                   | as_of 'then' is not a time",
        "{'sort': 'score'}                   | 'score' is not an order",
        "{'state': ['gone']}                 | 'gone' is not a state"
      })
  void whatCannotBeReadIsAnsweredWithWhatBelongsThere(String given, String said) {
    assertThat(server.problem("list_memories", given.replace('\'', '"'))).startsWith(said);
  }

  private void add(String text, String observed, String metadata) {
    server.call(
        "add_memory",
        "{\"text\":\"%s\",\"observed_at\":\"%s\",\"infer\":false,\"metadata\":%s}"
            .formatted(text, observed, metadata));
  }
}
