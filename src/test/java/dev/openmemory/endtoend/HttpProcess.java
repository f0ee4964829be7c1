package dev.openmemory.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A server over HTTP as a process, on a port that was free. */
final class HttpProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final String url;

  private HttpProcess(Process process, BufferedReader output, String url) {
    this.process = process;
    this.output = output;
    this.url = url;
  }

  /** Starts it; returns when it listens. */
  static HttpProcess start(Path folder) throws IOException {
    Process process = Product.start(folder, "server", "start", "--json");
    BufferedReader output = process.inputReader();
    StringBuilder greeting = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      greeting.append(line);
      if (line.endsWith("}")) {
        JsonNode said = Json.read(greeting.toString());
        return new HttpProcess(process, output, said.get("url").asText());
      }
    }
    throw new IOException("the server has ended: " + greeting);
  }

  /** Where it is, without a path. */
  String url() {
    return url;
  }

  /** Asks it to end and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
      output.close();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
