package dev.openmemory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.config.Surroundings;
import dev.openmemory.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process, in a home of their own. */
final class Shell {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final Map<String, String> environment = new HashMap<>();
  private final Path userHome;
  private String input = "";
  private boolean interactive;
  private boolean colour;

  Shell(Path userHome) {
    this.userHome = userHome;
  }

  /** What the next command finds on standard input. */
  Shell input(String text) {
    input = text;
    return this;
  }

  /** Puts a person in front, or away. */
  Shell interactive(boolean person) {
    interactive = person;
    return this;
  }

  /** Whether the terminal shows colours. */
  Shell colour(boolean coloured) {
    colour = coloured;
    return this;
  }

  /** Sets an environment variable. */
  Shell environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs one command. */
  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Context context =
        new Context(
            new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                interactive,
                colour,
                80),
            new Surroundings(environment, userHome, "ann"),
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> ZoneOffset.UTC);
    input = "";
    int code = Main.run(context, arguments);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What came of a command. */
  record Result(int code, String out, String err) {

    JsonNode json() {
      try {
        return Json.read(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + out + err, e);
      }
    }
  }
}
