package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.mcp.protocol.RpcException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourcesAndPromptsTest {

  @TempDir Path folder;
  private MemoryServer server;
  private String id = "";

  @BeforeEach
  void open() {
    server = new MemoryServer(folder);
    id =
        server
            .call("add_memory", "{\"text\":\"Alice plays the oboe\",\"run_id\":\"rehearsal\"}")
            .at("/memories/0/id")
            .asText();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theNewestMemoriesAreAResource() {
    JsonNode read = server.invoke("resources/read", "{\"uri\":\"memory://recent\"}");
    assertThat(read.at("/contents/0/mimeType").asText()).isEqualTo("text/markdown");
    assertThat(read.at("/contents/0/text").asText())
        .startsWith("- Alice plays the oboe (user, ")
        .contains(id);
  }

  @Test
  void eachMemoryIsAResource() {
    JsonNode read = server.invoke("resources/read", "{\"uri\":\"memory://%s\"}".formatted(id));
    assertThat(read.at("/contents/0/text").asText())
        .contains("\"text\":\"Alice plays the oboe\"")
        .contains("\"source\"");
  }

  @Test
  void aMemoryThatIsNotThereIsNoResource() {
    for (String uri :
        List.of(
            "memory://01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60", "memory://nonsense", "other://x")) {
      assertThatThrownBy(() -> server.invoke("resources/read", "{\"uri\":\"%s\"}".formatted(uri)))
          .isInstanceOf(RpcException.class)
          .hasMessage("Resource not found: " + uri);
    }
  }

  @Test
  void whoeverListensHearsOfChanges() {
    List<String> heard = new CopyOnWriteArrayList<>();
    server.catalogue().changes().listen(change -> heard.add(change.toString()));
    server.call(
        "update_memory", "{\"memory_id\":\"%s\",\"text\":\"Alice plays the flute\"}".formatted(id));
    assertThat(heard)
        .containsExactly(
            "ResourceUpdated[uri=memory://" + id + "]", "ResourceUpdated[uri=memory://recent]");
  }

  @Test
  void recallBringsWhatIsRememberedIntoTheConversation() {
    String text = prompt("recall", "{\"topic\":\"music\"}");
    assertThat(text).startsWith("This is remembered about: music").contains("oboe");
    assertThat(prompt("recall", "{\"topic\":\"music\",\"user_id\":\"nobody\"}"))
        .startsWith("Nothing is remembered about: music");
  }

  @Test
  void rememberAsksTheAssistantToStoreWhatMatters() {
    assertThat(prompt("remember", "{\"focus\":\"the plan\",\"run_id\":\"r7\"}"))
        .contains("add_memory")
        .contains("What matters most: the plan.")
        .contains("run_id \"r7\"");
  }

  @Test
  void aPromptSaysWhichArgumentItNeeds() {
    assertThatThrownBy(() -> prompt("recall", "{}")).hasMessageContaining("topic");
  }

  @Test
  void scopeValuesAndIdsComplete() {
    assertThat(complete("\"type\":\"ref/prompt\",\"name\":\"recall\"", "run_id", "reh"))
        .isEqualTo("[\"rehearsal\"]");
    assertThat(complete("\"type\":\"ref/prompt\",\"name\":\"recall\"", "run_id", "x"))
        .isEqualTo("[]");
    assertThat(complete("\"type\":\"ref/prompt\",\"name\":\"recall\"", "topic", ""))
        .isEqualTo("[]");
    assertThat(
            complete(
                "\"type\":\"ref/resource\",\"uri\":\"memory://{id}\"", "id", id.substring(0, 6)))
        .isEqualTo("[\"" + id + "\"]");
  }

  private String complete(String reference, String argument, String prefix) {
    return server
        .invoke(
            "completion/complete",
            "{\"ref\":{%s},\"argument\":{\"name\":\"%s\",\"value\":\"%s\"}}"
                .formatted(reference, argument, prefix))
        .at("/completion/values")
        .toString();
  }

  private String prompt(String name, String arguments) {
    return server
        .invoke("prompts/get", "{\"name\":\"%s\",\"arguments\":%s}".formatted(name, arguments))
        .at("/messages/0/content/text")
        .asText();
  }
}
