package dev.openmemory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.config.PrivateFile;
import dev.openmemory.json.Json;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The notes that running HTTP servers keep in the home folder, one file per port. A note whose
 * process is gone means nothing and is cleared away.
 */
final class RunningServers {

  private final Path home;

  RunningServers(Path home) {
    this.home = home;
  }

  /** The servers that run, by port. */
  List<RunningServer> alive() {
    List<RunningServer> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home, "server-*.json")) {
      for (Path file : files) {
        Optional<RunningServer> server = read(file).filter(note -> note.process().isPresent());
        if (server.isPresent()) {
          found.add(server.get());
        } else {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // nothing was ever kept there
    } catch (IOException e) {
      throw new MisconfiguredException(
          home + " cannot be read (" + e.getMessage() + ")",
          "Make it readable for you, or set OPENMEMORY_HOME to another folder.",
          e);
    }
    found.sort(Comparator.comparingInt(RunningServer::port));
    return found;
  }

  /** Notes a server. */
  void add(RunningServer server) {
    ObjectNode node =
        Json.mapper()
            .createObjectNode()
            .put("pid", server.pid())
            .put("started_at", server.startedAt().toString())
            .put("url", server.url())
            .put("port", server.port())
            .put("db", server.db().toString())
            .put("version", server.version());
    if (server.reranker() != null) {
      node.put("reranker", server.reranker());
    }
    if (server.log() != null) {
      node.put("log", server.log().toString());
    }
    PrivateFile.write(file(server.port()), Json.pretty(node) + "\n");
  }

  /** Clears a server's note away, unless another server has taken the port since. */
  void remove(RunningServer server) {
    Path file = file(server.port());
    try {
      if (read(file).filter(note -> note.pid() == server.pid()).isPresent()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new MisconfiguredException(
          file + " cannot be removed (" + e.getMessage() + ")", "Remove it by hand.", e);
    }
  }

  private Path file(int port) {
    return home.resolve("server-" + port + ".json");
  }

  /** A note, unless it is none: a torn or foreign file says nothing about a server. */
  private static Optional<RunningServer> read(Path file) throws IOException {
    try {
      JsonNode node = Json.read(Files.readString(file));
      return Optional.of(
          new RunningServer(
              node.path("pid").asLong(),
              Instant.parse(node.path("started_at").asText()),
              node.path("url").asText(),
              node.path("port").asInt(),
              Path.of(node.path("db").asText()),
              node.path("version").asText(),
              node.hasNonNull("reranker") ? node.path("reranker").asText() : null,
              node.hasNonNull("log") ? Path.of(node.path("log").asText()) : null));
    } catch (NoSuchFileException | JsonProcessingException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
