package dev.openmemory.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.json.Json;
import dev.openmemory.model.Scope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebApiTest extends WebFixture {

  @Test
  void aMemoryIsMadeListedShownChangedAndErased() throws Exception {
    String id = add("Ann keeps bees on the roof", "ann");
    add("Ben repairs old radios", "ben");

    assertThat(call("GET", "/memories", null).path("total").asInt()).isEqualTo(2);
    assertThat(call("GET", "/memories?user_id=ann", null).at("/memories/0/id").asText())
        .isEqualTo(id);
    JsonNode page = call("GET", "/memories?limit=1", null);
    assertThat(
            call("GET", "/memories?limit=1&cursor=" + page.path("next_cursor").asText(), null)
                .path("memories"))
        .hasSize(1)
        .isNotEqualTo(page.path("memories"));

    call("PATCH", "/memories/" + id, "{\"text\": \"Ann keeps four hives\"}");
    JsonNode shown = call("GET", "/memories/" + id, null);
    assertThat(shown.path("text").asText()).isEqualTo("Ann keeps four hives");
    assertThat(shown.at("/source/text").asText()).isEqualTo("Ann keeps bees on the roof");
    assertThat(shown.path("history").findValuesAsText("event")).containsExactly("add", "update");

    call("DELETE", "/memories/" + id, null);
    assertThat(send("GET", "/ui/api/memories/" + id, null).statusCode()).isEqualTo(404);
  }

  @Test
  void listsAndSearchesAreNarrowedByTimeAndCategoryAndListsOrdered() throws Exception {
    String one =
        "{\"text\": \"Ann keeps bees\", \"infer\": false, \"observed_at\": \"2026-01-05\","
            + " \"metadata\": {\"categories\": [\"animals\"]}}";
    String two =
        "{\"text\": \"Ann keeps goats\", \"infer\": false, \"observed_at\": \"2026-02-05\"}";
    call("POST", "/memories", one);
    call("POST", "/memories", two);

    assertThat(texts("/memories?sort=observed_at"))
        .containsExactly("Ann keeps bees", "Ann keeps goats");
    assertThat(texts("/memories?from=2026-01-05&to=2026-01-05")).containsExactly("Ann keeps bees");
    assertThat(texts("/memories?from=2026-01-05T00:00:01Z")).containsExactly("Ann keeps goats");
    assertThat(texts("/memories?category=animals")).containsExactly("Ann keeps bees");
    assertThat(
            call(
                    "POST",
                    "/search",
                    "{\"query\": \"what does Ann keep\", \"category\": \"animals\"}")
                .path("memories"))
        .hasSize(1);
  }

  private List<String> texts(String path) throws Exception {
    return call("GET", path, null).path("memories").findValuesAsText("text");
  }

  @Test
  void manyStatesAreChangedAtOnceAndTheAnswerUndoesIt() throws Exception {
    String one = add("Ann keeps bees", "ann");
    String two = add("Ben repairs radios", "ben");
    call("POST", "/memories/states", states(Map.of(two, "archived")));

    JsonNode undo =
        call("POST", "/memories/states", states(Map.of(one, "paused", two, "archived")));

    assertThat(undo.path("changes")).hasSize(1);
    assertThat(call("GET", "/memories?state=paused", null).path("total").asInt()).isEqualTo(1);
    assertThat(call("GET", "/memories?state=all", null).path("total").asInt()).isEqualTo(2);
    call("POST", "/memories/states", Json.write(undo));
    assertThat(call("GET", "/memories", null).at("/memories/0/id").asText()).isEqualTo(one);
  }

  @Test
  void whatReplacedAMemoryIsSeenFromBothSidesAndTakenBack() throws Exception {
    call("POST", "/memories", "{\"text\": \"I live in Berlin\", \"observed_at\": \"2026-01-01\"}");
    call("POST", "/memories", "{\"text\": \"I moved from Berlin to Lisbon\"}");
    JsonNode list = call("GET", "/memories", null).path("memories");
    String later = list.get(0).path("id").asText();
    String earlier = list.get(1).path("id").asText();

    assertThat(call("GET", "/memories/" + earlier, null).at("/replaced_by/id").asText())
        .isEqualTo(later);
    assertThat(call("GET", "/memories/" + later, null).at("/replaces/0/id").asText())
        .isEqualTo(earlier);

    call("POST", "/memories/" + earlier + "/restore", "{}");
    assertThat(call("GET", "/memories/" + earlier, null).has("valid_to")).isFalse();
  }

  @Test
  void aSearchTakesWeightsAndSaysWhyAndLeavesNoTrace() throws Exception {
    String bees = add("Ann keeps bees on the roof", "ann");
    String ask =
        "{\"query\": \"who keeps bees\", \"explain\": true, \"weights\": {\"keyword\": 0}}";

    JsonNode hit = call("POST", "/search", ask).at("/memories/0");

    assertThat(hit.path("id").asText()).isEqualTo(bees);
    assertThat(hit.path("signals").findValuesAsText("name"))
        .contains("semantic")
        .doesNotContain("keyword");
    assertThat(call("GET", "/signals", null).path("signals")).isNotEmpty();
    assertThat(call("GET", "/memories/" + bees, null).path("accesses")).isEmpty();
  }

  @Test
  void relatedMemoriesAreOfTheSameUserAndNotItself() throws Exception {
    String bees = add("Ann keeps bees on the roof", "ann");
    String hives = add("Ann has four bee hives", "ann");
    add("Ben keeps bees too", "ben");

    assertThat(
            call("GET", "/memories/" + bees + "/related", null)
                .path("memories")
                .findValuesAsText("id"))
        .containsExactly(hives);
  }

  @Test
  void theGraphIsCutToSizeAndOpenedNodeByNode() throws Exception {
    call("POST", "/memories", "{\"text\": \"Carla works at Initech\"}");
    call("POST", "/memories", "{\"text\": \"Alice works at Initech\"}");

    JsonNode graph = call("GET", "/graph?limit=1", null);
    assertThat(graph.path("total_nodes").asInt()).isEqualTo(3);
    JsonNode initech = graph.at("/nodes/0");
    assertThat(initech.path("name").asText()).isEqualTo("Initech");
    assertThat(graph.path("predicates").findValuesAsText("name")).contains("works_at");

    String id = initech.path("id").asText();
    JsonNode near = call("GET", "/graph/" + id + "?limit=1", null);
    assertThat(near.path("nodes")).hasSize(2);
    assertThat(near.path("total_nodes").asInt()).isEqualTo(2);
    assertThat(call("GET", "/graph/" + id + "?limit=1&skip=1", null).path("nodes")).hasSize(2);
    assertThat(call("GET", "/graph/" + id + "/memories", null).path("memories")).hasSize(2);
    assertThat(call("GET", "/graph?predicate=likes", null).path("nodes")).isEmpty();
  }

  @Test
  void theTimelineCountsWhatWasSaidWhenAndWhatWasReplaced() throws Exception {
    call("POST", "/memories", "{\"text\": \"I live in Berlin\", \"observed_at\": \"2026-01-01\"}");
    call("POST", "/memories", "{\"text\": \"I moved to Lisbon\", \"observed_at\": \"2026-06-01\"}");

    JsonNode spans = call("GET", "/timeline?pieces=10", null).path("spans");

    assertThat(spans).hasSize(2);
    assertThat(spans.get(0).path("superseded").asInt()).isEqualTo(1);
    assertThat(spans.get(1).path("memories").asInt()).isEqualTo(1);
  }

  @Test
  void anApplicationIsShownPausedAndResumed() throws Exception {
    add("Ann keeps bees", "ann");

    assertThat(call("GET", "/app?name=web", null).path("written")).hasSize(1);
    call("POST", "/apps/pause", "{\"name\": \"cursor\"}");
    JsonNode apps = call("GET", "/apps", null).path("apps");
    assertThat(apps.findValuesAsText("name")).containsExactly("cursor", "web");
    assertThat(apps.get(0).has("paused_since")).isTrue();
    call("POST", "/apps/resume", "{\"name\": \"cursor\"}");
    assertThat(engine.apps().paused()).isEmpty();
  }

  @Test
  void statusEventsAndSettingsAreShownAndSettingsSaved() throws Exception {
    add("Ann keeps bees", "ann");

    assertThat(call("GET", "/status", null).at("/memories/active").asInt()).isEqualTo(1);
    assertThat(call("GET", "/events", null).path("open_jobs").asInt()).isZero();
    assertThat(call("GET", "/values/user_id", null).path("values").get(0).asText())
        .isEqualTo("ann");
    call("PUT", "/settings/port", "{\"value\": \"9000\"}");
    assertThat(settings.values).containsEntry("port", "9000");
    assertThat(send("PUT", "/ui/api/settings/x", "{\"value\": \"1\"}", SamePage.MARK, "1"))
        .returns(400, HttpResponse::statusCode);
  }

  @Test
  void addsAndSearchesAreCountedByDayKindAndClient() throws Exception {
    Caller cursor = new Caller("cursor");
    engine.remember(RememberRequest.text("Ann keeps bees", Scope.user("ann"), cursor));
    engine.recall(new RecallRequest("bees", Scope.user("ann"), 5, null, false, cursor));
    engine.recall(new RecallRequest("honey", Scope.user("ann"), 5, null, false, cursor));

    JsonNode rows = call("GET", "/activity?days=1", null).path("activity");
    for (int i = 0; i < 300 && rows.size() < 2; i++) { // written down once things are quiet
      TimeUnit.MILLISECONDS.sleep(50);
      rows = call("GET", "/activity?days=1", null).path("activity");
    }

    assertThat(rows.findValuesAsText("kind")).containsExactlyInAnyOrder("add", "search");
    JsonNode search = rows.get(rows.findValuesAsText("kind").indexOf("search"));
    assertThat(search.path("client").asText()).isEqualTo("cursor");
    assertThat(search.path("calls").asInt()).isEqualTo(2);
    assertThat(search.path("micros").asLong())
        .isGreaterThanOrEqualTo(search.path("slowest").asLong())
        .isPositive();
    assertThat(LocalDate.parse(search.path("day").asText()))
        .isBetween(LocalDate.now(ZoneOffset.UTC).minusDays(1), LocalDate.now(ZoneOffset.UTC));
    call("POST", "/search", "{\"query\": \"bees\"}");
    assertThat(call("GET", "/activity", null).path("activity"))
        .as("what the page itself asks is not counted")
        .isEqualTo(rows);
    assertThat(send("GET", "/ui/api/activity?days=400", null).statusCode()).isEqualTo(400);
  }

  @Test
  void anOpenPageHearsOfAChange() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/ui/api/changes")).build();
    HttpResponse<Stream<String>> stream = client.send(request, HttpResponse.BodyHandlers.ofLines());
    CompletableFuture<String> heard = new CompletableFuture<>();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              try (Stream<String> lines = stream.body()) {
                lines
                    .filter(line -> line.contains("Ann keeps bees"))
                    .findFirst()
                    .ifPresent(heard::complete);
              }
            });

    add("Ann keeps bees", "ann");

    JsonNode change = Json.read(heard.get(30, TimeUnit.SECONDS).substring("data: ".length()));
    assertThat(change.at("/events/0/event").asText()).isEqualTo("add");
    assertThat(change.path("memories").asBoolean()).isTrue();
    reading.get(30, TimeUnit.SECONDS);
  }

  @Test
  void everyRouteIsDocumented() throws Exception {
    String documented = Files.readString(Path.of("docs", "web.md"));

    assertThat(page.routes().names()).allSatisfy(name -> assertThat(documented).contains(name));
  }

  private static String states(Map<String, String> states) {
    var changes =
        states.entrySet().stream()
            .map(entry -> Map.of("id", entry.getKey(), "state", entry.getValue()))
            .toList();
    return Json.write(Map.of("changes", changes));
  }
}
