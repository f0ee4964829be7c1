package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.GraphAnswer;
import dev.openmemory.engine.GraphRequest;
import dev.openmemory.mcp.tools.GraphJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory graph}. */
@Command(
    name = "graph",
    description = "Show how people, places, organisations and things are related.",
    footer = {
      "",
      "Takes a name or a question. Each path shows the memories that prove it, and its steps may "
          + "come from several memories. Without words, the things that are known are listed.",
      "",
      "  openmemory graph Alice --hops 1",
      "  openmemory graph Alice --to AWS",
      "  openmemory graph \"where does Alice's company deploy\""
    })
final class GraphCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(paramLabel = "WORDS", arity = "0..*", description = "A name, or a question.")
  List<String> words = new ArrayList<>();

  @Option(names = "--to", paramLabel = "NAME", description = "Where every path has to end.")
  @Nullable String to;

  @Option(
      names = "--hops",
      paramLabel = "N",
      description = "The most steps of a path, 1 to 6 (default 3).")
  int hops = GraphRequest.DEFAULT_HOPS;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, 1 to 200 (default 10).")
  int limit = 10;

  @Option(names = "--as-of", paramLabel = "TIME", description = "Show what held then.")
  @Nullable String asOf;

  GraphCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    GraphRequest request =
        new GraphRequest(
            String.join(" ", words),
            to,
            scope.scope(),
            hops,
            limit,
            asOf == null ? null : Moments.parse("--as-of", asOf, context.zone()),
            Context.CALLER);
    try (Engine engine = context.engine(store)) {
      GraphAnswer answer = engine.graph(request);
      if (common.json) {
        context.json(GraphJson.of(answer));
      } else if (answer.things().isEmpty()) {
        context.terminal().note("Nothing by that name is known.");
      } else {
        new GraphText(context.terminal()).answer(answer);
      }
    }
    return ExitCode.OK.code();
  }
}
