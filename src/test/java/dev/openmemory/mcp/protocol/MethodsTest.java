package dev.openmemory.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Origin;
import dev.openmemory.mcp.catalogue.Peer;
import dev.openmemory.mcp.catalogue.ServerInfo;
import dev.openmemory.mcp.catalogue.Tool;
import dev.openmemory.mcp.catalogue.UriTemplate;
import dev.openmemory.mcp.fixture.ConformanceFixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MethodsTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Methods methods = new Methods(ConformanceFixtures.catalogue(), 4);

  @Test
  void aLongListComesInPages() {
    List<String> names = new ArrayList<>();
    ObjectNode params = NODES.objectNode();
    JsonNode page;
    do {
      page = invoke("tools/list", params);
      assertThat(page.path("tools").size()).isBetween(1, 4);
      names.addAll(page.path("tools").findValuesAsText("name"));
      params = NODES.objectNode().put("cursor", page.path("nextCursor").asText());
    } while (page.has("nextCursor"));
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(20).contains("test_sampling");
    assertThat(invoke("tools/list", NODES.objectNode()))
        .isEqualTo(invoke("tools/list", NODES.objectNode()));
  }

  @Test
  void aCursorThatNobodyGaveIsRefused() {
    for (String cursor : List.of("", "%%%", "bm9uc2Vuc2U", Offsets.write(-1), Offsets.write(999))) {
      assertThatThrownBy(() -> invoke("tools/list", NODES.objectNode().put("cursor", cursor)))
          .hasMessageStartingWith("Invalid cursor");
    }
  }

  @Test
  void theOrderOfASchemaIsKept() {
    JsonNode tools =
        new Methods(ConformanceFixtures.catalogue())
            .invoke("tools/list", NODES.objectNode(), context())
            .path("tools");
    for (JsonNode tool : tools) {
      if (tool.path("name").asText().equals("json_schema_2020_12_tool")) {
        assertThat(tool.path("inputSchema").fieldNames())
            .toIterable()
            .containsExactly(
                "$schema",
                "type",
                "$defs",
                "properties",
                "allOf",
                "if",
                "then",
                "else",
                "additionalProperties");
      }
    }
  }

  @Test
  void aToolThatBreaksIsAResultWithoutDetails() {
    JsonNode result = invoke("tools/call", NODES.objectNode().put("name", "test_error_handling"));
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/content/0/text").asText())
        .contains("went wrong")
        .doesNotContain("intentionally");
  }

  @Test
  void anErrorOfTheMachineIsAnsweredToo() {
    Tool.Descriptor descriptor =
        new Tool.Descriptor("deep", null, "Falls.", NODES.objectNode(), null, null, true);
    Catalogue falling =
        Catalogue.of(new ServerInfo("s", "S", "1"), "")
            .tool(
                Tool.of(
                    descriptor,
                    (arguments, context) -> {
                      throw new UnsatisfiedLinkError("no library");
                    }))
            .build();
    JsonNode result =
        new Methods(falling)
            .invoke("tools/call", NODES.objectNode().put("name", "deep"), context());
    assertThat(result.path("isError").asBoolean()).isTrue();
  }

  @Test
  void aTemplateMatchesItsOwnAddresses() {
    UriTemplate template = new UriTemplate("a://{x}/b/{y}.txt");
    assertThat(template.match("a://1%202/b/+.txt")).hasValue(Map.of("x", "1 2", "y", "+"));
    assertThat(template.match("a://1/2/b/c.txt")).isEmpty();
    assertThat(template.match("a://1/b/ctxt")).isEmpty();
    assertThat(template.match("a://%zz/b/c.txt")).hasValue(Map.of("x", "%zz", "y", "c"));
  }

  private JsonNode invoke(String method, ObjectNode params) {
    return methods.invoke(method, params, context());
  }

  private static CallContext context() {
    return new CallContext(
        Origin.ANY,
        null,
        new Cancellation(),
        (done, total, message) -> {},
        (level, logger, data) -> {},
        new Peer() {
          @Override
          public boolean offers(Kind kind) {
            return false;
          }

          @Override
          public Map<String, ObjectNode> ask(Map<String, Question> questions) {
            throw new InputNeededException(questions);
          }
        });
  }
}
