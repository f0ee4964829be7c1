package dev.openmemory.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How large a body may be, whether it says so beforehand or not. */
class BodySizeTest {

  private static final int LIMIT = 1_000_000;
  private static final long STREAMED = 4_000_000;

  private HttpServer server;

  @BeforeEach
  void start() {
    Routes routes =
        Routes.table()
            .on(Method.POST, "/gathered", call -> Answer.json(call.body().length))
            .streaming(Method.POST, "/streamed", STREAMED, call -> Answer.json(counted(call)))
            .streaming(Method.POST, "/form", STREAMED, call -> Answer.json(sent(call)))
            .build();
    server =
        HttpServer.start(
            HttpOptions.at("127.0.0.1", 0).withMaxBodyBytes(LIMIT),
            "1",
            List.of(),
            routes,
            StaticFiles.NONE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static long counted(Call call) {
    try {
      return call.stream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long sent(Call call) {
    try (Upload form = call.upload()) {
      return form.file("file").orElseThrow().length();
    }
  }

  @Test
  void aFormIsHeldToTheSameLimit() throws Exception {
    assertThat(pieces("/form", 3_000_000, true)).startsWith("HTTP/1.1 200").endsWith("3000000");
    assertThat(pieces("/form", 5_000_000, true))
        .startsWith("HTTP/1.1 413")
        .contains("the body has more than 4000000 bytes");
  }

  @Test
  void aBodyOfAHundredMegabytesInPiecesIsRefused() throws Exception {
    for (String path : List.of("/gathered", "/streamed")) {
      assertThat(pieces(path, 100_000_000, true)).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void theRefusalDoesNotWaitForTheRestOfTheBody() throws Exception {
    for (String path : List.of("/gathered", "/streamed")) {
      assertThat(pieces(path, STREAMED + 2_000_000, false))
          .startsWith("HTTP/1.1 413")
          .contains("the body has more than");
    }
  }

  @Test
  void aRouteThatStreamsTakesMoreThanTheServersLimitAndNotMoreThanItsOwn() throws Exception {
    assertThat(pieces("/streamed", 3_000_000, true)).startsWith("HTTP/1.1 200").contains("3000000");
    assertThat(pieces("/gathered", 3_000_000, true)).startsWith("HTTP/1.1 413");
    for (long announced : new long[] {STREAMED + 1, 100_000_000_000L}) {
      RawHttp refused =
          RawHttp.send(
              server.port(),
              "POST /streamed HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                  + announced
                  + "\r\n\r\nx");
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.body()).contains("the limit is " + STREAMED);
    }
  }

  /** Sends a body that does not say how long it is, and reads the beginning of the answer. */
  private String pieces(String path, long bytes, boolean ends) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      byte[] piece = new byte[50_000];
      try {
        out.write(
            ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        boolean form = path.equals("/form");
        out.write(
            (form ? "Content-Type: multipart/form-data; boundary=x\r\n\r\n" : "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        if (form) {
          piece(
              out,
              "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
        }
        for (long sent = 0; sent < bytes; sent += piece.length) {
          piece(out, piece);
        }
        if (form && ends) {
          piece(out, "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        if (ends) {
          out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
      } catch (SocketException e) {
        // The server answered and closed before it had read all: its answer is what is wanted.
      }
      byte[] answer = new byte[4_096];
      InputStream in = socket.getInputStream();
      int length = 0;
      for (int read = 0; read >= 0 && length < answer.length; length += Math.max(0, read)) {
        read = in.read(answer, length, answer.length - length);
        String text = new String(answer, 0, length + Math.max(0, read), StandardCharsets.UTF_8);
        if (text.contains("\r\n\r\n") && (text.endsWith("}") || text.endsWith("0"))) {
          return text;
        }
      }
      return new String(answer, 0, length, StandardCharsets.UTF_8);
    }
  }

  private static void piece(OutputStream out, byte[] bytes) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write('\r');
    out.write('\n');
  }
}
