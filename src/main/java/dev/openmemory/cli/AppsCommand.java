package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code openmemory apps}. */
@Command(
    name = "apps",
    description = "Show the applications that use the memory; pause one, or let it in again.",
    footer = {
      "",
      "A paused application, such as an MCP client, neither reads nor writes.",
      "",
      "  openmemory apps",
      "  openmemory apps pause cursor"
    })
final class AppsCommand implements Callable<Integer> {

  private static final int MOST = 1_000;

  /** What can be done to an application. */
  enum Action {
    pause,
    resume
  }

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();

  @Parameters(index = "0", paramLabel = "pause|resume", arity = "0..1", description = "What to do.")
  @Nullable Action action;

  @Parameters(
      index = "1",
      paramLabel = "APP",
      arity = "0..1",
      description = "The name that it calls itself.")
  @Nullable String app;

  AppsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if ((action == null) != (app == null)) {
      throw new InvalidInputException(
          "no application is named", "Give its name: openmemory apps " + action + " NAME");
    }
    try (Engine engine = context.engine(store)) {
      if (action == Action.pause && app != null) {
        engine.apps().pause(app);
      } else if (app != null) {
        engine.apps().resume(app);
      }
      show(engine);
    }
    return ExitCode.OK.code();
  }

  private void show(Engine engine) {
    Map<String, Instant> paused = engine.apps().paused();
    TreeSet<String> names =
        new TreeSet<>(engine.scopeValues(Axis.APP, Scope.ANY, "", MOST, Context.CALLER));
    names.addAll(paused.keySet());
    if (common.json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      ArrayNode apps = node.putArray("apps");
      for (String name : names) {
        ObjectNode each = apps.addObject().put("name", name);
        Instant since = paused.get(name);
        each.put("state", since == null ? "active" : "paused");
        if (since != null) {
          each.put("paused_at", since.toString());
        }
      }
      context.json(node);
      return;
    }
    for (String name : names) {
      Instant since = paused.get(name);
      context
          .terminal()
          .result(
              Printable.line(name)
                  + (since == null
                      ? ""
                      : "  paused since " + Moments.shown(since, context.zone())));
    }
  }
}
