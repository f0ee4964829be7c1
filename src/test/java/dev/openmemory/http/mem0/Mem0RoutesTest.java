package dev.openmemory.http.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.http.rest.RestServer;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mem0RoutesTest {

  @TempDir Path folder;
  private RestServer server;

  @BeforeEach
  void start() {
    server = new RestServer(folder, Mem0Routes::of);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String add(String text, String more) throws Exception {
    JsonNode answer =
        server.post(
            "/v3/memories/add/",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"infer\":false,%s}"
                .formatted(text, more));
    return answer.at("/results/0/id").textValue();
  }

  @Test
  void pingNamesTheOnlyProject() throws Exception {
    JsonNode pong = server.get("/v1/ping/");

    assertThat(pong.get("status").textValue()).isEqualTo("ok");
    assertThat(pong.get("org_id").textValue()).isEqualTo("local");
    assertThat(pong.get("project_id").textValue()).isEqualTo("local");
  }

  @Test
  void anAddIsDoneWhenItIsAnsweredAndCanBeLookedUpAsAnEvent() throws Exception {
    JsonNode added =
        server.post(
            "/v3/memories/add/",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"I live in Lisbon.\"},"
                + "{\"role\":\"assistant\",\"content\":\"Noted.\"}],"
                + "\"user_id\":\"alice\",\"run_id\":7,\"metadata\":{\"k\":[1,2]},\"unknown\":{}}");

    assertThat(added.get("status").textValue()).isEqualTo("SUCCEEDED");
    assertThat(added.at("/results/0/event").textValue()).isEqualTo("ADD");
    assertThat(added.at("/results/0/memory").textValue()).contains("Lisbon");
    JsonNode event = server.get("/v1/event/" + added.get("event_id").textValue() + "/");
    assertThat(event.get("status").textValue()).isEqualTo("SUCCEEDED");
    assertThat(event.at("/payload/user_id").textValue()).isEqualTo("alice");
    assertThat(event.get("results").findValuesAsText("id"))
        .contains(added.at("/results/0/id").textValue());
    assertThat(server.get("/v1/events/?page_size=1").get("count").intValue()).isEqualTo(1);
    JsonNode memory = server.get("/v1/memories/" + added.at("/results/0/id").textValue() + "/");
    assertThat(memory.get("session_id").textValue()).isEqualTo("7");
    assertThat(memory.at("/metadata/k/1").intValue()).isEqualTo(2);
    assertThat(memory.get("lifecycle_state").textValue()).isEqualTo("active");
  }

  @Test
  void anAsynchronousAddIsAnsweredBeforeItsFactsAreMade() throws Exception {
    JsonNode added =
        server.post(
            "/v3/memories/add/",
            "{\"messages\":\"I work at Acme.\",\"user_id\":\"alice\",\"async_mode\":true}");

    assertThat(added.get("status").textValue()).isEqualTo("PENDING");
    assertThat(added.has("results")).isFalse();
    server.engine.jobs().drain();
    JsonNode event = server.get("/v1/event/" + added.get("event_id").textValue() + "/");
    assertThat(event.get("status").textValue()).isEqualTo("SUCCEEDED");
    assertThat(event.at("/results/0/memory").textValue()).contains("Acme");
  }

  @Test
  void theGenerationBeforeIsAnsweredWithAList() throws Exception {
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"I play chess.\"}],%s}";

    JsonNode list = server.post("/v1/memories/", body.formatted("\"user_id\":\"bob\""));
    assertThat(list.isArray()).isTrue();
    assertThat(list.at("/0/data/memory").textValue()).contains("chess");
    JsonNode again =
        server.post(
            "/v1/memories/", body.formatted("\"user_id\":\"bob\",\"output_format\":\"v1.1\""));
    assertThat(again.at("/results/0/event").textValue()).isEqualTo("NOOP");
    assertThat(again.at("/results/0/id")).isEqualTo(list.at("/0/id"));
  }

  @Test
  void whatAnAddSaysOfItsMemoryIsKept() throws Exception {
    String id =
        add(
            "The fair opens.",
            "\"user_id\":\"alice\",\"timestamp\":1735689600,\"expiration_date\":\"2099-01-02\","
                + "\"categories\":[\"events\"],\"metadata\":{\"city\":\"Porto\"}");

    JsonNode memory = server.get("/v1/memories/" + id + "/");
    assertThat(memory.get("created_at").textValue()).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(memory.get("expiration_date").textValue()).isEqualTo("2099-01-02");
    assertThat(memory.at("/categories/0").textValue()).isEqualTo("events");
    assertThat(memory.get("metadata").size()).isEqualTo(1);
  }

  @Test
  void anUpdateChangesWhatItNamesAndIsFoundAgain() throws Exception {
    String id = add("I like tea.", "\"user_id\":\"alice\",\"categories\":[\"food\"]");

    JsonNode updated =
        server.json(
            200,
            "PUT",
            "/v1/memories/" + id + "/",
            "{\"text\":\"I like oolong tea.\",\"metadata\":{\"a\":1},\"expiration_date\":\"2099-05-01\"}");
    assertThat(updated.get("memory").textValue()).isEqualTo("I like oolong tea.");
    assertThat(updated.at("/categories/0").textValue()).isEqualTo("food");
    JsonNode cleared =
        server.json(200, "PUT", "/v1/memories/" + id + "/", "{\"expiration_date\":null}");
    assertThat(cleared.get("expiration_date").isNull()).isTrue();
    assertThat(cleared.at("/metadata/a").intValue()).isEqualTo(1);
    JsonNode history = server.get("/v1/memories/" + id + "/history/");
    assertThat(history.findValuesAsText("event")).startsWith("ADD", "UPDATE");
    assertThat(history.at("/0/input/0/content").textValue()).isEqualTo("I like tea.");
    assertThat(history.at("/1/old_memory").textValue()).isEqualTo("I like tea.");
    server.json(400, "PUT", "/v1/memories/" + id + "/", "{}");
    server.json(400, "PUT", "/v1/memories/" + id + "/", "{\"timestamp\":1}");
  }

  @Test
  void anImmutableMemoryIsNotUpdated() throws Exception {
    String id = add("I was born in 1990.", "\"user_id\":\"alice\",\"immutable\":true");

    assertThat(server.get("/v1/memories/" + id + "/").get("immutable").booleanValue()).isTrue();
    JsonNode refused = server.json(400, "PUT", "/v1/memories/" + id + "/", "{\"text\":\"no\"}");
    assertThat(refused.get("error").textValue()).contains("immutable");
  }

  @Test
  void whatIsNotThereIsToldInMem0sWords() throws Exception {
    String unknown = "/v1/memories/" + UUID.randomUUID() + "/";

    for (String method : new String[] {"GET", "DELETE"}) {
      assertThat(server.json(404, method, unknown, null).get("error").textValue())
          .isEqualTo("Memory not found!");
      assertThat(server.json(400, method, "/v1/memories/nope/", null).get("error").textValue())
          .isEqualTo("memory_id should be a valid UUID");
    }
    server.json(404, "GET", unknown + "history/", null);
    server.json(404, "GET", "/v1/event/" + UUID.randomUUID() + "/", null);
    server.json(400, "GET", "/v1/event/nope/", null);
    server.json(404, "DELETE", "/v2/entities/user/nobody/", null);
    server.json(400, "DELETE", "/v2/entities/planet/mars/", null);
  }

  @Test
  void deletingTakesTheMemoryAwayAndWithDeleteLinkedWhatItReplaced() throws Exception {
    String first = add("I live in Berlin.", "\"user_id\":\"alice\"");
    assertThat(
            server
                .json(200, "DELETE", "/v1/memories/" + first + "/?delete_linked=true", null)
                .get("cascade_count")
                .intValue())
        .isZero();
    assertThat(server.engine.records().find(MemoryId.parse(first), Scope.ANY).state())
        .isEqualTo(State.DELETED);
    server.json(404, "GET", "/v1/memories/" + first + "/", null);
    assertThat(server.get("/v1/memories/" + first + "/history/").findValuesAsText("event"))
        .containsExactly("ADD", "DELETE");

    server.post("/v1/memories/", "{\"messages\":\"I live in Berlin.\",\"user_id\":\"bea\"}");
    JsonNode moved =
        server.post("/v1/memories/", "{\"messages\":\"I moved to Lisbon.\",\"user_id\":\"bea\"}");
    JsonNode deleted =
        server.json(
            200,
            "DELETE",
            "/v1/memories/" + moved.at("/0/id").textValue() + "/?delete_linked=true",
            null);
    assertThat(deleted.get("cascade_count").intValue()).isEqualTo(1);
  }

  @Test
  void allOfAnOwnerAreDeletedAndOfNobodyElse() throws Exception {
    add("One.", "\"user_id\":\"alice\",\"agent_id\":\"a\"");
    add("Two.", "\"user_id\":\"bob\"");
    add("Three.", "\"user_id\":\"bob\",\"agent_id\":\"b\"");

    server.json(400, "DELETE", "/v1/memories/", null);
    server.json(400, "DELETE", "/v1/memories/?user_id=bob&metadata=x", null);
    assertThat(
            server.json(200, "DELETE", "/v1/memories/?user_id=bob&org_id=x", null).get("deleted"))
        .hasToString("2");
    assertThat(server.json(200, "DELETE", "/v1/memories/?agent_id=*", null).get("deleted"))
        .hasToString("1");
  }

  @Test
  void aBatchIsDoneAsAWholeOrNotAtAll() throws Exception {
    String one = add("One apple.", "\"user_id\":\"alice\"");
    String two = add("Two pears.", "\"user_id\":\"alice\"");
    String change = "{\"memory_id\":\"%s\",\"text\":\"%s\"}";

    server.json(
        404,
        "PUT",
        "/v1/batch/",
        "{\"memories\":[%s,%s]}"
            .formatted(change.formatted(one, "no"), change.formatted(UUID.randomUUID(), "no")));
    assertThat(server.get("/v1/memories/" + one + "/").get("memory").textValue())
        .isEqualTo("One apple.");
    JsonNode updated =
        server.json(
            200,
            "PUT",
            "/v1/batch/",
            "{\"memories\":[%s,%s]}"
                .formatted(change.formatted(one, "Red."), change.formatted(two, "Green.")));
    assertThat(updated.get("message").textValue()).isEqualTo("Successfully updated 2 memories");
    JsonNode deleted =
        server.json(
            200,
            "DELETE",
            "/v1/batch/",
            "{\"memories\":[{\"memory_id\":\"%s\"},{\"memory_id\":\"%s\"}]}".formatted(one, two));
    assertThat(deleted.get("message").textValue()).isEqualTo("Successfully deleted 2 memories");
    server.json(400, "DELETE", "/v1/batch/", "{\"memories\":[]}");
    server.json(400, "DELETE", "/v1/batch/", "{}");
  }

  @Test
  void entitiesAreCountedAndDeletedWithTheirMemories() throws Exception {
    add("One.", "\"user_id\":\"alice\",\"app_id\":\"notes\"");
    add("Two.", "\"user_id\":\"alice\",\"app_id\":\"notes\"");
    add("Three.", "\"user_id\":\"bob\",\"agent_id\":\"b\",\"app_id\":\"notes\"");

    JsonNode all = server.get("/v1/entities/");
    assertThat(all.get("count").intValue()).isEqualTo(4);
    assertThat(all.get("results").findValuesAsText("name"))
        .containsExactly("alice", "bob", "b", "notes");
    assertThat(all.at("/results/0/total_memories").intValue()).isEqualTo(2);
    JsonNode second = server.get("/v1/entities/?page=2&page_size=3");
    assertThat(second.get("results").findValuesAsText("type")).containsExactly("app");
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(second.get("previous").textValue()).endsWith("?page=1&page_size=3");
    server.json(200, "DELETE", "/v2/entities/user/alice/", null);
    assertThat(server.get("/v1/entities/").get("count").intValue()).isEqualTo(3);
    server.json(400, "GET", "/v1/entities/?page=0", null);
  }

  @Test
  void feedbackIsKeptWithItsMemory() throws Exception {
    String id = add("One.", "\"user_id\":\"alice\"");
    String body = "{\"memory_id\":\"%s\",\"feedback\":\"%s\",\"feedback_reason\":\"so\"}";

    assertThat(
            server
                .post("/v1/feedback/", body.formatted(id, "NEGATIVE"))
                .get("feedback")
                .textValue())
        .isEqualTo("NEGATIVE");
    assertThat(server.engine.records().feedback(MemoryId.parse(id), Scope.ANY))
        .singleElement()
        .satisfies(kept -> assertThat(kept.reason()).isEqualTo("so"));
    server.json(400, "POST", "/v1/feedback/", body.formatted(id, "GREAT"));
  }

  @Test
  void whatIsNotOfferedSaysSo() throws Exception {
    String project = "/api/v1/orgs/organizations/local/projects/local/";
    assertThat(server.get(project + "?fields=decay").toString()).isEqualTo("{\"decay\":false}");
    assertThat(server.json(501, "PATCH", project, "{}").get("detail").textValue())
        .contains("not offered");
    server.json(501, "POST", "/api/v1/webhooks/projects/local/", "{}");
    server.json(501, "GET", "/api/v1/orgs/organizations/", null);
    server.json(501, "POST", "/v2/profiles/jobs/", "{}");
    assertThat(server.get("/v2/entities/user/alice/profile/").get("status").textValue())
        .isEqualTo("not_enabled");
  }

  @Test
  void aPausedApplicationNeitherReadsNorWrites() throws Exception {
    String id = add("One.", "\"user_id\":\"alice\"");
    server.engine.apps().pause("mem0");

    assertThat(server.json(403, "GET", "/v1/memories/" + id + "/", null).get("detail").textValue())
        .contains("paused");
    String add = "{\"messages\":\"Two.\",\"user_id\":\"alice\",\"app_id\":\"%s\"}";
    server.post("/v3/memories/add/", add.formatted("other"));
    server.engine.apps().pause("other");
    server.json(403, "POST", "/v3/memories/add/", add.formatted("other"));
  }

  @Test
  void aBodyThatCannotBeMeantIsExplained() throws Exception {
    for (String body :
        new String[] {
          "{}",
          "{\"messages\":[]}",
          "{\"messages\":[{\"role\":\"user\"}]}",
          "{\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]}",
          "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}",
          "{\"messages\":\"x\",\"metadata\":7}",
          "{\"messages\":\"x\",\"timestamp\":\"soon\"}",
          "{\"messages\":\"x\",\"expiration_date\":\"2001-01-01\"}",
          "{\"messages\":\"x\",\"infer\":\"yes\"}",
          "[]"
        }) {
      JsonNode refused = server.json(400, "POST", "/v3/memories/add/", body);
      assertThat(refused.get("detail").textValue()).as(body).isNotBlank();
    }
  }
}
