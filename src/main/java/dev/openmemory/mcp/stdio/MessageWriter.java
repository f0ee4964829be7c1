package dev.openmemory.mcp.stdio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one message a line, each in one piece. Safe for any thread. */
final class MessageWriter {

  private static final Logger LOG = LoggerFactory.getLogger(MessageWriter.class);

  private final OutputStream out;
  private volatile boolean broken;

  MessageWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a message; does nothing once the client has gone. */
  void write(ObjectNode message) {
    byte[] line = (Json.write(message) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      if (broken) {
        return;
      }
      try {
        out.write(line);
        out.flush();
      } catch (IOException e) {
        broken = true;
        LOG.info("The client no longer reads: {}", e.getMessage());
      }
    }
  }

  /** Whether the client has gone. */
  boolean isBroken() {
    return broken;
  }
}
