package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Line;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.Cursor;
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
  @Mixin FilterOptions filter = new FilterOptions();

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

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where the page before ended.")
  @Nullable String cursor;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description =
          "As many of the best as fit so many tokens, as one line each: day, speaker, text, id.")
  @Nullable Integer maxTokens;

  @Option(names = "--explain", description = "Say why each was found.")
  boolean explain;

  SearchCommand(Context context) {
    this.context = context;
  }

  /** What is said beside the memories; JSON says it itself. */
  private void notes(Recalled answer) {
    if (common.json) {
      return;
    }
    if (answer.doubtful() && !answer.hits().isEmpty()) {
      context.terminal().note("Nothing remembered seems to answer this.");
    }
    if (answer.omitted() > 0) {
      context.terminal().note(answer.omitted() + " left out, too long for --max-tokens.");
    }
    Cursor next = answer.next();
    if (next != null) {
      context.terminal().note("More: --cursor " + next);
    }
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
                Context.CALLER)
            .of(filter.selection(context.zone()))
            .page(cursor == null ? null : new Cursor(cursor), maxTokens);
    try (Engine engine = context.engine(store)) {
      Recalled answer = engine.recall(request);
      if (common.json) {
        context.json(MemoryJson.recalled(answer));
      } else if (answer.hits().isEmpty()) {
        context.terminal().note("Nothing found.");
      } else if (maxTokens != null) {
        answer.hits().forEach(hit -> context.terminal().result(Printable.line(Line.of(hit))));
      } else {
        context.people().hits(answer);
      }
      notes(answer);
    }
    return ExitCode.OK.code();
  }
}
