package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code openmemory list}. */
@Command(
    name = "list",
    description = "List memories, newest first.",
    footer = {
      "",
      "Every scope option that is given must match; without any, all memories are listed.",
      "",
      "  openmemory list --user ann --limit 50"
    })
final class ListCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, 1 to 1000 (default 20).")
  int limit = 20;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where the page before ended.")
  @Nullable String cursor;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Which states: active (the default), paused, archived, deleted.")
  List<String> states = new ArrayList<>();

  ListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<State> wanted = EnumSet.noneOf(State.class);
    states.forEach(state -> wanted.add(State.ofKey(state.strip())));
    if (wanted.isEmpty()) {
      wanted.add(State.ACTIVE);
    }
    Cursor after = cursor == null ? null : new Cursor(cursor);
    try (Engine engine = context.engine(store)) {
      Page<Memory> page = engine.list(scope.scope(), wanted, after, limit, Context.CALLER);
      if (common.json) {
        context.json(MemoryJson.page(page));
        return ExitCode.OK.code();
      }
      context.people().page(page);
      context
          .terminal()
          .note(
              page.items().size() == page.total()
                  ? page.total() + (page.total() == 1 ? " memory." : " memories.")
                  : page.items().size() + " of " + page.total() + " memories.");
      page.next().ifPresent(next -> context.terminal().note("More: --cursor " + next));
    }
    return ExitCode.OK.code();
  }
}
