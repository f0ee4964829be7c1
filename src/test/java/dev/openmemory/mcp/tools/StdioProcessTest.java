package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.session.SdkJson;
import dev.openmemory.mcp.stdio.Lines;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as clients start it: a process with pipes. */
class StdioProcessTest {

  @TempDir Path folder;

  @Test
  void aStatelessClientLoadsNothingOfTheSdk() throws IOException, InterruptedException {
    List<JsonNode> said =
        talk(
            Lines.stateless(1, "server/discover", ""),
            Lines.stateless(2, "tools/list", ""),
            Lines.statelessCall(3, "test_simple_text"),
            Lines.stateless(4, "resources/read", "\"uri\":\"test://static-text\""));
    assertThat(said).hasSize(4).allMatch(message -> message.has("result"));
    assertThat(loaded("io.modelcontextprotocol.")).isEmpty();
    assertThat(loaded("reactor.")).isEmpty();
    assertThat(loaded("org.sqlite.")).isEmpty();
    assertThat(loaded("ai.onnxruntime.")).isEmpty();
    assertThat(loaded("dev.openmemory.mcp.")).isNotEmpty();
  }

  @Test
  void aSessionClientLoadsTheSdk() throws IOException, InterruptedException {
    assertThat(talk(Lines.initialize(1, "2025-11-25"))).hasSize(1);
    assertThat(loaded("io.modelcontextprotocol.")).isNotEmpty();
  }

  @Test
  void theSdksOwnClientFindsTomorrowWhatItAddsToday() {
    try (McpSyncClient today = client()) {
      McpSchema.InitializeResult opened = today.initialize();
      assertThat(opened.serverInfo().name()).isEqualTo("openmemory");
      assertThat(opened.instructions()).contains("search_memory");
      assertThat(today.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("add_memory", "search_memory")
          .doesNotContain("add_memories");
      McpSchema.CallToolResult added =
          today.callTool(
              McpSchema.CallToolRequest.builder("add_memory")
                  .arguments(Map.of("text", "Alice plays the oboe in an orchestra"))
                  .build());
      assertThat(added.isError()).isNotEqualTo(true);
    }
    try (McpSyncClient tomorrow = client()) {
      tomorrow.initialize();
      McpSchema.CallToolResult found =
          tomorrow.callTool(
              McpSchema.CallToolRequest.builder("search_memory")
                  .arguments(Map.of("query", "Which instrument does Alice play?"))
                  .build());
      assertThat(found.structuredContent()).asString().contains("oboe");
      assertThat(
              tomorrow.readResource(
                  McpSchema.ReadResourceRequest.builder("memory://recent").build()))
          .asString()
          .contains("oboe");
    }
  }

  private McpSyncClient client() {
    List<String> command = command(false);
    return McpClient.sync(
            new StdioClientTransport(
                ServerParameters.builder(command.get(0))
                    .args(command.subList(1, command.size()))
                    .build(),
                SdkJson.mapper()))
        .requestTimeout(Duration.ofSeconds(60))
        .initializationTimeout(Duration.ofSeconds(60))
        .build();
  }

  /** What a server says to some lines until it ends by itself, with success. */
  private List<JsonNode> talk(String... lines) throws IOException, InterruptedException {
    Path output = folder.resolve("stdout");
    Process process =
        new ProcessBuilder(command(true))
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    try (var input = process.getOutputStream()) {
      input.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(folder.resolve("stderr")).content().contains("must not reach the client");
    List<JsonNode> said = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      said.add(Json.read(line));
    }
    return said;
  }

  private List<String> loaded(String prefix) throws IOException {
    try (var lines = Files.lines(folder.resolve("classes"))) {
      return lines.filter(line -> line.startsWith(prefix)).toList();
    }
  }

  private List<String> command(boolean listClasses) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:disable");
    command.add("-Xlog:all=warning:stderr");
    if (listClasses) {
      command.add("-Xlog:class+load:file=" + folder.resolve("classes") + ":none");
    }
    command.add("-cp");
    command.add(Objects.requireNonNull(System.getProperty("java.class.path")));
    command.add(StdioMain.class.getName());
    command.add(folder.toString());
    return command;
  }
}
