package dev.openmemory.http.openmemory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.RecallRequest;
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

class OpenMemoryRoutesTest {

  private static final String MEMORIES = "/api/v1/memories/";

  @TempDir Path folder;
  private RestServer server;

  @BeforeEach
  void start() {
    server = new RestServer(folder, OpenMemoryRoutes::of);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String add(String text, String user, String app, String categories) throws Exception {
    return server
        .post(
            MEMORIES,
            ("{\"text\":\"%s\",\"user_id\":\"%s\",\"app\":\"%s\",\"infer\":false,"
                    + "\"metadata\":{\"k\":1,\"categories\":[%s]}}")
                .formatted(text, user, app, categories))
        .get("id")
        .textValue();
  }

  private State state(String id) {
    return server.engine.records().find(MemoryId.parse(id), Scope.ANY).state();
  }

  @Test
  void aMemoryIsMadeReadAndListed() throws Exception {
    String id = add("I like tea.", "alice", "cursor", "\"food\"");

    JsonNode memory = server.get(MEMORIES + id);
    assertThat(memory.get("text").textValue()).isEqualTo("I like tea.");
    assertThat(memory.get("app_name").textValue()).isEqualTo("cursor");
    assertThat(memory.at("/categories/0").textValue()).isEqualTo("food");
    assertThat(memory.get("metadata_").toString()).isEqualTo("{\"k\":1}");
    JsonNode page = server.get(MEMORIES + "?user_id=alice&size=5");
    assertThat(page.at("/items/0/content").textValue()).isEqualTo("I like tea.");
    assertThat(page.get("pages").intValue()).isEqualTo(1);
    assertThat(server.get(MEMORIES + "?user_id=bob").get("total").intValue()).isZero();
    server.json(422, "GET", MEMORIES, null);
    server.json(404, "GET", MEMORIES + UUID.randomUUID(), null);
    server.json(422, "GET", MEMORIES + "nope", null);
  }

  @Test
  void anEditIsEmbeddedAnewAndBelongsToItsUser() throws Exception {
    String id = add("I like tea.", "alice", "cursor", "");
    String body = "{\"memory_content\":\"My bicycle is green.\",\"user_id\":\"%s\"}";

    server.json(404, "PUT", MEMORIES + id, body.formatted("bob"));
    server.json(200, "PUT", MEMORIES + id, body.formatted("alice"));
    assertThat(
            server
                .engine
                .recall(
                    new RecallRequest("bike", Scope.user("alice"), 1, null, false, Caller.UNKNOWN))
                .hits()
                .get(0)
                .memory()
                .text())
        .isEqualTo("My bicycle is green.");
  }

  @Test
  void listsAreFilteredSortedAndPaged() throws Exception {
    String tea = add("Tea is fine.", "alice", "cursor", "\"food\",\"home\"");
    String bread = add("Bread is fresh.", "alice", "claude", "\"food\"");
    String paper = add("Paper is white.", "alice", "claude", "");
    server.post(MEMORIES + "actions/archive?user_id=alice", "[\"" + paper + "\"]");

    JsonNode sorted =
        server.get(MEMORIES + "?user_id=alice&sort_column=memory&sort_direction=asc&size=1&page=2");
    assertThat(sorted.at("/items/0/id").textValue()).isEqualTo(tea);
    assertThat(sorted.get("total").intValue()).isEqualTo(2);
    String claude = server.get("/api/v1/apps/?name=claude").at("/apps/0/id").textValue();
    assertThat(server.get(MEMORIES + "?user_id=alice&app_id=" + claude).findValuesAsText("id"))
        .containsExactly(bread);
    assertThat(server.get(MEMORIES + "?user_id=alice&search_query=TEA").findValuesAsText("id"))
        .containsExactly(tea);
    assertThat(server.get(MEMORIES + "?user_id=alice&to_date=1000").get("items")).isEmpty();
    JsonNode categories = server.get(MEMORIES + "categories?user_id=alice");
    assertThat(categories.get("categories").findValuesAsText("name"))
        .containsExactly("food", "home");
    String body =
        "{\"user_id\":\"alice\",\"category_ids\":[\"%s\"],\"app_ids\":[\"cursor\",\"%s\"]}"
            .formatted(categories.at("/categories/0/id").textValue(), claude);
    assertThat(server.post(MEMORIES + "filter", body).get("total").intValue()).isEqualTo(2);
    assertThat(
            server
                .post(MEMORIES + "filter", "{\"user_id\":\"alice\",\"show_archived\":true}")
                .get("total")
                .intValue())
        .isEqualTo(3);
    assertThat(server.get(MEMORIES + tea + "/related?user_id=alice").findValuesAsText("id"))
        .containsExactly(bread);
    server.json(404, "POST", MEMORIES + "filter", "{\"user_id\":\"alice\",\"app_ids\":[\"x\"]}");
    server.json(422, "GET", MEMORIES + "?user_id=alice&sort_column=app_name", null);
  }

  @Test
  void statesChangeForOneUserOnly() throws Exception {
    String mine = add("Mine.", "alice", "cursor", "\"work\"");
    String other = add("Other.", "alice", "claude", "");
    String theirs = add("Theirs.", "bob", "cursor", "\"work\"");
    String pause = MEMORIES + "actions/pause";

    server.post(pause, "{\"user_id\":\"alice\",\"category_ids\":[\"work\"]}");
    assertThat(state(mine)).isEqualTo(State.PAUSED);
    server.post(pause, "{\"user_id\":\"alice\",\"global_pause\":true}");
    assertThat(state(other)).isEqualTo(State.PAUSED);
    assertThat(state(theirs)).isEqualTo(State.ACTIVE);
    server.post(
        pause,
        "{\"user_id\":\"alice\",\"memory_ids\":[\"%s\"],\"state\":\"active\"}".formatted(mine));
    assertThat(state(mine)).isEqualTo(State.ACTIVE);
    server.json(
        404, "POST", pause, "{\"user_id\":\"alice\",\"memory_ids\":[\"%s\"]}".formatted(theirs));
    server.json(422, "POST", pause, "{\"user_id\":\"alice\"}");
    server.json(
        404,
        "DELETE",
        MEMORIES,
        "{\"user_id\":\"alice\",\"memory_ids\":[\"%s\",\"%s\"]}".formatted(mine, theirs));
    assertThat(state(mine)).isEqualTo(State.ACTIVE);
    JsonNode deleted =
        server.json(
            200,
            "DELETE",
            MEMORIES,
            "{\"user_id\":\"alice\",\"memory_ids\":[\"%s\"]}".formatted(mine));
    assertThat(deleted.get("message").textValue()).isEqualTo("Successfully deleted 1 memories");
    assertThat(state(mine)).isEqualTo(State.DELETED);
  }

  @Test
  void anAppThatIsPausedIsKeptOut() throws Exception {
    add("One.", "alice", "cursor", "");
    String id = server.get("/api/v1/apps/").at("/apps/0/id").textValue();

    assertThat(server.json(200, "PUT", "/api/v1/apps/" + id + "?is_active=false", null).size())
        .isEqualTo(2);
    JsonNode refused =
        server.json(
            403, "POST", MEMORIES, "{\"text\":\"Two.\",\"user_id\":\"alice\",\"app\":\"cursor\"}");
    assertThat(refused.get("detail").textValue()).contains("App cursor is currently paused");
    assertThat(server.get("/api/v1/apps/" + id).get("is_active").booleanValue()).isFalse();
    assertThat(server.get("/api/v1/apps/?is_active=true").get("total").intValue()).isZero();
    server.json(200, "PUT", "/api/v1/apps/" + id + "?is_active=true", null);
    add("Two.", "alice", "cursor", "");
    assertThat(server.get("/api/v1/apps/cursor/memories").get("total").intValue()).isEqualTo(2);
    JsonNode stats = server.get("/api/v1/stats/?user_id=alice");
    assertThat(stats.get("total_memories").intValue()).isEqualTo(2);
    assertThat(stats.at("/apps/0/total_memories_created").intValue()).isEqualTo(2);
    server.json(404, "GET", "/api/v1/apps/nobody", null);
    server.json(422, "PUT", "/api/v1/apps/cursor?is_active=maybe", null);
  }

  @Test
  void settingsAreShownAndNeverSeemToBeSaved() throws Exception {
    assertThat(server.get("/api/v1/config/").at("/mem0/embedder/config/model").textValue())
        .isEqualTo("bge-small-en-v1.5-q");
    assertThat(server.get("/api/v1/config/mem0/vector_store").get("provider").textValue())
        .isEqualTo("sqlite");
    assertThat(server.json(501, "PUT", "/api/v1/config/", "{}").get("detail").textValue())
        .contains("openmemory config set");
    server.json(501, "POST", "/api/v1/config/reset", null);
  }
}
