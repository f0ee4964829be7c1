package dev.openmemory.http.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.http.rest.RestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searching, listing and exporting, over one set of memories that no test changes. */
class Mem0SearchTest {

  @TempDir static Path folder;
  private static RestServer server;

  @BeforeAll
  static void fill() throws Exception {
    server = new RestServer(folder, Mem0Routes::of);
    add(
        "I love hiking in the mountains.",
        "alice",
        1735689600,
        "sport",
        "\"place\":\"Alps\",\"n\":1");
    add("I play the cello on Sundays.", "alice", 1738368000, "music", "\"place\":\"home\",\"n\":2");
    add("I am allergic to peanuts.", "alice", 1740787200, "health", "\"n\":3");
    add("I swim every morning.", "bob", 1743465600, "sport", "\"n\":4");
    server.post(
        "/v3/memories/add/",
        "{\"messages\":\"My parking permit is blue.\",\"infer\":false,\"user_id\":\"bob\","
            + "\"agent_id\":\"helper\",\"run_id\":7}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void add(String text, String user, long when, String category, String metadata)
      throws Exception {
    server.post(
        "/v3/memories/add/",
        ("{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"infer\":false,\"user_id\":\"%s\","
                + "\"timestamp\":%d,\"categories\":[\"%s\"],\"metadata\":{%s}}")
            .formatted(text, user, when, category, metadata));
  }

  private static List<String> listed(String filters) throws Exception {
    return server
        .post("/v3/memories/", "{\"filters\":" + filters + "}")
        .get("results")
        .findValuesAsText("memory");
  }

  @Test
  void theBestAnswerComesFirstWithItsScore() throws Exception {
    JsonNode found =
        server
            .post(
                "/v3/memories/search/",
                "{\"query\":\"What must I not eat?\",\"filters\":{\"user_id\":\"alice\"},"
                    + "\"top_k\":2,\"output_format\":\"v1.1\"}")
            .get("results");

    assertThat(found).hasSize(2);
    assertThat(found.at("/0/memory").textValue()).contains("peanuts");
    assertThat(found.at("/0/score").doubleValue())
        .isGreaterThan(found.at("/1/score").doubleValue());
    assertThat(found.at("/0/score_breakdown/semantic").doubleValue()).isPositive();
    assertThat(found.at("/0/categories/0").textValue()).isEqualTo("health");
  }

  @Test
  void filtersAreInsideTheSearch() throws Exception {
    JsonNode found =
        server.post(
            "/v3/memories/search/",
            "{\"query\":\"peanuts\",\"top_k\":1,"
                + "\"filters\":{\"AND\":[{\"userId\":\"alice\"},{\"categories\":{\"in\":[\"music\"]}}]}}");

    assertThat(found.get("results").findValuesAsText("memory"))
        .containsExactly("I play the cello on Sundays.");
  }

  @Test
  void theFilterGrammarOfThePlatformIsRead() throws Exception {
    assertThat(listed("{\"user_id\":\"*\"}")).hasSize(5);
    assertThat(listed("{\"user_id\":{\"in\":[\"bob\",\"eve\"]}}")).hasSize(2);
    assertThat(listed("{\"OR\":[{\"user_id\":\"bob\"},{\"categories\":{\"contains\":\"music\"}}]}"))
        .hasSize(3);
    assertThat(listed("{\"AND\":[{\"user_id\":\"alice\"},{\"NOT\":[{\"categories\":\"sport\"}]}]}"))
        .hasSize(2);
    assertThat(listed("{\"user_id\":\"alice\",\"metadata\":{\"place\":\"Alps\"}}")).hasSize(1);
    assertThat(listed("{\"user_id\":\"*\",\"metadata\":{\"n\":{\"gte\":3}}}")).hasSize(2);
    assertThat(
            listed(
                "{\"user_id\":\"*\",\"created_at\":{\"gte\":\"2025-02-01\",\"lt\":\"2025-03-01\"}}"))
        .containsExactly("I play the cello on Sundays.");
    assertThat(listed("{\"user_id\":\"*\",\"keywords\":{\"icontains\":\"SWIM\"}}")).hasSize(1);
    assertThat(listed("{\"runId\":7}")).hasSize(1);
    assertThat(listed("{\"agent_id\":\"helper\",\"user_id\":{\"ne\":\"bob\"}}")).isEmpty();
  }

  @Test
  void aFilterThatCannotBeMeantIsRefused() throws Exception {
    for (String body :
        new String[] {
          "{}",
          "{\"filters\":{}}",
          "{\"filters\":[]}",
          "{\"filters\":{\"user_id\":{\"like\":\"a\"}}}",
          "{\"filters\":{\"AND\":{}}}",
          "{\"filters\":{\"feedback\":\"POSITIVE\"}}",
          "{\"user_id\":\"alice\"}"
        }) {
      assertThat(server.json(400, "POST", "/v3/memories/", body).get("detail").textValue())
          .as(body)
          .isNotBlank();
    }
    server.json(400, "POST", "/v3/memories/search/", "{\"filters\":{\"user_id\":\"a\"}}");
    server.json(
        400,
        "POST",
        "/v3/memories/search/",
        "{\"query\":\"x\",\"filters\":{\"user_id\":\"a\"},\"top_k\":1001}");
  }

  @Test
  void aListingHasPagesWithTheirNeighbours() throws Exception {
    String body = "{\"filters\":{\"user_id\":\"*\"},\"fields\":[\"memory\"]}";

    JsonNode second = server.post("/v3/memories/?page=2&page_size=2", body);
    assertThat(second.get("count").intValue()).isEqualTo(5);
    assertThat(second.get("results")).hasSize(2);
    assertThat(second.get("next").textValue()).endsWith("/v3/memories/?page=3&page_size=2");
    assertThat(second.get("previous").textValue()).endsWith("?page=1&page_size=2");
    assertThat(second.at("/results/0").size()).isEqualTo(2);
    JsonNode third = server.post("/v3/memories/?page=3&page_size=2", body);
    assertThat(third.get("results")).hasSize(1);
    assertThat(third.get("next").isNull()).isTrue();
    assertThat(server.post("/v3/memories/?page=9&page_size=2", body).get("results")).isEmpty();
    server.json(400, "POST", "/v3/memories/?page_size=201", body);
  }

  @Test
  void theGenerationsBeforeAreAnsweredInTheirShapes() throws Exception {
    assertThat(server.get("/v1/memories/?user_id=alice&categories=music,health")).hasSize(2);
    assertThat(server.get("/v1/memories/?user_id=alice&page=1&page_size=2").get("count").intValue())
        .isEqualTo(3);
    assertThat(server.get("/v1/memories/?user_id=alice&start_date=2025-02-15")).hasSize(1);
    assertThat(server.post("/v2/memories/", "{\"filters\":{\"user_id\":\"bob\"}}")).hasSize(2);
    assertThat(
            server
                .post("/v1/memories/search/", "{\"query\":\"sea\",\"user_id\":\"bob\"}")
                .isArray())
        .isTrue();
    assertThat(
            server.post(
                "/v2/memories/search/",
                "{\"query\":\"sea\",\"filters\":{\"user_id\":\"bob\"},\"output_format\":\"v1.1\"}"))
        .hasSize(1);
    server.json(400, "GET", "/v1/memories/", null);
    server.json(400, "POST", "/v1/memories/search/", "{\"query\":\"sea\"}");
  }

  @Test
  void anExportIsCreatedAndFetched() throws Exception {
    JsonNode created =
        server.json(
            201,
            "POST",
            "/v1/exports/",
            "{\"schema\":{\"type\":\"object\"},\"filters\":{\"user_id\":\"alice\"}}");
    JsonNode export =
        server.post(
            "/v1/exports/get/", "{\"memory_export_id\":\"" + created.get("id").textValue() + "\"}");

    assertThat(export.get("memories")).hasSize(3);
    assertThat(server.post("/v1/exports/get/", "{\"filters\":{\"user_id\":\"bob\"}}").get("count"))
        .hasToString("2");
    server.json(
        404, "POST", "/v1/exports/get/", "{\"memory_export_id\":\"" + UUID.randomUUID() + "\"}");
    assertThat(
            server
                .post("/v1/summary/", "{\"filters\":{\"user_id\":\"bob\"}}")
                .get("summary")
                .textValue())
        .contains("- I swim every morning.");
  }
}
