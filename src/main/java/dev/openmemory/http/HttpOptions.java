package dev.openmemory.http;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the server listens and what it lets in.
 *
 * @param host the name or address to listen on
 * @param port 0…65535; 0 takes any free port
 * @param token what callers must present; null lets every caller of this machine in, and is refused
 *     when {@code host} is not a loopback address
 * @param allowedHosts names by which the server may be called, besides loopback names and its own
 *     address, without ports
 * @param allowedOrigins origins of web pages that may call it, besides those of this machine, such
 *     as {@code https://example.org}
 * @param maxBodyBytes the largest request body that is read, at least 1
 * @param idle how long a connection may say nothing
 * @param drain how long requests under way may take once the server is stopped
 */
public record HttpOptions(
    String host,
    int port,
    @Nullable Secret token,
    Set<String> allowedHosts,
    Set<String> allowedOrigins,
    int maxBodyBytes,
    Duration idle,
    Duration drain) {

  /** Where the server listens when nothing else is said. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The port it listens on when nothing else is said. */
  public static final int DEFAULT_PORT = 8765;

  /** The largest body when nothing else is said: 8 MiB. */
  public static final int DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024;

  public HttpOptions {
    if (host.isBlank()) {
      throw new InvalidInputException("the host is blank", "Give a name or an address.");
    }
    if (port < 0 || port > 65_535) {
      throw new InvalidInputException("there is no port " + port, "Give a port from 0 to 65535.");
    }
    if (maxBodyBytes < 1) {
      throw new InvalidInputException(
          "a body of at most " + maxBodyBytes + " bytes", "Allow at least one byte.");
    }
    allowedHosts = lowerCase(allowedHosts);
    allowedOrigins = lowerCase(allowedOrigins);
  }

  /** The defaults, on a host and port. */
  public static HttpOptions at(String host, int port) {
    return new HttpOptions(
        host,
        port,
        null,
        Set.of(),
        Set.of(),
        DEFAULT_MAX_BODY_BYTES,
        Duration.ofSeconds(60),
        Duration.ofSeconds(5));
  }

  /** The same, for callers that present a token. */
  public HttpOptions withToken(@Nullable Secret required) {
    return new HttpOptions(
        host, port, required, allowedHosts, allowedOrigins, maxBodyBytes, idle, drain);
  }

  /** The same, also under other names and for other web pages. */
  public HttpOptions allowing(Set<String> hosts, Set<String> origins) {
    return new HttpOptions(host, port, token, hosts, origins, maxBodyBytes, idle, drain);
  }

  /** The same with another limit for bodies. */
  public HttpOptions withMaxBodyBytes(int bytes) {
    return new HttpOptions(host, port, token, allowedHosts, allowedOrigins, bytes, idle, drain);
  }

  /** The same with other patience. */
  public HttpOptions withPatience(Duration idleTime, Duration drainTime) {
    return new HttpOptions(
        host, port, token, allowedHosts, allowedOrigins, maxBodyBytes, idleTime, drainTime);
  }

  private static Set<String> lowerCase(Set<String> names) {
    return names.stream()
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
