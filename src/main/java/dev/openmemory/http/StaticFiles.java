package dev.openmemory.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of the class path that are served as they are, under a folder that nothing can leave. They
 * are read once and kept; safe for any thread.
 */
public final class StaticFiles {

  /** No files. */
  public static final StaticFiles NONE = new StaticFiles(null);

  private static final String INDEX = "index.html";
  private static final Map<String, String> TYPES = types();

  private final @Nullable String folder;
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

  private StaticFiles(@Nullable String folder) {
    this.folder = folder;
  }

  /**
   * The files of a folder of the class path.
   *
   * @param folder such as {@code web}
   */
  public static StaticFiles in(String folder) {
    return new StaticFiles(folder);
  }

  /** Whether there is a file at a path. */
  boolean has(String path) {
    return find(path).isPresent();
  }

  /**
   * The file at a path; {@code index.html} for a folder's own.
   *
   * @param path decoded, beginning with a slash
   */
  Optional<Answer> find(String path) {
    if (folder == null) {
      return Optional.empty();
    }
    List<String> segments = PathPattern.split(path);
    if (!segments.stream().allMatch(StaticFiles::isPlain)) {
      return Optional.empty();
    }
    String name = String.join("/", segments);
    if (name.isEmpty() || path.endsWith("/")) {
      name = name.isEmpty() ? INDEX : name + "/" + INDEX;
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (type == null) {
      return Optional.empty();
    }
    byte[] content = kept.get(name);
    if (content == null) {
      content = read(name);
      if (content == null) {
        return Optional.empty();
      }
      kept.put(name, content);
    }
    return Optional.of(answer(type, content));
  }

  private byte @Nullable [] read(String name) {
    try (InputStream in =
        StaticFiles.class.getClassLoader().getResourceAsStream(folder + "/" + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  private static Answer answer(String type, byte[] bytes) {
    Answer answer = Answer.bytes(200, type, bytes).with("Cache-Control", "no-cache");
    return type.startsWith("text/html")
        ? answer
            .with(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
            .with("X-Frame-Options", "DENY")
        : answer;
  }

  private static boolean isPlain(String segment) {
    return !segment.isEmpty()
        && !segment.startsWith(".")
        && segment.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 127);
  }

  private static Map<String, String> types() {
    Map<String, String> types = new HashMap<>();
    types.put("html", "text/html; charset=utf-8");
    types.put("css", "text/css; charset=utf-8");
    types.put("js", "text/javascript; charset=utf-8");
    types.put("mjs", "text/javascript; charset=utf-8");
    types.put("json", "application/json");
    types.put("map", "application/json");
    types.put("txt", "text/plain; charset=utf-8");
    types.put("svg", "image/svg+xml");
    types.put("png", "image/png");
    types.put("ico", "image/x-icon");
    types.put("webp", "image/webp");
    types.put("woff2", "font/woff2");
    types.put("webmanifest", "application/manifest+json");
    return Map.copyOf(types);
  }
}
