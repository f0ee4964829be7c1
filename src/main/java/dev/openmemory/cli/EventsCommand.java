package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.mcp.tools.JobJson;
import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory events}. */
@Command(
    name = "events",
    description = "Show writes whose facts are or were made later, newest first.",
    footer = {
      "",
      "A running server makes the facts by itself; '--finish' makes them now.",
      "",
      "  openmemory add --async I live in Berlin",
      "  openmemory events --finish"
    })
final class EventsCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(paramLabel = "EVENT", arity = "0..1", description = "Only this one.")
  @Nullable String id;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many (default 20).")
  int limit = 20;

  @Option(names = "--finish", description = "First make all facts that are still to be made.")
  boolean finish;

  EventsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    JobId wanted = id == null ? null : JobId.parse(id);
    try (Engine engine = context.engine(store)) {
      if (finish) {
        engine.jobs().drain();
      }
      List<Job> jobs =
          wanted == null
              ? engine.jobs().newest(scope.scope(), limit, Context.CALLER)
              : List.of(engine.jobs().find(wanted, scope.scope(), Context.CALLER));
      if (!common.json) {
        jobs.forEach(this::show);
      } else {
        context.json(wanted == null ? JobJson.of(jobs) : JobJson.of(jobs.get(0)));
      }
    }
    return ExitCode.OK.code();
  }

  private void show(Job job) {
    Terminal terminal = context.terminal();
    String what = job.messages().size() == 1 ? "1 message" : job.messages().size() + " messages";
    JobOutcome outcome = job.outcome();
    String came =
        outcome == null ? "" : ", " + outcome.added() + " new, " + outcome.repeated() + " known";
    terminal.result(
        (job.status() == Job.Status.FAILED ? terminal.red("✗ ") : terminal.green("• "))
            + terminal.bold(job.status().key())
            + " "
            + Printable.line(what + came));
    terminal.result(
        "  " + terminal.dim(job.id() + "  " + Moments.shown(job.createdAt(), context.zone())));
    if (outcome != null) {
      outcome.notes().forEach(note -> terminal.result("  " + Printable.line(note)));
    }
  }
}
