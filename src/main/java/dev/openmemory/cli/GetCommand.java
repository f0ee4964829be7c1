package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Explanation;
import dev.openmemory.mcp.tools.ExplanationJson;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--explain",
      description =
          "Say where it comes from: the message and who said it, what made it, what it replaced or"
              + " repeats, what contradicts it.")
  boolean explain;

  GetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    MemoryId wanted = MemoryId.parse(id);
    try (Engine engine = context.engine(store)) {
      if (explain) {
        Explanation explanation = engine.explain(wanted, scope.scope(), Context.CALLER);
        if (common.json) {
          context.json(ExplanationJson.of(explanation));
        } else {
          new ExplanationText(context).show(explanation);
        }
        return ExitCode.OK.code();
      }
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
