package dev.openmemory.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as people have them, with other servers and comments. */
class ClientFileTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final Server STARTED =
      new Server.Started(
          "/opt/open memory/scripts/openmemory",
          List.of("server", "start", "--transport", "stdio"));

  private static final Server REMOTE = new Server.Remote("http://127.0.0.1:8765/mcp", "s3cret");

  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  @TempDir Path folder;

  private static String sample(Client client) throws IOException {
    String name = client.key() + (client == Client.CODEX ? ".toml" : ".json");
    return Files.readString(Path.of("src/test/resources/clients", name));
  }

  private ClientFile file(Client client, String text) throws IOException {
    Path path = folder.resolve("config of " + client.key());
    Files.writeString(path, text);
    return new ClientFile(client, path);
  }

  private static JsonNode read(String text) throws JsonProcessingException {
    return LENIENT.readTree(text);
  }

  @ParameterizedTest
  @EnumSource(
      value = Client.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CODEX", "CONTINUE"})
  void ofJsonEverythingElseStaysAndUninstallRestoresTheOriginal(Client client) throws IOException {
    String original = sample(client);
    ClientFile file = file(client, original);
    for (Server server :
        client == Client.CLAUDE_DESKTOP ? List.of(STARTED) : List.of(STARTED, REMOTE)) {
      assertThat(file.apply(file.install(server), NOW)).isPresent();
      assertThat(file.installed()).isTrue();
      String installed = Files.readString(file.path());
      // Nothing that was there is gone: the original is what is left when the new text is cut out.
      assertThat(isWithin(original, installed)).isTrue();
      JsonNode now = read(installed);
      String list =
          client == Client.VSCODE
              ? "servers"
              : client == Client.ZED ? "context_servers" : "mcpServers";
      assertThat(now.path(list).path("openmemory")).isEqualTo(client.entry(server));
      ObjectNode rest = now.deepCopy();
      ((ObjectNode) rest.path(list)).remove("openmemory");
      JsonNode before = read(original);
      if (before.path(list).isMissingNode()) {
        rest.remove(list);
      }
      assertThat(rest).isEqualTo(before);
      assertThat(file.install(server).nothing()).isTrue();
    }
    file.apply(file.uninstall(), NOW);
    assertThat(Files.readString(file.path())).isEqualTo(original);
    assertThat(file.uninstall().nothing()).isTrue();
  }

  /** Whether all characters of a text are in another, in order. */
  private static boolean isWithin(String text, String other) {
    int at = 0;
    for (int i = 0; i < other.length() && at < text.length(); i++) {
      at += other.charAt(i) == text.charAt(at) ? 1 : 0;
    }
    return at == text.length();
  }

  @Test
  void ofTomlEverythingElseStaysAndUninstallRestoresTheOriginal() throws IOException {
    for (String original : List.of(sample(Client.CODEX), sample(Client.CODEX).strip(), "")) {
      ClientFile file = file(Client.CODEX, original);
      file.apply(file.install(STARTED), NOW);
      assertThat(Files.readString(file.path()))
          .startsWith(original)
          .endsWith(
              """
              [mcp_servers.openmemory]
              command = "/opt/open memory/scripts/openmemory"
              args = ["server", "start", "--transport", "stdio"]
              """);
      file.apply(file.install(REMOTE), NOW);
      assertThat(Files.readString(file.path()))
          .startsWith(original)
          .doesNotContain("args = [\"server\"")
          .contains("http_headers = { \"Authorization\" = \"Bearer s3cret\" }");
      file.apply(file.uninstall(), NOW);
      assertThat(Files.readString(file.path())).isEqualTo(original);
      try (Stream<Path> all = Files.list(folder)) {
        for (Path each : all.toList()) {
          Files.delete(each);
        }
      }
    }
    ClientFile inline = file(Client.CODEX, "mcp_servers = { a = { command = \"b\" } }\n");
    assertThatThrownBy(() -> inline.install(STARTED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not edited");
  }

  @Test
  void continueHasAFileOfItsOwn() throws IOException {
    ClientFile file = new ClientFile(Client.CONTINUE, folder.resolve("a/b/openmemory.yaml"));
    assertThat(file.apply(file.install(STARTED), NOW)).isEmpty();
    assertThat(Files.readString(file.path()))
        .isEqualTo(
            """
            name: openmemory
            version: 1.0.0
            schema: v1
            mcpServers:
              - name: "openmemory"
                type: "stdio"
                command: "/opt/open memory/scripts/openmemory"
                args: ["server","start","--transport","stdio"]
            """);
    file.apply(file.uninstall(), NOW);
    assertThat(file.path()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void whereThereWasNoFileThereIsNoneAfterwards(Client client) throws IOException {
    ClientFile file = new ClientFile(client, folder.resolve("new").resolve(client.key()));
    assertThat(file.uninstall().nothing()).isTrue();
    assertThat(file.apply(file.install(STARTED), NOW)).isEmpty();
    assertThat(file.installed()).isTrue();
    file.apply(file.uninstall(), NOW);
    assertThat(file.path()).doesNotExist();
  }

  @Test
  void whatWasChangedSinceStaysWhenTheServerIsTakenOut() throws IOException {
    ClientFile file = file(Client.VSCODE, sample(Client.VSCODE));
    file.apply(file.install(STARTED), NOW);
    String edited =
        Files.readString(file.path()).replace("@playwright/mcp@latest", "@playwright/mcp@1");
    Files.writeString(file.path(), edited);
    file.apply(file.uninstall(), NOW);
    assertThat(Files.readString(file.path()))
        .isEqualTo(sample(Client.VSCODE).replace("@playwright/mcp@latest", "@playwright/mcp@1"));
  }

  @Test
  void theServerIsTakenOutOfTheMiddleToo() throws IOException {
    String text =
        """
        {
          "mcpServers": {
            "openmemory": { "command": "x" }, // ours
            "other": { "command": "y" }
          }
        }
        """;
    ClientFile file = file(Client.CURSOR, text);
    ClientFile.Change change = file.uninstall();
    assertThat(read(change.after().orElseThrow()).at("/mcpServers/other/command").asText())
        .isEqualTo("y");
    assertThat(change.after().orElseThrow()).doesNotContain("openmemory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"mcpServers\": []}", "{\"a\": 1", "{a: 1}", "{} {}", "/* {}"})
  void whatCannotBeEditedSafelyIsLeftAsItIs(String text) throws IOException {
    ClientFile file = file(Client.CURSOR, text);
    assertThatThrownBy(() -> file.install(STARTED))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("config of cursor");
    assertThat(Files.readString(file.path())).isEqualTo(text);
  }

  @Test
  void aFileThatChangedMeanwhileIsNotOverwritten() throws IOException {
    ClientFile file = file(Client.CURSOR, "{}");
    ClientFile.Change change = file.install(STARTED);
    Files.writeString(file.path(), "{ }");
    assertThatThrownBy(() -> file.apply(change, NOW)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void everyClientHasAPlaceOnEverySystem() {
    for (Places.Os system : Places.Os.values()) {
      Places places = new Places(system, Path.of("/home/ann"), Map.of());
      for (Client client : Client.values()) {
        assertThat(places.users(client).startsWith(Path.of("/home/ann"))).isTrue();
        assertThat(Client.ofKey(client.key())).isEqualTo(client);
      }
    }
    Places mac = new Places(Places.Os.MAC, Path.of("/Users/ann"), Map.of());
    assertThat(mac.users(Client.CLAUDE_DESKTOP))
        .isEqualTo(
            Path.of("/Users/ann/Library/Application Support/Claude/claude_desktop_config.json"));
    assertThat(mac.projects(Client.VSCODE, Path.of("/p")))
        .isEqualTo(Path.of("/p/.vscode/mcp.json"));
    assertThatThrownBy(() -> mac.projects(Client.CLINE, Path.of("/p")))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Client.CLAUDE_DESKTOP.entry(REMOTE))
        .isInstanceOf(InvalidInputException.class);
    assertThat(Optional.of(REMOTE.toString()))
        .hasValueSatisfying(t -> assertThat(t).doesNotContain("s3cret"));
  }
}
