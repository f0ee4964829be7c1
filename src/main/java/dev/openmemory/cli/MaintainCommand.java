package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Upkeep;
import dev.openmemory.engine.UpkeepDone;
import dev.openmemory.engine.UpkeepPlan;
import dev.openmemory.engine.UpkeepUndone;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code openmemory maintain}. */
@Command(
    name = "maintain",
    description = "Put away what no longer helps; shows what, and does it only with --apply.",
    footer = {
      "",
      "Archived are memories that have expired, that repeat another one (which is then said to have "
          + "been said again), and that were superseded long ago; a search no longer finds them, as "
          + "it would not at a time in the past either. Old entries of the access log are put away. "
          + "Nothing is deleted, pinned memories are left alone, and --undo brings the last run back "
          + "exactly. With --apply the file is made compact too.",
      "",
      "  openmemory maintain",
      "  openmemory maintain --apply",
      "  openmemory maintain --undo"
    })
final class MaintainCommand implements Callable<Integer> {

  private static final int MOST_DAYS = 36_500;

  private final Context context;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StoreOptions store = new StoreOptions();

  @Option(names = "--apply", description = "Do it.")
  boolean apply;

  @Option(names = "--undo", description = "Bring back what the last --apply put away.")
  boolean undo;

  @Option(
      names = "--superseded-days",
      paramLabel = "DAYS",
      description = "How long ago a memory must have been superseded; 365 by default.")
  long days = Upkeep.LONG_AGO.toDays();

  MaintainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (apply && undo) {
      throw new InvalidInputException("--apply and --undo are given", "Give one of them.");
    }
    if (days < 0 || days > MOST_DAYS) {
      throw new InvalidInputException(
          "--superseded-days is " + days, "Use a number from 0 to " + MOST_DAYS + ".");
    }
    try (Engine engine = context.engine(store)) {
      if (undo) {
        undone(engine.upkeep().undo(Context.CALLER));
        return ExitCode.OK.code();
      }
      ProgressBar bar = new ProgressBar(context.terminal(), "looking for repetitions");
      UpkeepPlan plan = engine.upkeep().plan(Duration.ofDays(days), bar, Context.CALLER);
      if (!common.json) {
        listed(plan);
      }
      if (apply) {
        done(plan, engine.upkeep().apply(plan, Context.CALLER));
      } else {
        previewed(plan);
      }
    }
    return ExitCode.OK.code();
  }

  private void listed(UpkeepPlan plan) {
    for (UpkeepPlan.Item item : plan.items()) {
      Terminal terminal = context.terminal();
      terminal.result(terminal.dim(item.reason().key()));
      context.people().preview("-", item.memory());
      if (item.kept() != null) {
        context.people().preview("=", item.kept());
      }
    }
    if (plan.accesses() > 0) {
      context
          .terminal()
          .result(
              plan.accesses()
                  + " entries of the access log older than "
                  + Moments.shown(plan.accessesBefore(), context.zone()));
    }
  }

  private void previewed(UpkeepPlan plan) {
    if (common.json) {
      context.json(json(plan, false));
    } else if (plan.isEmpty()) {
      context.terminal().note("There is nothing to put away.");
    } else {
      context.terminal().note("Nothing was changed. Put it away with: openmemory maintain --apply");
    }
  }

  private void done(UpkeepPlan plan, UpkeepDone done) {
    if (common.json) {
      ObjectNode node = json(plan, true);
      node.put("archived", done.archived().size());
      node.put("skipped", done.skipped());
      node.put("bytes_before", done.bytesBefore()).put("bytes_after", done.bytesAfter());
      context.json(node);
      return;
    }
    Terminal terminal = context.terminal();
    terminal.result(
        "Archived "
            + count(done.archived().size(), "memory", "memories")
            + (done.skipped() == 0 ? "" : ", left " + done.skipped() + " that had changed")
            + "; the file has "
            + done.bytesAfter()
            + " bytes, before "
            + done.bytesBefore()
            + ".");
    if (!plan.isEmpty()) {
      terminal.note("Bring it back with: openmemory maintain --undo");
    }
  }

  private void undone(UpkeepUndone undone) {
    if (common.json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("applied_at", undone.appliedAt().toString());
      ids(node.putArray("restored"), undone.restored());
      ids(node.putArray("skipped"), undone.skipped());
      context.json(node);
      return;
    }
    undone.restored().forEach(memory -> context.people().preview("+", memory));
    undone.skipped().forEach(memory -> context.people().preview("!", memory));
    context
        .terminal()
        .result(
            "Brought "
                + count(undone.restored().size(), "memory", "memories")
                + " back"
                + (undone.skipped().isEmpty()
                    ? "."
                    : "; left " + undone.skipped().size() + " that somebody changed since."));
  }

  private static void ids(ArrayNode array, List<Memory> memories) {
    memories.forEach(memory -> array.add(memory.id().toString()));
  }

  private static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static ObjectNode json(UpkeepPlan plan, boolean applied) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("applied", applied);
    ArrayNode items = node.putArray("items");
    for (UpkeepPlan.Item item : plan.items()) {
      ObjectNode each =
          items
              .addObject()
              .put("reason", item.reason().key())
              .put("id", item.memory().id().toString())
              .put("text", item.memory().text());
      if (item.kept() != null) {
        each.put("kept", item.kept().id().toString());
      }
    }
    return node.put("accesses", plan.accesses());
  }
}
