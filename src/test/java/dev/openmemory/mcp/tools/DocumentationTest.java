package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.Methods;
import dev.openmemory.mcp.session.SessionEra;
import dev.openmemory.mcp.stateless.StatelessDispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/mcp.md to what the server offers. */
class DocumentationTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final Catalogue catalogue =
      ProductCatalogue.of(
          () -> {
            throw new IllegalStateException("documentation needs no engine");
          },
          "1");

  @Test
  void everythingThatIsOfferedIsDocumented() throws IOException {
    Set<String> documented = documented();
    for (JsonNode tool : list("tools/list", "tools")) {
      assertThat(documented).contains(tool.path("name").asText());
      assertThat(documented)
          .as(tool.path("name").asText())
          .containsAll(names(tool.at("/inputSchema/properties")))
          .containsAll(names(tool.at("/inputSchema/properties/messages/items/properties")));
    }
    for (JsonNode resource : list("resources/list", "resources")) {
      assertThat(documented).contains(resource.path("uri").asText());
    }
    for (JsonNode template : list("resources/templates/list", "resourceTemplates")) {
      assertThat(documented).contains(template.path("uriTemplate").asText());
    }
    for (JsonNode prompt : list("prompts/list", "prompts")) {
      assertThat(documented)
          .contains(prompt.path("name").asText())
          .containsAll(prompt.path("arguments").findValuesAsText("name"));
    }
  }

  @Test
  void everyToolThatIsDocumentedCanBeCalled() throws IOException {
    assertThat(documented())
        .filteredOn(word -> word.matches("[a-z]+(_all)?_(memory|memories|history)"))
        .isNotEmpty()
        .allSatisfy(tool -> assertThat(catalogue.tool(tool)).as(tool).isPresent());
  }

  @Test
  void theRevisionsAreTheOnesThatAreSpoken() throws IOException {
    String text = text();
    assertThat(text).contains(StatelessDispatcher.VERSION).contains(SessionEra.VERSIONS);
  }

  private JsonNode list(String method, String member) {
    ObjectNode none = MemoryServer.json("{}");
    return new Methods(catalogue)
        .invoke(method, none, MemoryServer.context(Origin.ANY))
        .path(member);
  }

  private static Set<String> names(JsonNode properties) {
    Set<String> names = new LinkedHashSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> documented() throws IOException {
    Set<String> words = new LinkedHashSet<>();
    Matcher code = CODE.matcher(text());
    while (code.find()) {
      words.add(code.group(1));
    }
    return words;
  }

  private static String text() throws IOException {
    return Files.readString(Path.of("docs/mcp.md"));
  }
}
