package dev.openmemory.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * HTTP as it is on the wire, for what a well-behaved client refuses to send.
 *
 * @param status the status code
 * @param head the status line and the headers
 * @param body what followed
 */
public record RawHttp(int status, String head, String body) {

  /** Sends a request as it stands, and reads until the server closes. */
  public static RawHttp send(int port, String request) throws IOException {
    return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes as they stand, and reads until the server closes. */
  public static RawHttp send(int port, byte[] request) throws IOException {
    return exchange(port, out -> out.write(request));
  }

  /**
   * Sends a body in pieces that does not say how long it is, and reads until the server closes.
   *
   * @param head the request line and headers, each ending in CRLF
   * @param bytes how long the body is
   */
  public static RawHttp chunked(int port, String head, long bytes) throws IOException {
    byte[] piece = new byte[1 << 16];
    return exchange(
        port,
        out -> {
          out.write(ascii(head + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"));
          for (long left = bytes; left > 0; left -= piece.length) {
            int length = (int) Math.min(left, piece.length);
            out.write(ascii(Integer.toHexString(length) + "\r\n"));
            out.write(piece, 0, length);
            out.write(ascii("\r\n"));
          }
          out.write(ascii("0\r\n\r\n"));
        });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private interface Sending {
    void to(OutputStream out) throws IOException;
  }

  private static RawHttp exchange(int port, Sending request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      try {
        request.to(out);
        out.flush();
      } catch (SocketException e) {
        // The server answered and closed before it had read all: its answer is what is wanted.
      }
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      String head = end < 0 ? answer : answer.substring(0, end);
      return new RawHttp(
          Integer.parseInt(head.split(" ")[1]), head, end < 0 ? "" : answer.substring(end + 4));
    }
  }

  /** A GET with some headers, each ending in CRLF. */
  public static RawHttp get(int port, String path, String headers) throws IOException {
    return send(port, "GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
  }

  /** The body as JSON. */
  public JsonNode json() throws IOException {
    return Json.read(body);
  }
}
