package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as processes, the way clients and people start it. */
class ServerProcessTest {

  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"test\",\"version\":\"1\"},"
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  @TempDir Path home;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatRuns() {
    started.forEach(Process::destroyForcibly);
    new RunningServers(home)
        .alive()
        .forEach(server -> server.process().ifPresent(ProcessHandle::destroyForcibly));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OPENMEMORY_HOME", home.toString());
    builder.redirectError(home.resolve("stderr-" + started.size()).toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Output run(String input, String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    return new Output(process.exitValue(), out);
  }

  private record Output(int code, String out) {

    JsonNode json() throws IOException {
      return Json.read(out);
    }

    /** The structured result of the tool call with that id. */
    JsonNode result(int id) throws IOException {
      for (String line : out.lines().toList()) {
        JsonNode message = Json.read(line); // every line is a message: nothing else was printed
        if (message.path("id").asInt() == id) {
          return message.path("result");
        }
      }
      throw new AssertionError("no reply to " + id + " in " + out);
    }
  }

  private static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{%s,\"name\":\"%s\",\"arguments\":%s}}\n"
        .formatted(id, META, tool, arguments);
  }

  @Test
  void overStdioBothErasAreServedAndMemoriesAreThereTomorrow() throws Exception {
    Output first =
        run(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{"
                + META
                + "}}\n"
                + "not JSON\n"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"initialize\",\"params\":{"
                + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}\n"
                + call(3, "add_memory", "{\"text\":\"I live in Berlin\"}"),
            "server",
            "start",
            "--transport",
            "stdio");
    assertThat(first.code()).isZero();
    assertThat(first.result(1).path("supportedVersions").get(0).asText()).isEqualTo("2026-07-28");
    assertThat(first.result(2).path("serverInfo").path("name").asText()).isEqualTo("openmemory");
    assertThat(first.result(3).at("/structuredContent/added").asInt()).isEqualTo(1);

    Output tomorrow =
        run(
            call(1, "search_memory", "{\"query\":\"which city is my home\"}"),
            "server",
            "start",
            "--transport=stdio");
    assertThat(tomorrow.result(1).at("/structuredContent/memories/0/text").asText())
        .isEqualTo("I live in Berlin");
  }

  @Test
  void aDetachedServerAnswersBesideOthersUntilItIsStopped() throws Exception {
    JsonNode server = run("", "server", "start", "--detach", "--port", "0", "--json").json();
    String url = server.get("url").asText();
    assertThat(Files.exists(Path.of(server.get("log").asText()))).isTrue();

    Output added = run("", "add", "--json", "I live in Berlin");
    assertThat(added.code()).isZero();
    assertThat(post(url + "/mcp", call(1, "search_memory", "{\"query\":\"home\"}")))
        .contains("I live in Berlin");

    JsonNode status = run("", "server", "status", "--json").json().get("servers").get(0);
    assertThat(status.get("url").asText()).isEqualTo(url);
    assertThat(status.get("answers").asBoolean()).isTrue();
    assertThat(status.get("pid").asLong()).isEqualTo(server.get("pid").asLong());

    Output stopped = run("", "server", "stop");
    assertThat(stopped.code()).isZero();
    assertThat(stopped.out()).isEqualTo("Stopped " + url + "\n");
    assertThat(Health.answers(url)).isFalse();
    assertThat(run("", "server", "status").code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run("", "server", "stop").code()).isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  void aServerThatCannotStartSaysWhy() throws Exception {
    Output output = run("", "server", "start", "--detach", "--host", "0.0.0.0");

    assertThat(output.code()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(Files.readString(home.resolve("stderr-0")))
        .contains("OPENMEMORY_TOKEN")
        .contains("ended with exit code " + ExitCode.MISCONFIGURED.code());
    assertThat(new RunningServers(home).alive()).isEmpty();
  }

  @Test
  void aServerInTheForegroundEndsCleanlyWhenItIsToldTo() throws Exception {
    Process process = start("server", "start", "--port", "0");
    StringBuilder greeting = new StringBuilder();
    for (int c = process.getInputStream().read(); c >= 0; c = process.getInputStream().read()) {
      greeting.append((char) c);
      if (greeting.indexOf("openmemory server stop") >= 0) {
        break;
      }
    }
    assertThat(greeting).contains("openmemory listens on http://127.0.0.1:");
    assertThat(new RunningServers(home).alive()).hasSize(1);

    process.destroy();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

    try (var left = Files.newDirectoryStream(home, "server-*.json")) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aServerThatWasKilledIsNotTakenForARunningOne() throws Exception {
    JsonNode server = run("", "server", "start", "--detach", "--port", "0", "--json").json();
    ProcessHandle process = ProcessHandle.of(server.get("pid").asLong()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(2, TimeUnit.MINUTES);

    assertThat(run("", "server", "status").code()).isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no mkfifo")
  void aServerOverStdioOutlivesNeitherItsClientNorAnInputThatNeverEnds() throws Exception {
    String script =
        "mkfifo in; (echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}'; exec sleep 600) > in &"
            + " echo $!; \"$0\" \"$1\" server start --transport stdio < in > out 2> err &"
            + " echo $!; read _";
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            script,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Main.class.getName());
    builder.directory(home.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OPENMEMORY_HOME", home.toString());
    Process client = builder.start();
    started.add(client);
    BufferedReader pids = client.inputReader(StandardCharsets.UTF_8);
    ProcessHandle writer = ProcessHandle.of(Long.parseLong(pids.readLine())).orElseThrow();
    ProcessHandle server = ProcessHandle.of(Long.parseLong(pids.readLine())).orElseThrow();
    try {
      File out = home.resolve("out").toFile(); // of length 0 while it does not exist
      while (server.isAlive() && out.length() == 0) {
        Thread.sleep(50);
      }
      assertThat(home.resolve("out")).content().contains("\"id\":1");

      client.destroyForcibly();

      server.onExit().get(2, TimeUnit.MINUTES);
      assertThat(home.resolve("err")).content().contains("the client is gone");
    } finally {
      writer.destroyForcibly();
      server.destroyForcibly();
    }
  }

  @Test
  void theWarmUpOfTheClassArchivePrintsNothing() throws Exception {
    Output output = run("", "warmup");

    assertThat(output.code()).isZero();
    assertThat(output.out()).isEmpty();
    assertThat(home.resolve("memory.db")).doesNotExist();
  }

  private static String post(String url, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", "tools/call")
            .header("Mcp-Name", "search_memory")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
