package dev.openmemory.cli;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Revision;
import dev.openmemory.mcp.tools.MemoryJson;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory update}. */
@Command(
    name = "update",
    description = "Change a memory's text, metadata, state, expiry or importance.",
    footer = {
      "",
      "What is not given stays as it is; the history keeps what was there before. With '-', "
          + "or without any other change, the text is read from standard input.",
      "",
      "  openmemory update ID I live in Lisbon",
      "  openmemory update ID --state archived",
      "  openmemory update ID --importance 0.9 --pin",
      "  openmemory update ID --restore"
    })
final class UpdateCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "The memory's id.")
  String id = "";

  @Parameters(
      index = "1..*",
      paramLabel = "TEXT",
      arity = "0..*",
      description = "What it says from now on.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--metadata",
      paramLabel = "JSON",
      description = "Replaces what is attached, a JSON object.")
  @Nullable String metadata;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "active, paused or archived; active also brings back what was deleted.")
  @Nullable String state;

  @Option(
      names = "--expires-at",
      paramLabel = "TIME",
      description = "From when on it is no longer found.")
  @Nullable String expiresAt;

  @Option(names = "--no-expiry", description = "It never expires.")
  boolean noExpiry;

  @Option(
      names = "--importance",
      paramLabel = "NUMBER",
      description = "How much it matters, from 0 to 1; none where nobody says.")
  @Nullable String importance;

  @Option(
      names = "--pin",
      negatable = true,
      description = "It does not fade with age, and maintain leaves it alone; --no-pin ends that.")
  @Nullable Boolean pinned;

  @Option(
      names = "--restore",
      description = "Undo that it was replaced, deleted, paused or archived; alone.")
  boolean restore;

  UpdateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    @Nullable Revision revision = restore ? null : revision();
    if (restore && changes()) {
      throw new InvalidInputException(
          "--restore and another change are given", "Restore it first, then change it.");
    }
    try (Engine engine = context.engine(store)) {
      Memory memory =
          revision == null
              ? engine.restore(MemoryId.parse(id), scope.scope(), Context.CALLER)
              : engine.revise(revision, scope.scope(), Context.CALLER);
      if (common.json) {
        context.json(MemoryJson.of(memory));
      } else {
        context.people().preview("✓", memory);
      }
    }
    return ExitCode.OK.code();
  }

  private boolean changes() {
    return !words.isEmpty() || changesOtherThanText();
  }

  private boolean changesOtherThanText() {
    return metadata != null
        || state != null
        || expiresAt != null
        || noExpiry
        || importance != null
        || pinned != null;
  }

  private Revision revision() {
    MemoryId memory = MemoryId.parse(id);
    if (noExpiry && expiresAt != null) {
      throw new InvalidInputException(
          "--expires-at and --no-expiry contradict each other", "Give one of them.");
    }
    Metadata newMetadata = metadata == null ? null : MetadataOption.parse(metadata);
    State newState = state == null ? null : State.ofKey(state);
    String text = words.isEmpty() && changesOtherThanText() ? null : context.text("change", words);
    return new Revision(memory, text, newMetadata, newState, expiry(), importance(), pinned);
  }

  @SuppressWarnings({"NullableOptional", "NullOptional"}) // as in Revision
  private @Nullable Optional<Instant> expiry() {
    if (expiresAt == null && !noExpiry) {
      return null;
    }
    return Optional.ofNullable(Moments.parse("--expires-at", expiresAt, context.zone()));
  }

  @SuppressWarnings({"NullableOptional", "NullOptional"}) // as in Revision
  private @Nullable Optional<Double> importance() {
    if (importance == null) {
      return null;
    }
    if (importance.equalsIgnoreCase("none")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Double.valueOf(importance));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "--importance is '" + importance + "'", "Use a number from 0 to 1, or none.", e);
    }
  }
}
