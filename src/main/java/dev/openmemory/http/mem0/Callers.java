package dev.openmemory.http.mem0;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Call;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.Scope;
import org.jspecify.annotations.Nullable;

/** Who calls, and that it may. */
final class Callers {

  /** Whom a client counts as that does not say which application it is. */
  static final String UNNAMED = "mem0";

  private final Engine engine;

  Callers(Engine engine) {
    this.engine = engine;
  }

  /** The caller of a read or a change. */
  Caller of(Call call) {
    return admitted(null, call);
  }

  /** The caller of an add: the application that the memories are said to be of. */
  Caller adding(Call call, Scope scope) {
    return admitted(scope.appId(), call);
  }

  private Caller admitted(@Nullable String app, Call call) {
    String name =
        app != null
            ? app
            : call.header("X-Application")
                .map(String::strip)
                .filter(given -> !given.isEmpty() && given.length() <= Scope.MAX_ID_LENGTH)
                .orElse(UNNAMED);
    if (engine.apps().paused().containsKey(name)) {
      throw RefusedException.detail(
          403,
          "The user has paused the access of "
              + name
              + " to this memory; 'openmemory apps resume' lets it in again.");
    }
    return new Caller(name);
  }
}
