package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.mcp.tools.MemoryJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory search}. */
@Command(
    name = "search",
    description = "Find the memories that best answer a question.",
    footer = {
      "",
      "Without a question, or with '-', it is read from standard input.",
      "Every scope option that is given must match; without any, all memories are searched.",
      "",
      "  openmemory search where do I live"
    })
final class SearchCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(paramLabel = "QUESTION", arity = "0..*", description = "What to look for.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, 1 to 1000 (default 10).")
  int limit = 10;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "Leave out what scores less, 0 to 1.")
  @Nullable Double threshold;

  @Option(names = "--explain", description = "Say why each was found.")
  boolean explain;

  SearchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RecallRequest request =
        new RecallRequest(
            context.text("question", words),
            scope.scope(),
            limit,
            threshold,
            explain,
            Context.CALLER);
    try (Engine engine = context.engine(store)) {
      Recalled answer = engine.recall(request);
      if (common.json) {
        context.json(MemoryJson.recalled(answer));
      } else if (answer.hits().isEmpty()) {
        context.terminal().note("Nothing found.");
      } else {
        context.people().hits(answer);
      }
    }
    return ExitCode.OK.code();
  }
}
