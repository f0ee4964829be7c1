package dev.openmemory.porting;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Intake;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.model.Axis;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Remembers conversations as if they had been said here: word for word, with their times, each as a
 * run of its own. Messages that are known are not said again. For one thread.
 */
final class Talks {

  private static final int AT_ONCE = 50;

  private final Engine engine;
  private final ImportOptions options;
  private final Counting counting;
  private long said;
  private long known;
  private long added;
  private long repeated;

  Talks(Engine engine, ImportOptions options, Counting counting) {
    this.engine = engine;
    this.options = options;
    this.counting = counting;
  }

  Intake.Count messages() {
    return new Intake.Count(said, known);
  }

  Intake.Count memories() {
    return new Intake.Count(added, repeated);
  }

  void take(String place, Talk talk) {
    List<RememberRequest.Said> usable = new ArrayList<>();
    for (RememberRequest.Said message : talk.messages()) {
      try {
        Text.clean("a message", message.text());
        usable.add(message);
      } catch (InvalidInputException e) {
        counting.refused(place, e.problem());
      }
    }
    List<MessageId> ids = usable.stream().map(m -> Objects.requireNonNull(m.id())).toList();
    Set<MessageId> there = engine.archive().knownMessages(ids);
    List<RememberRequest.Said> fresh =
        usable.stream().filter(m -> !there.contains(m.id())).toList();
    known += usable.size() - fresh.size();
    said += fresh.size();
    if (options.dryRun()) {
      return;
    }
    for (int from = 0; from < fresh.size(); from += AT_ONCE) {
      remember(talk, fresh.subList(from, Math.min(fresh.size(), from + AT_ONCE)));
    }
  }

  private void remember(Talk talk, List<RememberRequest.Said> messages) {
    Scope scope = options.scope();
    if (scope.runId() == null && !talk.id().isBlank()) {
      scope = scope.with(Axis.RUN, shortened(talk.id()));
    }
    if (scope.appId() == null) {
      scope = scope.with(Axis.APP, talk.app());
    }
    Metadata metadata =
        talk.title().isBlank()
            ? Metadata.EMPTY
            : new Metadata(Map.of("title", shortened(talk.title())));
    Remembered done =
        engine.remember(
            new RememberRequest(
                messages, scope, new Caller(talk.app()), options.infer(), null, null, metadata));
    added += done.count(Remembered.Event.ADDED);
    repeated += done.count(Remembered.Event.REPEATED);
  }

  private static String shortened(String text) {
    String clean = Text.clean("a title", text).replaceAll("\\s+", " ");
    return clean.length() > Scope.MAX_ID_LENGTH
        ? clean.substring(0, Scope.MAX_ID_LENGTH - 1)
        : clean;
  }
}
