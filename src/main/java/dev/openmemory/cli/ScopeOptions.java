package dev.openmemory.cli;

import dev.openmemory.model.Scope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose memory a command works on. */
final class ScopeOptions {

  @Option(names = "--user", paramLabel = "ID", description = "The person whose memory it is.")
  @Nullable String user;

  @Option(names = "--agent", paramLabel = "ID", description = "The agent that acts for the person.")
  @Nullable String agent;

  @Option(names = "--run", paramLabel = "ID", description = "The session or conversation.")
  @Nullable String run;

  @Option(names = "--app", paramLabel = "ID", description = "The application or organisation.")
  @Nullable String app;

  /** The scope that is given. */
  Scope scope() {
    return new Scope(user, agent, run, app);
  }
}
