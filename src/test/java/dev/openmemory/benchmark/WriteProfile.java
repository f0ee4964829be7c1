package dev.openmemory.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many messages a second go through the whole pipeline with facts by rules and the real model,
 * and in which stage the time goes: the adding thread is looked at every few milliseconds.
 *
 * <p>Arguments: a folder with corpus.jsonl; how many messages at most; how many an add.
 */
public final class WriteProfile {

  private static final String STAGES = "dev.openmemory.pipeline.";
  private static final int EVERY_MILLIS = 3;

  private WriteProfile() {}

  /** Runs the measurement and prints it. */
  public static void main(String[] args) throws Exception {
    List<JsonNode> messages = messages(Path.of(args[0]), Integer.parseInt(args[1]));
    int each = Integer.parseInt(args[2]);
    Path file = Files.createTempDirectory("write-profile").resolve("memory.db");
    try (Engine engine = open(file)) {
      engine.warmUp();
      engine.remember(RememberRequest.text("I live in Oslo.", Scope.user("warm-up"), caller()));
      Thread adding = Thread.currentThread();
      AtomicBoolean done = new AtomicBoolean();
      Map<String, Integer> samples = new TreeMap<>();
      Thread sampler = new Thread(() -> sample(adding, done, samples), "sampler");
      sampler.start();
      long began = System.nanoTime();
      for (int from = 0; from < messages.size(); from += each) {
        engine.remember(request(messages.subList(from, Math.min(messages.size(), from + each))));
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      done.set(true);
      sampler.join();
      long facts =
          engine.stats(Scope.ANY, Caller.UNKNOWN).memories().getOrDefault(State.ACTIVE, 0L);
      System.out.printf(
          "%d messages, %d an add: %.1f messages/s, %d memories listed%n",
          messages.size(), each, messages.size() / seconds, facts);
      double all = samples.values().stream().mapToInt(Integer::intValue).sum();
      samples.forEach((stage, n) -> System.out.printf("  %-8s %4.1f %%%n", stage, 100 * n / all));
    }
  }

  private static void sample(Thread adding, AtomicBoolean done, Map<String, Integer> samples) {
    while (!done.get()) {
      samples.merge(stage(adding.getStackTrace()), 1, Integer::sum);
      try {
        Thread.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The stage that the pipeline has called, the frame just above its own. */
  private static String stage(StackTraceElement[] stack) {
    for (int i = stack.length - 1; i > 0; i--) {
      if (stack[i].getClassName().equals(STAGES + "Pipeline")
          && !stack[i - 1].getClassName().equals(STAGES + "Pipeline")) {
        String name = stack[i - 1].getClassName();
        return name.startsWith(STAGES) ? name.substring(STAGES.length()) : "other";
      }
    }
    return "other";
  }

  private static RememberRequest request(List<JsonNode> messages) {
    List<RememberRequest.Said> said = new ArrayList<>();
    for (JsonNode message : messages) {
      String speaker = message.path("speaker").asText("user");
      Actor actor =
          switch (speaker) {
            case "user" -> Actor.USER;
            case "assistant" -> new Actor(Role.ASSISTANT, null);
            default -> new Actor(Role.USER, speaker);
          };
      said.add(
          new RememberRequest.Said(
              actor,
              message.path("text").asText(),
              LocalDateTime.parse(message.path("ts").asText()).toInstant(ZoneOffset.UTC)));
    }
    JsonNode first = messages.get(0);
    Scope scope =
        new Scope(first.path("pool").asText(), null, first.path("session").asText(), null);
    return new RememberRequest(said, scope, caller(), true, null, null, Metadata.EMPTY);
  }

  private static List<JsonNode> messages(Path folder, int most) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("corpus.jsonl"))) {
      if (messages.size() < most && !line.isBlank()) {
        messages.add(Json.read(line));
      }
    }
    return messages;
  }

  private static Caller caller() {
    return new Caller("benchmark");
  }

  private static Engine open(Path file) {
    return Engine.open(
        new EngineOptions(
            file,
            "tester",
            EngineOptions.Lifetime.LONG_LIVED,
            EngineOptions.Index.AUTO,
            Path.of("target", "native-cache").toAbsolutePath(),
            EngineOptions.DEFAULT_BUSY_TIMEOUT),
        EmbeddingModels.open(
            EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q")),
        Clock.systemUTC());
  }
}
