package dev.openmemory.http;

import dev.openmemory.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body; null when there is none
 * @param length of the body in bytes; negative when it is not known beforehand
 * @param headers besides type and length
 * @param body what writes it
 */
public record Answer(
    int status, @Nullable String contentType, long length, Map<String, String> headers, Body body) {

  /** Writes a body. */
  @FunctionalInterface
  public interface Body {

    /** Writes it, to the end. */
    void writeTo(OutputStream out) throws IOException;
  }

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A value as JSON, which is not to be kept by caches. */
  public static Answer json(int status, Object value) {
    return bytes(status, "application/json", Json.write(value).getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "no-store");
  }

  /** A value as JSON, with status 200. */
  public static Answer json(Object value) {
    return json(200, value);
  }

  /** A problem. */
  public static Answer problem(Problem problem) {
    return bytes(
            problem.status(), Problem.MEDIA_TYPE, problem.toJson().getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "no-store");
  }

  /** Bytes of some media type. */
  public static Answer bytes(int status, String contentType, byte[] content) {
    byte[] copy = content.clone();
    return new Answer(
        status,
        contentType,
        copy.length,
        Map.of(),
        out -> {
          try (InputStream in = new ByteArrayInputStream(copy)) {
            in.transferTo(out);
          }
        });
  }

  /** A body that is written bit by bit. */
  public static Answer stream(String contentType, Body body) {
    return new Answer(200, contentType, -1, Map.of("Cache-Control", "no-store"), body);
  }

  /** No body. */
  public static Answer empty(int status) {
    return new Answer(status, null, status == 204 || status == 304 ? -1 : 0, Map.of(), out -> {});
  }

  /** The same with one more header. */
  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, length, more, body);
  }
}
