package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.ListRequest;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.Cursor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Page;
import dev.openmemory.model.Sort;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code openmemory list}. */
@Command(
    name = "list",
    description = "List memories, newest first unless told otherwise.",
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
  @Mixin FilterOptions filter = new FilterOptions();

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
      names = "--sort",
      paramLabel = "ORDER",
      description =
          "observed_at, created_at, updated_at or text; a minus in front puts the greatest first"
              + " (default -observed_at).")
  String sort = "-observed_at";

  ListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ListRequest request =
        new ListRequest(
            scope.scope(),
            filter.selection(context.zone()),
            Sort.parse(sort),
            cursor == null ? null : new Cursor(cursor),
            limit,
            Context.CALLER);
    try (Engine engine = context.engine(store)) {
      Page<Memory> page = engine.list(request);
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
