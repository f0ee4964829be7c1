package dev.openmemory.eval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link RecallSet} through an engine: each pool is remembered as a user of its own, each
 * session as a run, then every question is asked. Not safe for several threads.
 */
public final class RecallRun {

  private static final Caller CALLER = new Caller("eval");
  private static final int DEPTH = 100;
  private static final int BATCH = 200;

  private final RecallSet set;
  private final Engine engine;
  private final boolean infer;

  /**
   * Which messages of the set a memory was made of, by memory id, and which one a message is, by
   * message id: a passage that facts were made of is found without having been an outcome.
   */
  private final Map<String, Set<String>> sources = new LinkedHashMap<>();

  /**
   * A run.
   *
   * @param infer whether facts are distilled; false keeps every message as it was said
   */
  public RecallRun(RecallSet set, Engine engine, boolean infer) {
    this.set = set;
    this.engine = engine;
    this.infer = infer;
  }

  /**
   * What a run found.
   *
   * @param rankings message ids, best first, by question id
   * @param millis how long each question took, the query's embedding included, in the order asked
   */
  public record Result(Map<String, List<String>> rankings, List<Double> millis) {}

  /**
   * Remembers every message.
   *
   * @param progress told the share that is done, 0…1
   */
  public void ingest(DoubleConsumer progress) {
    List<RecallSet.Utterance> batch = new ArrayList<>();
    int done = 0;
    for (RecallSet.Utterance utterance : set.messages()) {
      if (!batch.isEmpty() && (batch.size() == BATCH || !together(batch.get(0), utterance))) {
        remember(batch);
        done += batch.size();
        progress.accept(done / (double) set.messages().size());
        batch.clear();
      }
      batch.add(utterance);
    }
    if (!batch.isEmpty()) {
      remember(batch);
    }
    progress.accept(1);
  }

  /**
   * Asks every question.
   *
   * @param progress told the share that is done, 0…1
   */
  public Result ask(DoubleConsumer progress) {
    return ask(Map.of(), progress);
  }

  /**
   * Asks every question with some signals weighted otherwise.
   *
   * @param weights by the signal's name; 0 turns one off
   */
  public Result ask(Map<String, Double> weights, DoubleConsumer progress) {
    Map<String, List<String>> rankings = new LinkedHashMap<>();
    List<Double> millis = new ArrayList<>();
    for (RecallSet.Question question : set.questions()) {
      long start = System.nanoTime();
      Recalled recalled =
          engine.recall(
              new RecallRequest(
                  question.text(),
                  Scope.user(question.pool()),
                  DEPTH,
                  null,
                  false,
                  CALLER,
                  question.askedAt(),
                  weights));
      millis.add((System.nanoTime() - start) / 1e6);
      Set<String> ranked = new LinkedHashSet<>();
      for (Recalled.Hit hit : recalled.hits()) {
        ranked.addAll(sources.getOrDefault(hit.memory().id().toString(), Set.of()));
        String message = hit.memory().provenance().message().toString();
        ranked.addAll(sources.getOrDefault(message, Set.of()));
      }
      rankings.put(question.id(), List.copyOf(ranked));
      progress.accept(rankings.size() / (double) set.questions().size());
    }
    return new Result(rankings, millis);
  }

  /** Writes which memory was made of which messages, so that a later run need not ingest again. */
  public void saveSources(Path file) {
    try {
      Files.writeString(file, Json.write(sources));
    } catch (IOException e) {
      throw new StorageFailureException(
          file + " cannot be written", "Check that the folder exists and is writable.", e);
    }
  }

  /** Reads what {@link #saveSources} wrote. */
  public void loadSources(Path file) {
    try {
      JsonNode saved = Json.read(Files.readString(file));
      saved
          .properties()
          .forEach(
              entry -> {
                Set<String> ids = new LinkedHashSet<>();
                entry.getValue().forEach(id -> ids.add(id.asText()));
                sources.put(entry.getKey(), ids);
              });
    } catch (IOException e) {
      throw new StorageFailureException(
          file + " cannot be read", "Delete the cached store; it is made again.", e);
    }
  }

  private static boolean together(RecallSet.Utterance a, RecallSet.Utterance b) {
    return a.pool().equals(b.pool()) && Objects.equals(a.session(), b.session());
  }

  private void remember(List<RecallSet.Utterance> batch) {
    RecallSet.Utterance first = batch.get(0);
    List<RememberRequest.Said> said = new ArrayList<>();
    for (RecallSet.Utterance utterance : batch) {
      said.add(
          new RememberRequest.Said(actor(utterance.speaker()), text(utterance), utterance.at()));
    }
    Instant at = first.at();
    Remembered remembered =
        engine.remember(
            new RememberRequest(
                said,
                new Scope(first.pool(), null, first.session(), null),
                CALLER,
                infer,
                at,
                null,
                Metadata.EMPTY));
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      String message = remembered.messages().get(i).toString();
      labels.put(message, batch.get(i).id());
      sources.computeIfAbsent(message, id -> new LinkedHashSet<>()).add(batch.get(i).id());
    }
    for (Remembered.Outcome outcome : remembered.outcomes()) {
      String label = labels.get(outcome.source().toString());
      if (label != null) {
        sources
            .computeIfAbsent(outcome.memory().id().toString(), id -> new LinkedHashSet<>())
            .add(label);
      }
    }
  }

  /** What is remembered of a message; the end of one that is too long to be remembered is cut. */
  static String text(RecallSet.Utterance utterance) {
    String text =
        utterance.title() == null ? utterance.text() : utterance.title() + ": " + utterance.text();
    if (text.length() <= Text.MAX_LENGTH) {
      return text;
    }
    int end = Text.MAX_LENGTH - (Character.isLowSurrogate(text.charAt(Text.MAX_LENGTH)) ? 1 : 0);
    return text.substring(0, end);
  }

  /** Who said a message of a set. */
  static Actor actor(@Nullable String speaker) {
    if (speaker == null || speaker.equals("user")) {
      return Actor.USER;
    }
    return speaker.equals("assistant")
        ? new Actor(Role.ASSISTANT, null)
        : new Actor(Role.USER, speaker);
  }
}
