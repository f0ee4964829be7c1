package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.MemoryId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code openmemory history}. */
@Command(name = "history", description = "Show what happened to a memory, oldest first.")
final class HistoryCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(paramLabel = "ID", description = "The memory's id, deleted or not.")
  String id = "";

  HistoryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    MemoryId wanted = MemoryId.parse(id);
    try (Engine engine = context.engine(store)) {
      List<HistoryEvent> events = engine.history(wanted, scope.scope(), Context.CALLER);
      if (common.json) {
        context.json(MemoryJson.history(wanted, events));
      } else {
        context.people().history(events);
      }
    }
    return ExitCode.OK.code();
  }
}
