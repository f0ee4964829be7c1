package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.engine.Deferred;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.mcp.tools.JobJson;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.Actor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory add}. */
@Command(
    name = "add",
    description = "Remember a text.",
    footer = {
      "",
      "Without a text, or with '-', the text is read from standard input.",
      "",
      "  openmemory add I live in Berlin",
      "  openmemory add --user ann --run standup < notes.txt"
    })
final class AddCommand implements Callable<Integer> {

  private static final int AT_ONCE = 50;

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "What to remember.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Who said it: user (the default), assistant, system or tool.")
  String role = "user";

  @Option(names = "--speaker", paramLabel = "NAME", description = "The name of who said it.")
  @Nullable String speaker;

  @Option(
      names = "--observed-at",
      paramLabel = "TIME",
      description = "When it was said, such as 2026-11-22 or 2026-11-22T09:30:00Z.")
  @Nullable String observedAt;

  @Option(
      names = "--expires-at",
      paramLabel = "TIME",
      description = "From when on it is no longer found.")
  @Nullable String expiresAt;

  @Option(names = "--metadata", paramLabel = "JSON", description = "What to attach, a JSON object.")
  @Nullable String metadata;

  @Option(
      names = "--messages",
      paramLabel = "FILE",
      description =
          "A conversation in place of a text: a JSON list of {role, content, name, observed_at}, or"
              + " one of them a line; '-' reads standard input.")
  @Nullable Path messages;

  @Option(names = "--verbatim", description = "Keep it word for word, without facts.")
  boolean verbatim;

  @Option(
      names = "--async",
      description = "Do not wait for its facts; 'openmemory events' says what came of them.")
  boolean async;

  AddCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Actor actor = new Actor(Role.ofKey(role), speaker);
    Instant observed = Moments.parse("--observed-at", observedAt, context.zone());
    Instant expires = Moments.parse("--expires-at", expiresAt, context.zone());
    List<RememberRequest.Said> said = said(actor);
    RememberRequest request =
        new RememberRequest(
            said.subList(0, Math.min(AT_ONCE, said.size())),
            scope.scope(),
            Context.CALLER,
            !verbatim,
            observed,
            expires,
            MetadataOption.parse(metadata));
    try (Engine engine = context.engine(store)) {
      if (messages != null) {
        all(engine, request, said);
      } else {
        one(engine, request);
      }
    }
    return ExitCode.OK.code();
  }

  private List<RememberRequest.Said> said(Actor actor) {
    if (messages == null) {
      return List.of(new RememberRequest.Said(actor, context.text("text", words), null));
    }
    if (!words.isEmpty()) {
      throw new InvalidInputException("both a text and --messages are given", "Give one of them.");
    }
    MessagesFile file = new MessagesFile(context.zone());
    return messages.equals(Path.of("-"))
        ? file.parse(context.terminal().readAll())
        : file.read(messages);
  }

  private void one(Engine engine, RememberRequest request) {
    Deferred deferred = async ? engine.rememberLater(request) : null;
    Remembered remembered = deferred == null ? engine.remember(request) : deferred.remembered();
    if (common.json) {
      context.json(deferred == null ? MemoryJson.remembered(remembered) : JobJson.of(deferred));
    } else {
      context.people().remembered(remembered);
      if (deferred != null) {
        context.terminal().result("event " + deferred.job());
      }
    }
  }

  /** Many messages in small parts, so that what was stored stays stored and progress is seen. */
  private void all(Engine engine, RememberRequest request, List<RememberRequest.Said> said) {
    ProgressBar bar = new ProgressBar(context.terminal(), "remembering");
    int added = 0;
    int repeated = 0;
    for (int from = 0; from < said.size(); from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, said.size());
      RememberRequest part = request.withMessages(said.subList(from, to));
      Remembered remembered =
          async ? engine.rememberLater(part).remembered() : engine.remember(part);
      added += remembered.count(Remembered.Event.ADDED);
      repeated += remembered.count(Remembered.Event.REPEATED);
      bar.accept(to / (double) said.size());
    }
    if (common.json) {
      context.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("messages", said.size())
              .put("added", added)
              .put("repeated", repeated));
    } else {
      context
          .terminal()
          .result(said.size() + " messages: " + added + " new, " + repeated + " known");
    }
  }
}
