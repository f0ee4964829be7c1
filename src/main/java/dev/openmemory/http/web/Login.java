package dev.openmemory.http.web;

import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Problem;
import dev.openmemory.http.Sessions;
import dev.openmemory.json.Json;
import dev.openmemory.model.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges the token for a session that a browser keeps in a cookie which no script can read. Who
 * guesses wrong too often has to wait. Safe for any thread.
 */
final class Login {

  private static final int MOST_FAILURES = 10;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final @Nullable Secret token;
  private final Sessions sessions;
  private final Clock clock;
  private final Deque<Instant> failures = new ArrayDeque<>();

  Login(@Nullable Secret token, Sessions sessions, Clock clock) {
    this.token = token;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Whether a token is asked for, and whether the caller has shown it. */
  Answer state(Call call) {
    return Answer.json(
        Json.mapper()
            .createObjectNode()
            .put("token_required", token != null)
            .put("signed_in", call.isTrusted()));
  }

  /** Begins a session. */
  Answer begin(Call call) {
    if (token == null) {
      return state(call);
    }
    if (tired()) {
      return Answer.problem(
              new Problem(429, "too many wrong tokens", "Wait a minute, then try again."))
          .with("Retry-After", Long.toString(WITHIN.toSeconds()));
    }
    if (!token.matches(call.object().path("token").asText(""))) {
      failed();
      return Answer.problem(
          new Problem(401, "this is not the token", "It is the server's OPENMEMORY_TOKEN."));
    }
    return Answer.json(
            Json.mapper().createObjectNode().put("token_required", true).put("signed_in", true))
        .with("Set-Cookie", sessions.begin());
  }

  /** Ends the session. */
  Answer end(Call call) {
    return Answer.empty(204).with("Set-Cookie", sessions.end(call.header("Cookie").orElse(null)));
  }

  private synchronized boolean tired() {
    Instant since = clock.instant().minus(WITHIN);
    while (!failures.isEmpty() && failures.peekFirst().isBefore(since)) {
      failures.removeFirst();
    }
    return failures.size() >= MOST_FAILURES;
  }

  private synchronized void failed() {
    failures.addLast(clock.instant());
  }
}
