package dev.openmemory.eval;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;

/**
 * Remembers whole conversations in which statements are updated or contradicted, and looks which of
 * them the memory ended or brought together. Not safe for several threads.
 */
public final class UpdatesRun {

  private static final Caller CALLER = new Caller("eval");

  private final RecallSet set;
  private final List<StatedPair> pairs;
  private final Engine engine;
  private final Map<MessageId, String> labels = new HashMap<>();
  private final List<Remembered.Replacement> replacements = new ArrayList<>();
  private final List<Remembered.Contradiction> contradictions = new ArrayList<>();
  private long facts;

  /**
   * A run.
   *
   * @param engine with a database of its own
   */
  public UpdatesRun(RecallSet set, List<StatedPair> pairs, Engine engine) {
    this.set = set;
    this.pairs = pairs;
    this.engine = engine;
  }

  /**
   * Remembers the conversations that have pairs, message by message, and measures.
   *
   * @param progress told the share that is done, 0…1
   */
  public UpdatesReport measure(DoubleConsumer progress) {
    Set<String> pools = new HashSet<>();
    pairs.forEach(pair -> pools.add(pair.pool()));
    List<RecallSet.Utterance> messages =
        set.messages().stream().filter(message -> pools.contains(message.pool())).toList();
    for (int i = 0; i < messages.size(); i++) {
      remember(messages.get(i));
      progress.accept((i + 1) / (double) messages.size());
    }
    return report(messages.size());
  }

  private void remember(RecallSet.Utterance message) {
    Remembered remembered =
        engine.remember(
            new RememberRequest(
                List.of(
                    new RememberRequest.Said(
                        RecallRun.actor(message.speaker()), RecallRun.text(message), message.at())),
                new Scope(message.pool(), null, message.session(), null),
                CALLER,
                true,
                null,
                null,
                Metadata.EMPTY));
    labels.put(remembered.messages().get(0), message.id());
    replacements.addAll(remembered.replacements());
    contradictions.addAll(remembered.contradictions());
    facts +=
        remembered.outcomes().stream()
            .filter(outcome -> outcome.event() == Remembered.Event.ADDED)
            .filter(o -> o.memory().provenance().distiller() != DistillerKind.VERBATIM)
            .count();
  }

  private UpdatesReport report(int messages) {
    Map<StatedPair, Boolean> met = new LinkedHashMap<>();
    pairs.forEach(pair -> met.put(pair, false));
    List<UpdatesReport.Link> replaced = new ArrayList<>();
    for (Remembered.Replacement replacement : replacements) {
      replaced.add(link(StatedPair.Kind.UPDATE, replacement.earlier(), replacement.later(), met));
    }
    List<UpdatesReport.Link> conflicts = new ArrayList<>();
    for (Remembered.Contradiction pair : contradictions) {
      conflicts.add(link(StatedPair.Kind.CONTRADICTION, pair.one(), pair.other(), met));
    }
    return new UpdatesReport(
        messages,
        facts,
        count(met, StatedPair.Kind.UPDATE, false),
        count(met, StatedPair.Kind.UPDATE, true),
        count(met, StatedPair.Kind.CONTRADICTION, false),
        count(met, StatedPair.Kind.CONTRADICTION, true),
        replaced.size(),
        (int) replaced.stream().filter(link -> !link.named()).count(),
        conflicts.size(),
        replaced,
        conflicts);
  }

  private UpdatesReport.Link link(
      StatedPair.Kind kind, Memory first, Memory second, Map<StatedPair, Boolean> met) {
    String one = label(first);
    String other = label(second);
    boolean named = false;
    for (StatedPair pair : pairs) {
      boolean forward = pair.first().contains(one) && pair.second().contains(other);
      boolean backward = pair.first().contains(other) && pair.second().contains(one);
      if (forward || backward) {
        named = true;
        if (pair.kind() == kind) {
          met.put(pair, true);
        }
      }
    }
    return new UpdatesReport.Link(first.text(), one, second.text(), other, named);
  }

  private String label(Memory memory) {
    return labels.getOrDefault(memory.provenance().message(), "");
  }

  private static int count(Map<StatedPair, Boolean> met, StatedPair.Kind kind, boolean onlyFound) {
    return (int)
        met.entrySet().stream()
            .filter(entry -> entry.getKey().kind() == kind && (!onlyFound || entry.getValue()))
            .count();
  }
}
