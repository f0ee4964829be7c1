package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.protocol.Methods;
import dev.openmemory.mcp.stdio.Conversation;
import dev.openmemory.mcp.stdio.Lines;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProductCatalogueTest {

  /** With {@code -Dgolden.write=true} the golden file is written anew. */
  private static final Path GOLDEN = Path.of("src/test/resources/golden/mcp-tools.json");

  private final AtomicInteger opened = new AtomicInteger();

  private final Catalogue catalogue =
      ProductCatalogue.of(
          () -> {
            opened.incrementAndGet();
            throw new MisconfiguredException("the file is no database", "Name another with --db.");
          },
          "1.2.3");

  @Test
  void theListOfToolsIsTheGoldenOne() throws IOException {
    String listed = Json.pretty(list()) + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, listed);
    }
    assertThat(listed).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void allToolsTogetherStayUnderFifteenHundredTokens() {
    int tokens =
        Encodings.newDefaultEncodingRegistry()
            .getEncoding(EncodingType.O200K_BASE)
            .countTokens(list().path("tools").toString());
    System.err.println("tools/list: " + tokens + " tokens (o200k_base)");
    assertThat(tokens).isLessThan(1_500);
  }

  @Test
  void everyToolSaysWhatAModelAndAClientNeed() {
    for (JsonNode tool : list().path("tools")) {
      String name = tool.path("name").asText();
      assertThat(tool.path("title").asText()).as(name).isNotEmpty();
      assertThat(tool.path("description").asText()).as(name).hasSizeBetween(20, 300);
      assertThat(tool.at("/inputSchema/type").asText()).as(name).isEqualTo("object");
      assertThat(tool.at("/outputSchema/type").asText()).as(name).isEqualTo("object");
      assertThat(tool.path("annotations").fieldNames())
          .as(name)
          .toIterable()
          .containsExactly("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint");
    }
  }

  @Test
  void theInstructionsAreNotCutByClients() {
    assertThat(catalogue.instructions()).hasSizeBetween(200, 2_048).contains("search_memory");
  }

  @Test
  void lookingAroundOpensNothing() {
    Conversation server = Conversation.with(catalogue);
    server.send(Lines.stateless(1, "server/discover", ""));
    server.send(Lines.stateless(2, "tools/list", ""));
    server.send(Lines.stateless(3, "prompts/list", ""));
    server.send(Lines.stateless(4, "resources/list", ""));
    server.send(Lines.initialize(5, "2025-11-25"));
    assertThat(server.rest()).hasSize(5).allMatch(message -> message.has("result"));
    assertThat(opened).hasValue(0);
  }

  @Test
  void anEngineThatCannotBeOpenedIsToldByTheCallAndTriedAgain() {
    Methods methods = new Methods(catalogue);
    for (int attempt = 1; attempt <= 2; attempt++) {
      JsonNode result =
          methods.invoke(
              "tools/call",
              MemoryServer.json("{\"name\":\"list_memories\"}"),
              MemoryServer.context(Origin.ANY));
      assertThat(result.path("isError").asBoolean()).isTrue();
      assertThat(result.at("/content/0/text").asText())
          .isEqualTo("the file is no database. Name another with --db.");
      assertThat(opened).hasValue(attempt);
    }
  }

  private JsonNode list() {
    return new Methods(catalogue)
        .invoke("tools/list", MemoryServer.json("{}"), MemoryServer.context(Origin.ANY));
  }
}
