package dev.openmemory.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The browsers that have shown the token and carry a cookie in its place. They are forgotten when
 * the server ends. Safe for any thread.
 */
public final class Sessions {

  /** The name of the cookie. */
  public static final String COOKIE = "openmemory_session";

  /** Where a session counts; the other addresses want the token itself. */
  public static final String PATH = "/ui";

  private static final Duration LIFETIME = Duration.ofHours(12);
  private static final int MOST = 1_000;
  private static final int BYTES = 32;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> ends = new LinkedHashMap<>();

  /** No session yet. */
  public Sessions(Clock clock) {
    this.clock = clock;
  }

  /** Begins a session; gives the cookie to be set. */
  public synchronized String begin() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    ends.values().removeIf(end -> !end.isAfter(now));
    if (ends.size() >= MOST) {
      ends.remove(ends.keySet().iterator().next());
    }
    ends.put(id, now.plus(LIFETIME));
    return cookie(id, LIFETIME);
  }

  /**
   * Ends the session of a request; gives the cookie that clears the browser's.
   *
   * @param cookies the Cookie header; null when there is none
   */
  public synchronized String end(@Nullable String cookies) {
    String id = id(cookies);
    if (id != null) {
      ends.remove(id);
    }
    return cookie("", Duration.ZERO);
  }

  /**
   * Whether a request belongs to a session.
   *
   * @param cookies the Cookie header; null when there is none
   */
  public synchronized boolean admits(@Nullable String cookies) {
    String id = id(cookies);
    Instant end = id == null ? null : ends.get(id);
    return end != null && end.isAfter(clock.instant());
  }

  private static String cookie(String value, Duration age) {
    return COOKIE
        + "="
        + value
        + "; Path="
        + PATH
        + "; Max-Age="
        + age.toSeconds()
        + "; HttpOnly; SameSite=Strict";
  }

  private static @Nullable String id(@Nullable String cookies) {
    if (cookies == null) {
      return null;
    }
    for (String cookie : cookies.split(";")) {
      String pair = cookie.strip();
      if (pair.startsWith(COOKIE + "=")) {
        return pair.substring(COOKIE.length() + 1);
      }
    }
    return null;
  }
}
