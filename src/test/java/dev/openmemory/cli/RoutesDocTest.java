package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.docs.GeneratedSection;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.http.OpenApi;
import dev.openmemory.http.Routes;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the OpenAPI description and docs/http.md to the routes of the server. */
class RoutesDocTest {

  @TempDir Path folder;

  private static JsonNode description() throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** What is described, by {@code METHOD /path}. */
  private static Map<String, JsonNode> operations() throws IOException {
    Map<String, JsonNode> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : description().get("paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        operations.put(one.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), one.getValue());
      }
    }
    return operations;
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    TreeSet<String> served = new TreeSet<>();
    try (Engine engine = Engines.open(folder.resolve("memory.db"), Clock.systemUTC())) {
      Routes routes = Faces.routes(engine);
      served.addAll(routes.names());
    }
    served.add("GET /health");

    assertThat(operations().keySet())
        .as("src/main/resources/dev/openmemory/http/openapi.json describes every route")
        .isEqualTo(served);
  }

  @Test
  void aDescriptionSaysWhatGoesInAndOut() throws IOException {
    operations()
        .forEach(
            (name, operation) -> {
              assertThat(operation.get("summary").textValue()).as(name).isNotBlank();
              assertThat(operation.get("responses").properties()).as(name).isNotEmpty();
              List<String> inPath = new ArrayList<>();
              for (JsonNode parameter : operation.path("parameters")) {
                if (parameter.get("in").textValue().equals("path")) {
                  inPath.add("{" + parameter.get("name").textValue() + "}");
                }
              }
              assertThat(inPath).as(name).allMatch(name::contains);
              assertThat(inPath).as(name).hasSize(name.split("\\{", -1).length - 1);
            });
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    JsonNode description = description();
    assertThat(description.get("openapi").textValue()).isEqualTo("3.1.0");
    assertThat(description.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(description.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void theDocumentListsEveryRoute() throws IOException {
    StringBuilder table = new StringBuilder("| route | what it does |\n|---|---|\n");
    operations()
        .forEach(
            (name, operation) ->
                table
                    .append("| `")
                    .append(name)
                    .append("` | ")
                    .append(operation.get("summary").textValue())
                    .append(" |\n"));
    GeneratedSection.holds(Path.of("docs", "http.md"), "routes", table.toString());
  }
}
