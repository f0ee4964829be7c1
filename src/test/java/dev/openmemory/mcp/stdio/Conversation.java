package dev.openmemory.mcp.stdio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.catalogue.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A client's side of a line protocol with a server that runs in this process. */
public final class Conversation implements AutoCloseable {

  private static final byte[] END = new byte[0];

  /** Nothing here takes that long; it only keeps a broken test from hanging. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<byte[]> toServer = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> fromServer = new LinkedBlockingQueue<>();
  private final Thread server;

  private Conversation(BiConsumer<InputStream, OutputStream> start) {
    InputStream in = new QueueInput();
    OutputStream out = new LineOutput();
    this.server = new Thread(() -> start.accept(in, out), "server-under-test");
    server.setDaemon(true);
    server.start();
  }

  /** With our server over a catalogue. */
  public static Conversation with(Catalogue catalogue) {
    return new Conversation((in, out) -> StdioServer.serve(catalogue, in, out));
  }

  /** With any server. */
  public static Conversation with(BiConsumer<InputStream, OutputStream> start) {
    return new Conversation(start);
  }

  /** Sends a line. */
  public Conversation send(String line) {
    return sendBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends raw bytes. */
  public Conversation sendBytes(byte[] bytes) {
    toServer.add(bytes);
    return this;
  }

  /** Sends the end of input. */
  public Conversation end() {
    toServer.add(END);
    return this;
  }

  /** The next message from the server. */
  public JsonNode next() {
    return next(PATIENCE);
  }

  private JsonNode next(Duration patience) {
    try {
      String line = fromServer.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError("the server said nothing");
      }
      return Json.read(line);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The response with that id; what comes before it is dropped. */
  public JsonNode response(int id) {
    while (true) {
      JsonNode message = next();
      if (message.path("id").asInt(-1) == id && !message.has("method")) {
        return message;
      }
    }
  }

  /** Whether a response with that id comes within some time. */
  public boolean answers(int id, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        String line = fromServer.poll(50, TimeUnit.MILLISECONDS);
        if (line != null && Json.read(line).path("id").asInt(-1) == id) {
          return true;
        }
      } catch (InterruptedException | JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return false;
  }

  /** Ends the input, waits for the server to return, and gives all it said until then. */
  public List<JsonNode> rest() {
    end();
    try {
      server.join(PATIENCE.toMillis());
      if (server.isAlive()) {
        throw new AssertionError("the server did not end");
      }
      List<JsonNode> all = new ArrayList<>();
      for (String line : fromServer) {
        all.add(Json.read(line));
      }
      return all;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end();
  }

  private final class QueueInput extends InputStream {
    private byte[] current = new byte[0];
    private int position;
    private boolean ended;

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      try {
        while (position == current.length) {
          if (ended) {
            return -1;
          }
          current = toServer.take();
          position = 0;
          ended = current.length == 0;
        }
      } catch (InterruptedException e) {
        return -1;
      }
      int count = Math.min(length, current.length - position);
      System.arraycopy(current, position, target, offset, count);
      position += count;
      return count;
    }
  }

  private final class LineOutput extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
      if (b == '\n') {
        fromServer.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }
}
