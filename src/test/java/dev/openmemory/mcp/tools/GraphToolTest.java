package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphToolTest {

  @TempDir Path folder;
  private MemoryServer server;

  @BeforeEach
  void open() {
    server = new MemoryServer(folder);
    add("Alice Chen works at Acme Corp", "Alice Chen", "person", "works_at", "Acme Corp");
    add("Acme deploys on AWS", "Acme", "organization", "deploys_on", "AWS");
    add("Acme's office is in Berlin", "Acme", "organization", "located_in", "Berlin");
    add("Alice likes tea", "Alice", "person", "likes", "tea");
    add("Alice lives in Lisbon", "Alice", "person", "lives_in", "Lisbon");
    add("Bob deploys on Azure", "Bob", "person", "deploys_on", "Azure");
    add("User is married to Alice", "User", "person", "spouse_of", "Alice");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private JsonNode add(String text, String subject, String kind, String predicate, String object) {
    return server.call(
        "add_memory",
        """
        {"facts": [{"text": "%s", "entities": [{"name": "%s", "type": "%s"}],
          "relations": [{"subject": "%s", "predicate": "%s", "object": "%s"}]}]}
        """
            .formatted(text, subject, kind, subject, predicate, object));
  }

  private JsonNode ask(String arguments) {
    return server.call("search_graph", arguments);
  }

  @Test
  void aQuestionIsAnsweredThatNoMemoryAnswers() {
    JsonNode answer = ask("{\"query\": \"Where does Alice's company deploy?\"}");
    assertThat(answer.at("/entities/0/name").asText()).isEqualTo("Alice Chen");
    assertThat(answer.at("/entities/0/aliases/0").asText()).isEqualTo("Alice");
    JsonNode best = answer.at("/paths/0");
    assertThat(best.path("end").asText()).isEqualTo("AWS");
    assertThat(best.path("steps").findValuesAsText("predicate"))
        .containsExactly("works_at", "deploys_on");
    assertThat(best.findValuesAsText("text"))
        .containsExactly("Alice Chen works at Acme Corp", "Acme deploys on AWS");
  }

  @Test
  void aQuestionCanBeginAtTheUser() {
    assertThat(ask("{\"query\": \"In which city does my wife live?\"}").at("/paths/0/end").asText())
        .isEqualTo("Lisbon");
    assertThat(ask("{\"query\": \"Who is my spouse's employer?\"}").at("/paths/0/end").asText())
        .isEqualTo("Acme Corp");
  }

  @Test
  void aNameShowsItsNeighbours() {
    JsonNode answer = ask("{\"query\": \"alice\", \"hops\": 1}");
    assertThat(answer.path("paths").findValuesAsText("end"))
        .containsExactlyInAnyOrder("Acme Corp", "tea", "Lisbon", "User");
  }

  @Test
  void aPathLeadsFromOneThingToAnother() {
    JsonNode answer = ask("{\"query\": \"User\", \"to\": \"aws\"}");
    assertThat(answer.path("paths")).hasSize(1);
    assertThat(answer.at("/paths/0/steps").findValuesAsText("object"))
        .containsExactly("Alice Chen", "Acme Corp", "AWS");
    assertThat(ask("{\"query\": \"How is Alice related to AWS?\"}").at("/paths/0/end").asText())
        .isEqualTo("AWS");
  }

  @Test
  void withoutAQueryTheThingsThatAreKnownAreListed() {
    assertThat(ask("{}").at("/entities/0/name").asText()).isEqualTo("Alice Chen");
    assertThat(ask("{\"query\": \"ber\"}").path("entities").findValuesAsText("name"))
        .containsExactly("Berlin");
    assertThat(ask("{\"query\": \"Zaphod\"}").path("entities")).isEmpty();
  }

  @Test
  void aDeletedMemoryIsNotWalked() {
    String id =
        ask("{\"query\": \"Acme\", \"to\": \"AWS\"}").at("/paths/0/steps/0/memories/0/id").asText();
    server.call("delete_memory", "{\"memory_id\": \"" + id + "\"}");
    assertThat(ask("{\"query\": \"Acme\", \"to\": \"AWS\"}").path("paths")).isEmpty();
  }

  @Test
  void anotherUsersGraphIsNotSeen() {
    assertThat(ask("{\"query\": \"Alice\", \"user_id\": \"bob\"}").path("entities")).isEmpty();
  }

  @Test
  void whatWasReplacedSaysByWhatAndCanBeRestored() {
    JsonNode moved = add("Alice moved to Porto", "Alice", "person", "lives_in", "Porto");
    assertThat(moved.at("/replaced/0/text").asText()).isEqualTo("Alice lives in Lisbon");
    String id = moved.at("/replaced/0/id").asText();
    JsonNode found = server.call("search_memory", "{\"query\": \"Alice lives in Lisbon\"}");
    for (JsonNode memory : found.path("memories")) {
      if (memory.path("id").asText().equals(id)) {
        assertThat(memory.at("/replaced_by/text").asText()).isEqualTo("Alice moved to Porto");
        assertThat(memory.has("valid_to")).isTrue();
      }
    }
    assertThat(ask("{\"query\": \"Where does Alice live?\"}").at("/paths/0/end").asText())
        .isEqualTo("Porto");
    JsonNode restored =
        server.call("update_memory", "{\"memory_id\": \"" + id + "\", \"restore\": true}");
    assertThat(restored.has("valid_to")).isFalse();
    assertThat(server.call("memory_history", "{\"memory_id\": \"" + id + "\"}").at("/events"))
        .extracting(event -> event.path("event").asText())
        .containsExactly("add", "supersede", "restore");
    assertThat(ask("{\"query\": \"Alice\", \"to\": \"Lisbon\"}").path("paths")).hasSize(1);
  }

  @Test
  void aContradictionIsShownWithBothSides() {
    server.call("add_memory", "{\"facts\": [{\"text\": \"User likes mushrooms\"}]}");
    JsonNode added =
        server.call("add_memory", "{\"facts\": [{\"text\": \"User dislikes mushrooms\"}]}");
    assertThat(added.at("/conflicts/0")).hasSize(2);
    JsonNode found = server.call("search_memory", "{\"query\": \"mushrooms\", \"limit\": 1}");
    assertThat(found.at("/memories/0/conflicts_with/0/text").asText()).contains("mushrooms");
  }
}
