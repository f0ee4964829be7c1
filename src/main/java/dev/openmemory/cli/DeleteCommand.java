package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openmemory delete}. */
@Command(
    name = "delete",
    description = "Delete memories, by id or all of a scope.",
    footer = {
      "",
      "A deleted memory is no longer found. Its history stays, and 'update ID --state active' "
          + "brings it back; with --purge nothing does.",
      "",
      "  openmemory delete ID",
      "  openmemory delete --all --user ann"
    })
final class DeleteCommand implements Callable<Integer> {

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();
  @Mixin ScopeOptions scope = new ScopeOptions();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The memories' ids.")
  List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "Delete every memory of the scope that is given.")
  boolean all;

  @Option(
      names = "--purge",
      description = "Erase the text and the history too, for good. Only by id.")
  boolean purge;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before deleting all of a scope.")
  boolean yes;

  DeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (all == !ids.isEmpty()) {
      throw new InvalidInputException(
          all ? "--all does not go with ids" : "there is no id",
          "Give the ids of memories, or --all with --user, --agent, --run or --app.");
    }
    return all ? deleteScope() : deleteEach();
  }

  private Integer deleteEach() {
    List<MemoryId> wanted = ids.stream().map(MemoryId::parse).toList();
    try (Engine engine = context.engine(store)) {
      for (MemoryId id : wanted) {
        if (purge) {
          engine.erase(id, scope.scope(), Context.CALLER);
        } else {
          engine.forget(id, scope.scope(), Context.CALLER);
        }
        if (!common.json) {
          context.terminal().result((purge ? "Purged " : "Deleted ") + id);
        }
      }
    }
    if (common.json) {
      ObjectNode node = Json.mapper().createObjectNode();
      ArrayNode list = node.putArray("deleted");
      wanted.forEach(id -> list.add(id.toString()));
      context.json(node);
    }
    return ExitCode.OK.code();
  }

  private Integer deleteScope() {
    Scope given = scope.scope();
    if (given.isAny()) {
      throw new InvalidInputException(
          "--all without a scope", "Give at least one of --user, --agent, --run and --app.");
    }
    if (purge) {
      throw new InvalidInputException(
          "--purge does not go with --all", "Purge memories by their ids.");
    }
    try (Engine engine = context.engine(store)) {
      if (!yes && !confirmed(engine, given)) {
        context.terminal().note("Nothing was deleted.");
        return ExitCode.FAILURE.code();
      }
      long count = engine.forgetAll(given, Context.CALLER);
      if (common.json) {
        context.json(Json.mapper().createObjectNode().put("deleted", count));
      } else {
        context.terminal().result("Deleted " + count + (count == 1 ? " memory." : " memories."));
      }
    }
    return ExitCode.OK.code();
  }

  private boolean confirmed(Engine engine, Scope given) {
    if (!context.terminal().interactive()) {
      throw new InvalidInputException(
          "there is nobody to ask whether to delete them all", "Add --yes.");
    }
    long count =
        engine
            .list(given, EnumSet.complementOf(EnumSet.of(State.DELETED)), null, 1, Context.CALLER)
            .total();
    return context
        .terminal()
        .confirms("Delete " + count + (count == 1 ? " memory?" : " memories?"));
  }
}
