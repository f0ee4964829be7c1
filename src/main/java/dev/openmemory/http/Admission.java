package dev.openmemory.http;

import dev.openmemory.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call: by which name the server was called (a page whose own name was made to point here
 * sends that name), from which page, and with which token. Pure functions of header values.
 */
final class Admission {

  private final HttpOptions options;

  Admission(HttpOptions options) {
    this.options = options;
  }

  /**
   * Whether the server answers to this name.
   *
   * @param host the Host header, with or without a port; null when there is none
   * @param address the address that the connection came in on; null when unknown
   */
  boolean admitsHost(@Nullable String host, @Nullable String address) {
    if (host == null) {
      return false;
    }
    String name = withoutPort(host.strip().toLowerCase(Locale.ROOT));
    return isThisMachine(name)
        || name.equals(unbracketed(options.host().toLowerCase(Locale.ROOT)))
        || options.allowedHosts().contains(name)
        || (address != null && name.equals(unbracketed(address.toLowerCase(Locale.ROOT))));
  }

  /**
   * Whether a page of that origin may call. Programs send none, and are let in.
   *
   * @param origin the Origin header; null when there is none
   * @param address the address that the connection came in on; null when unknown
   */
  boolean admitsOrigin(@Nullable String origin, @Nullable String address) {
    if (origin == null) {
      return true;
    }
    String lower = origin.strip().toLowerCase(Locale.ROOT);
    if (options.allowedOrigins().contains(lower)) {
      return true;
    }
    URI uri;
    try {
      uri = new URI(lower);
    } catch (URISyntaxException e) {
      return false;
    }
    String scheme = uri.getScheme();
    return uri.getHost() != null
        && Set.of("http", "https").contains(scheme == null ? "" : scheme)
        && admitsHost(uri.getHost(), address);
  }

  /**
   * Whether the caller presents the token, where one is asked for.
   *
   * @param authorization the Authorization header; null when there is none
   */
  boolean admitsToken(@Nullable String authorization) {
    Secret token = options.token();
    if (token == null) {
      return true;
    }
    if (authorization == null) {
      return false;
    }
    String value = authorization.strip();
    int space = value.indexOf(' ');
    if (space < 0) {
      return false;
    }
    String scheme = value.substring(0, space).toLowerCase(Locale.ROOT);
    return (scheme.equals("bearer") || scheme.equals("token"))
        && token.matches(value.substring(space).strip());
  }

  private static boolean isThisMachine(String name) {
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.matches("127(\\.\\d{1,3}){3}");
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
