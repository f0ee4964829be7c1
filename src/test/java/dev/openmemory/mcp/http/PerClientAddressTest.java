package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.mcp.tools.ProductCatalogue;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The addresses of the older OpenMemory, with the product's own tools on a real engine. */
class PerClientAddressTest {

  @TempDir private Path folder;
  private Engine engine;
  private Served served;

  @BeforeEach
  void start() {
    engine = Engines.open(folder.resolve("memory.db"), Clock.systemUTC());
    served = new Served(ProductCatalogue.of(() -> engine, "1"));
  }

  @AfterEach
  void stop() {
    served.close();
    engine.close();
  }

  @Test
  void whatIsAddedOnOneBelongsToItsUserAndClient() throws Exception {
    String session = served.session("/mcp/cursor/http/alice");

    JsonNode added = call("/mcp/cursor/http/alice", session, "add_memory", "I like green tea.");

    assertThat(added.at("/result/isError").asBoolean()).isFalse();
    assertThat(memories())
        .singleElement()
        .satisfies(
            memory -> {
              assertThat(memory.text()).isEqualTo("User likes green tea");
              assertThat(memory.scope().userId()).isEqualTo("alice");
              assertThat(memory.scope().appId()).isEqualTo("cursor");
            });
  }

  @Test
  void itGoesBySessionOverTheOlderPairToo() throws Exception {
    try (Served.Events events = new Served.Events(served.getStream("/mcp/zed/sse/bob"))) {
      String messages = events.next().orElseThrow();
      served.post(messages, Messages.initialize(1));
      events.message();
      served.post(messages, adding("add_memories", "I play the cello."));
      assertThat(events.message().at("/result/isError").asBoolean()).isFalse();
    }
    assertThat(memories())
        .singleElement()
        .satisfies(
            memory -> {
              assertThat(memory.scope().userId()).isEqualTo("bob");
              assertThat(memory.scope().appId()).isEqualTo("zed");
            });
  }

  @Test
  void oneUserDoesNotFindWhatAnotherAdded() throws Exception {
    String alice = served.session("/mcp/cursor/http/alice");
    String bob = served.session("/mcp/cursor/http/bob");
    call("/mcp/cursor/http/alice", alice, "add_memory", "My sister lives in Porto.");

    assertThat(search("/mcp/cursor/http/alice", alice)).contains("Porto");
    assertThat(search("/mcp/cursor/http/bob", bob)).doesNotContain("Porto");
  }

  @Test
  void whatTheCallSaysDoesNotReachAnotherUser() throws Exception {
    String alice = served.session("/mcp/cursor/http/alice");
    call("/mcp/cursor/http/alice", alice, "add_memory", "My sister lives in Porto.");
    String bob = served.session("/mcp/cursor/http/bob");
    ObjectNode params = Messages.toolParams("search_memory");
    params
        .withObjectProperty("arguments")
        .put("query", "Where does the sister live?")
        .put("user_id", "alice");

    String found =
        served
            .post(
                "/mcp/cursor/http/bob",
                Messages.request(3, "tools/call", params),
                "Mcp-Session-Id",
                bob)
            .body();

    assertThat(found).doesNotContain("Porto");
  }

  private String search(String path, String session) throws Exception {
    ObjectNode params = Messages.toolParams("search_memory");
    params.withObjectProperty("arguments").put("query", "Where does the sister live?");
    return served
        .post(path, Messages.request(3, "tools/call", params), "Mcp-Session-Id", session)
        .body();
  }

  private JsonNode call(String path, String session, String tool, String text) throws Exception {
    return Served.messages(served.post(path, adding(tool, text), "Mcp-Session-Id", session)).get(0);
  }

  private static String adding(String tool, String text) {
    ObjectNode params = Messages.toolParams(tool);
    params.withObjectProperty("arguments").put("text", text);
    return Messages.request(2, "tools/call", params);
  }

  private List<Memory> memories() {
    return engine.list(Scope.ANY, Set.of(State.ACTIVE), null, 10, Caller.UNKNOWN).items();
  }
}
