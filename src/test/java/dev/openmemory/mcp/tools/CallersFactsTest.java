package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.mcp.catalogue.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersFactsTest {

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
  void factsOfTheCallerAreKeptBesideWhatWasSaid() {
    JsonNode added =
        server.call(
            "add_memory",
            """
            {"messages": [
               {"role": "user", "content": "Guess what, we finally moved! Lisbon is lovely."},
               {"role": "user", "content": "By the way, I now work for Acme as a welder."}],
             "facts": [
               {"text": "User works for Acme as a welder",
                "entities": [{"name": "Acme", "type": "organization"}],
                "relations": [{"subject": "User", "predicate": "works_at", "object": "Acme"}]},
               {"text": "User moved to Lisbon"}]}
            """);
    assertThat(added.path("distilled_by").asText()).isEqualTo("caller");
    assertThat(added.has("notes")).isFalse();
    JsonNode welder = memory("User works for Acme as a welder");
    assertThat(welder.path("distiller").asText()).isEqualTo("caller");
    assertThat(welder.at("/source/text").asText()).startsWith("By the way");
    assertThat(memory("User moved to Lisbon").at("/source/text").asText()).startsWith("Guess what");
  }

  @Test
  void factsMayStandAloneAndMayBeMereTexts() {
    JsonNode added =
        server.call("add_memory", "{\"facts\":[\"User plays the oboe\",\"User likes rye bread\"]}");
    assertThat(added.path("distilled_by").asText()).isEqualTo("caller");
    assertThat(memory("User plays the oboe").at("/source/text").asText())
        .isEqualTo("User plays the oboe\nUser likes rye bread");
  }

  @Test
  void aFactThatSaysWhatWasSaidIsOneMemory() {
    JsonNode added =
        server.call(
            "add_memory",
            "{\"text\":\"User plays the oboe.\",\"facts\":[{\"text\":\"User plays the oboe\"}]}");
    assertThat(added.path("added").asInt()).isEqualTo(1);
    assertThat(added.path("repeated").asInt()).isZero();
    assertThat(memory("User plays the oboe").path("sightings").asInt()).isEqualTo(1);
  }

  @Test
  void factsAreKeptEvenWhereNothingIsToBeInferred() {
    server.call(
        "add_memory",
        "{\"text\":\"I moved!\",\"infer\":false,\"facts\":[{\"text\":\"User moved in May 2026\"}]}");
    assertThat(memory("User moved in May 2026").path("distiller").asText()).isEqualTo("caller");
  }

  @Test
  void whatIsReplacedMustExistAndBelongToTheUser() {
    String bobs =
        server
            .call("add_memory", "{\"text\":\"Bob lives in Riga\"}", new Origin("cursor", "bob"))
            .at("/memories/0/id")
            .asText();
    for (String id : new String[] {bobs, "01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60"}) {
      assertThat(server.problem("add_memory", replacing(id)))
          .contains(id)
          .contains("have no such memory")
          .contains("nothing was stored");
    }
    assertThat(server.call("list_memories", "{\"user_id\":\"alice\"}").path("total").asInt())
        .isZero();
    assertThat(server.problem("add_memory", replacing("7"))).contains("facts[0].replaces");
  }

  @Test
  void aFactReplacesWhatTheCallerSaysEvenIfItCameFromAnotherClient() {
    String old =
        server
            .call("add_memory", "{\"text\":\"Alice lives in Riga\"}", new Origin("cursor", "alice"))
            .at("/memories/0/id")
            .asText();
    server.call("add_memory", replacing(old));
    JsonNode replaced = server.call("get_memory", "{\"memory_id\":\"" + old + "\"}");
    assertThat(replaced.has("valid_to")).isTrue();
    assertThat(replaced.path("superseded_by").asText())
        .isEqualTo(memory("User lives in Riga").path("id").asText());
    String ofAnAgent =
        server
            .call("add_memory", "{\"text\":\"I plan routes\",\"agent_id\":\"planner\"}")
            .at("/memories/0/id")
            .asText();
    assertThat(server.problem("add_memory", replacing(ofAnAgent))).contains("have no such memory");
  }

  @Test
  void whatIsWrongWithAFactIsSaid() {
    assertThat(server.problem("add_memory", "{\"facts\":[{}]}")).contains("facts[0].text");
    assertThat(server.problem("add_memory", "{\"facts\":[7]}")).contains("facts[0] is 7");
    assertThat(server.problem("add_memory", "{\"facts\":[{\"text\":\" \"}]}"))
        .contains("facts[0]")
        .contains("empty");
    assertThat(
            server.problem(
                "add_memory",
                "{\"facts\":[{\"text\":\"a b\",\"relations\":[{\"subject\":\"a\"}]}]}"))
        .contains("facts[0].relations[0].predicate");
    assertThat(server.problem("add_memory", "{}")).contains("neither text nor messages");
  }

  private static String replacing(String id) {
    return "{\"text\":\"I moved\",\"facts\":[{\"text\":\"User lives in Riga\",\"replaces\":[\"%s\"]}]}"
        .formatted(id);
  }

  private JsonNode memory(String text) {
    for (JsonNode memory : server.call("list_memories", "{}").path("memories")) {
      if (memory.path("text").asText().equals(text)) {
        return server.call("get_memory", "{\"memory_id\":\"" + memory.path("id").asText() + "\"}");
      }
    }
    throw new AssertionError("no memory says " + text);
  }
}
