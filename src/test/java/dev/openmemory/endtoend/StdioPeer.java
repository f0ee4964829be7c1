package dev.openmemory.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A client that writes and reads the lines of the protocol itself, so that it can say what no
 * client library lets through. One thread at a time.
 */
final class StdioPeer implements AutoCloseable {

  private final Process process;
  private final Era era;
  private final Writer toServer;
  private final BufferedReader fromServer;
  private long lastId;

  private StdioPeer(Process process, Era era) {
    this.process = process;
    this.era = era;
    this.toServer = process.outputWriter(StandardCharsets.UTF_8);
    this.fromServer = process.inputReader(StandardCharsets.UTF_8);
  }

  /** How a client introduces itself. */
  enum Era {
    /** Once, with {@code initialize}. */
    SESSION,
    /** With every request. */
    STATELESS
  }

  /** A client of a server of its own. */
  static StdioPeer start(Path folder, Era era) throws IOException {
    StdioPeer peer = new StdioPeer(Product.stdioServer(folder), era);
    if (era == Era.SESSION) {
      JsonNode params =
          Json.read(
              """
              {"protocolVersion": "2025-11-25", "capabilities": {},
               "clientInfo": {"name": "endtoend", "version": "1"}}""");
      peer.request("initialize", (ObjectNode) params);
      peer.writeLine("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }
    return peer;
  }

  /** Calls a tool and answers the whole message that came back. */
  JsonNode call(String tool, ObjectNode arguments) throws IOException {
    return await(sendCall(tool, arguments));
  }

  /** Sends a call without waiting; answers its id. */
  long sendCall(String tool, ObjectNode arguments) throws IOException {
    ObjectNode params = Json.mapper().createObjectNode().put("name", tool);
    params.set("arguments", arguments);
    return send("tools/call", params);
  }

  /** Sends a request and answers the whole message that came back. */
  JsonNode request(String method, ObjectNode params) throws IOException {
    return await(send(method, params));
  }

  private long send(String method, ObjectNode params) throws IOException {
    if (era == Era.STATELESS) {
      params.set(
          "_meta",
          Json.read(
              """
              {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
               "io.modelcontextprotocol/clientInfo": {"name": "endtoend", "version": "1"},
               "io.modelcontextprotocol/clientCapabilities": {}}"""));
    }
    ObjectNode message = Json.mapper().createObjectNode().put("jsonrpc", "2.0").put("id", ++lastId);
    message.put("method", method).set("params", params);
    // escaped, so that broken surrogates reach the server as they are
    writeLine(
        Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(message));
    return lastId;
  }

  /** Writes a line as it is. */
  void writeLine(String line) throws IOException {
    toServer.write(line);
    toServer.write('\n');
    toServer.flush();
  }

  /** Reads until the answer to a request; what else arrives is passed over. */
  JsonNode await(long id) throws IOException {
    while (true) {
      JsonNode message = readMessage();
      if (message.path("id").isNumber() && message.get("id").asLong() == id) {
        return message;
      }
    }
  }

  /**
   * The next message.
   *
   * @throws IOException if the server has ended
   */
  JsonNode readMessage() throws IOException {
    String line = fromServer.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    try {
      return Json.read(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not the protocol: " + line, e);
    }
  }

  /** The server. */
  Process process() {
    return process;
  }

  /** Ends the server's input; what it still answers can be read. */
  void closeInput() throws IOException {
    toServer.close();
  }

  /** Ends the server, however it is. */
  @Override
  public void close() {
    try {
      toServer.close();
    } catch (IOException e) {
      // it has ended already
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      fromServer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
