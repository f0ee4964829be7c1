package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.mcp.catalogue.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryToolsTest {

  @TempDir Path folder;
  private MemoryServer server;

  @BeforeEach
  void open() {
    server = new MemoryServer(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatWasAddedIsFoundByMeaning() {
    server.call("add_memory", "{\"text\":\"Melanie adopted a grey cat called Oscar\"}");
    server.call("add_memory", "{\"text\":\"The quarterly report is due on Friday\"}");
    JsonNode found = server.call("search_memory", "{\"query\":\"which pet does she have?\"}");
    JsonNode best = found.at("/memories/0");
    assertThat(best.path("text").asText()).contains("Oscar");
    assertThat(best.path("score").asDouble()).isBetween(0.0, 1.0);
    assertThat(best.path("user_id").asText()).isEqualTo("alice");
    assertThat(best.path("app_id").asText()).isEqualTo("tester");
    assertThat(best.has("signals")).isFalse();
  }

  @Test
  void aHitSaysWhyItRankedWhenAsked() {
    server.call("add_memory", "{\"text\":\"Oscar is a grey cat\"}");
    JsonNode found = server.call("search_memory", "{\"query\":\"cat\",\"explain\":true}");
    assertThat(found.at("/memories/0/signals").findValuesAsText("name")).contains("semantic");
  }

  @Test
  void aConversationKeepsWhoSaidWhatWhen() {
    JsonNode added =
        server.call(
            "add_memory",
            """
            {"messages": [
               {"role": "user", "name": "Melanie", "content": "I moved to Lisbon in May.",
                "observed_at": "2026-06-01"},
               {"role": "assistant", "content": "How do you like Lisbon so far, Melanie?"}],
             "run_id": "r1", "observed_at": "2026-06-02T10:00:00+02:00", "infer": false,
             "metadata": {"topic": "home", "weight": 0.5}}
            """);
    assertThat(added.path("added").asInt()).isEqualTo(2);
    JsonNode first = added.at("/memories/0");
    assertThat(first.path("event").asText()).isEqualTo("added");
    assertThat(first.path("name").asText()).isEqualTo("Melanie");
    assertThat(first.path("observed_at").asText()).isEqualTo("2026-06-01T00:00:00Z");
    assertThat(first.path("run_id").asText()).isEqualTo("r1");
    assertThat(first.path("metadata").toString()).isEqualTo("{\"topic\":\"home\",\"weight\":0.5}");
    assertThat(added.at("/memories/1/observed_at").asText()).isEqualTo("2026-06-02T08:00:00Z");
    assertThat(added.at("/memories/1/role").asText()).isEqualTo("assistant");
  }

  @Test
  void aWriteThatDoesNotWaitIsAnEventThatCanBeFollowed() throws InterruptedException {
    JsonNode added = server.call("add_memory", "{\"text\":\"Oscar is grey\",\"async\":true}");
    String ask = "{\"event_id\":\"" + added.path("event_id").asText() + "\"}";
    assertThat(
            server.call("search_memory", "{\"query\":\"Oscar\"}").at("/memories/0/text").asText())
        .contains("Oscar is grey");
    JsonNode event = server.call("get_event", ask);
    while (!event.path("status").asText().equals("succeeded")) {
      assertThat(event.path("status").asText()).isIn("pending", "running");
      Thread.sleep(20);
      event = server.call("get_event", ask);
    }
    assertThat(event.path("messages").asInt()).isEqualTo(1);
    assertThat(event.path("finished_at").asText()).isNotEmpty();
  }

  @Test
  void whatIsSaidTwiceIsStoredOnce() {
    String id = add("Alice likes rye bread");
    JsonNode again = server.call("add_memory", "{\"text\":\"Alice likes rye bread.\"}");
    assertThat(again.path("added").asInt()).isZero();
    assertThat(again.path("repeated").asInt()).isEqualTo(1);
    assertThat(again.at("/memories/0/id").asText()).isEqualTo(id);
  }

  @Test
  void aListIsPagedWithoutGapsOrRepeats() {
    List<String> ids = new ArrayList<>();
    for (String animal : List.of("ant", "bear", "cow", "dog", "elk", "fox", "goat")) {
      ids.add(add("A " + animal + " was seen in the garden by the old wall"));
    }
    List<String> listed = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = server.call("list_memories", "{\"limit\":3" + cursor + "}");
      assertThat(page.path("total").asInt()).isEqualTo(7);
      listed.addAll(page.path("memories").findValuesAsText("id"));
      cursor =
          page.has("next_cursor")
              ? ",\"cursor\":\"" + page.path("next_cursor").asText() + "\""
              : "";
      pages++;
    } while (!cursor.isEmpty());
    assertThat(pages).isEqualTo(3);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void oneMemoryIsShownInFullWithItsSource() {
    String id = add("Alice was born in Tartu");
    JsonNode memory = server.call("get_memory", "{\"memory_id\":\"" + id + "\"}");
    assertThat(memory.path("state").asText()).isEqualTo("active");
    assertThat(memory.path("client").asText()).isEqualTo("tester");
    assertThat(memory.at("/source/text").asText()).isEqualTo("Alice was born in Tartu");
    assertThat(memory.path("sightings").asInt()).isEqualTo(1);
  }

  @Test
  void aCorrectionKeepsWhatItSaidBeforeInItsHistory() {
    String id = add("Alice was born in Tartu");
    JsonNode corrected =
        server.call(
            "update_memory",
            "{\"memory_id\":\"%s\",\"text\":\"Alice was born in Narva\",\"expires_at\":\"2100-01-01\"}"
                .formatted(id));
    assertThat(corrected.path("text").asText()).isEqualTo("Alice was born in Narva");
    assertThat(corrected.path("expires_at").asText()).isEqualTo("2100-01-01T00:00:00Z");
    JsonNode forEver =
        server.call(
            "update_memory", "{\"memory_id\":\"%s\",\"expires_at\":\"never\"}".formatted(id));
    assertThat(forEver.has("expires_at")).isFalse();
    JsonNode pinned =
        server.call(
            "update_memory",
            "{\"memory_id\":\"%s\",\"importance\":0.8,\"pinned\":true}".formatted(id));
    assertThat(pinned.path("importance").asDouble()).isEqualTo(0.8);
    assertThat(pinned.path("pinned").asBoolean()).isTrue();
    JsonNode history = server.call("memory_history", "{\"memory_id\":\"%s\"}".formatted(id));
    assertThat(history.at("/events/0/event").asText()).isEqualTo("add");
    assertThat(history.at("/events/1/old_text").asText()).isEqualTo("Alice was born in Tartu");
    assertThat(history.at("/events/1/new_text").asText()).isEqualTo("Alice was born in Narva");
  }

  @Test
  void aForgottenMemoryIsNotFoundAndCanBeBroughtBack() {
    String id = add("Alice plays the oboe");
    JsonNode deleted = server.call("delete_memory", "{\"memory_id\":\"%s\"}".formatted(id));
    assertThat(deleted.toString()).isEqualTo("{\"deleted\":[\"%s\"]}".formatted(id));
    assertThat(server.call("search_memory", "{\"query\":\"oboe\"}").path("memories")).isEmpty();
    server.call("update_memory", "{\"memory_id\":\"%s\",\"state\":\"active\"}".formatted(id));
    assertThat(server.call("search_memory", "{\"query\":\"oboe\"}").path("memories")).hasSize(1);
  }

  @Test
  void everythingIsForgottenOnlyWhenTheNumberIsConfirmed() {
    add("Alice plays the oboe");
    add("Alice lives in Tartu");
    server.call("add_memory", "{\"text\":\"Bob lives in Riga\",\"user_id\":\"bob\"}");
    JsonNode first = server.call("delete_all_memories", "{\"user_id\":\"alice\"}");
    assertThat(first.path("deleted").asInt()).isZero();
    assertThat(first.path("would_delete").asInt()).isEqualTo(2);
    assertThat(first.path("next").asText()).contains("confirm 2");
    JsonNode wrong = server.call("delete_all_memories", "{\"user_id\":\"alice\",\"confirm\":1}");
    assertThat(wrong.path("deleted").asInt()).isZero();
    JsonNode right = server.call("delete_all_memories", "{\"user_id\":\"alice\",\"confirm\":2}");
    assertThat(right.toString()).isEqualTo("{\"deleted\":2}");
    assertThat(server.call("list_memories", "{}").at("/memories/0/text").asText())
        .isEqualTo("Bob lives in Riga");
    assertThat(server.problem("delete_all_memories", "{\"confirm\":1}"))
        .contains("no scope is given")
        .contains("user_id");
  }

  @Test
  void theNamesOfTheOlderOpenMemoryStillWork() {
    JsonNode added = server.call("add_memories", "{\"text\":\"Alice plays the oboe\"}");
    String id = added.at("/memories/0/id").asText();
    JsonNode deleted =
        server.call(
            "delete_memories",
            "{\"memory_ids\":[\"%s\",\"01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60\"]}".formatted(id));
    assertThat(deleted.at("/deleted/0").asText()).isEqualTo(id);
    assertThat(deleted.path("failed")).hasSize(1);
    assertThat(server.problem("delete_memories", "{\"memory_ids\":[\"nope\"]}"))
        .contains("not a memory id");
  }

  @Test
  void aConnectionOfOneUserSeesThatUserOnly() {
    String alices = add("Alice plays the oboe");
    Origin bobs = new Origin("cursor", "bob");
    JsonNode added =
        server.call("add_memory", "{\"text\":\"Bob plays the drums\"}", bobs).at("/memories/0");
    assertThat(added.path("user_id").asText()).isEqualTo("bob");
    assertThat(added.path("app_id").asText()).isEqualTo("cursor");
    assertThat(server.call("list_memories", "{}", bobs).path("total").asInt()).isEqualTo(1);
    assertThat(server.problem("list_memories", "{\"user_id\":\"alice\"}", bobs))
        .contains("another user");
    assertThat(server.problem("get_memory", "{\"memory_id\":\"%s\"}".formatted(alices), bobs))
        .isNotEmpty();
  }

  @Test
  void theTextMirrorsTheStructuredResult() {
    add("Alice plays the oboe");
    JsonNode result = server.invoke("tools/call", "{\"name\":\"list_memories\",\"arguments\":{}}");
    assertThat(result.at("/content/0/text").asText())
        .isEqualTo(result.path("structuredContent").toString());
  }

  private String add(String text) {
    JsonNode added = server.call("add_memory", "{\"text\":\"" + text + "\"}");
    assertThat(added.path("added").asInt()).isEqualTo(1);
    return added.at("/memories/0/id").asText();
  }
}
