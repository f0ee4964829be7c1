package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code openmemory get}. */
@Command(name = "get", description = "Show one memory.")
final class GetCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(paramLabel = "ID", description = "The memory's id.")
  String id = "";

  GetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    MemoryId wanted = MemoryId.parse(id);
    try (Engine engine = context.engine(store)) {
      Memory memory = engine.get(wanted, scope.scope(), Context.CALLER);
      if (common.json) {
        context.json(MemoryJson.of(memory, engine.source(memory, Context.CALLER).orElse(null)));
      } else {
        context.people().whole(memory);
      }
    }
    return ExitCode.OK.code();
  }
}
