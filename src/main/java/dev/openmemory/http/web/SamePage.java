package dev.openmemory.http.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells calls of the project's own page from those of any other page. The server lets pages of this
 * machine call its other addresses; these here change things with a cookie, so they want the very
 * page that the server gave out.
 */
final class SamePage {

  /** The header that every changing call carries; a form or a foreign page cannot send it. */
  static final String MARK = "X-Openmemory-Page";

  private SamePage() {}

  /**
   * Whether a call may be answered.
   *
   * @param changes whether it could change something
   * @param header looks a header up
   */
  static boolean calls(boolean changes, Function<String, Optional<String>> header) {
    Optional<String> site = header.apply("Sec-Fetch-Site");
    if (site.isPresent() && !site.get().equals("same-origin") && !site.get().equals("none")) {
      return false;
    }
    Optional<String> origin = header.apply("Origin");
    if (origin.isPresent() && !sameHost(origin.get(), header.apply("Host").orElse(""))) {
      return false;
    }
    return !changes || header.apply(MARK).isPresent();
  }

  private static boolean sameHost(String origin, String host) {
    try {
      String authority = new URI(origin.strip()).getRawAuthority();
      return authority != null
          && authority.toLowerCase(Locale.ROOT).equals(host.strip().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
