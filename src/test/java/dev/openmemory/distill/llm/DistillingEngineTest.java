package dev.openmemory.distill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.config.LlmSettings;
import dev.openmemory.distill.Llm;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.EngineStats;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.engine.Remembered;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a language model does, what was said is kept, is found, and the answer says why. */
class DistillingEngineTest {

  private static final Caller CALLER = new Caller("test");
  private static final String SAID = "Big news: since May I have been living in Lisbon, near Dana.";
  private static final String FACTS =
      "{\"facts\":[{\"message\":1,\"text\":\"User lives in Lisbon\","
          + "\"entities\":[{\"name\":\"Lisbon\",\"type\":\"place\"}],\"relations\":[],"
          + "\"replaces\":[]}]}";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyProviderMakesFacts(LlmSettings.Provider api) {
    try (ScriptedProvider provider = new ScriptedProvider(api).answers(FACTS);
        Engine engine = open(new EndpointLlm(provider.settings(Duration.ofSeconds(20))))) {
      Remembered remembered = say(engine, SAID);
      assertThat(provider.problems()).isEmpty();
      assertThat(remembered.distilledBy()).contains(DistillerKind.LLM);
      assertThat(remembered.attempts())
          .containsExactly(new Remembered.Attempt(DistillerKind.LLM, null, 900, 70));
      assertThat(engine.stats(Scope.ANY, Caller.UNKNOWN).distillers())
          .containsExactly(new EngineStats.Distilling(DistillerKind.LLM, 1, 0, 900, 70));
      Memory fact = remembered.outcomes().get(remembered.outcomes().size() - 1).memory();
      assertThat(fact.text()).isEqualTo("User lives in Lisbon");
      assertThat(fact.provenance().distiller()).isEqualTo(DistillerKind.LLM);
      assertKept(engine);
    }
  }

  static Stream<Arguments> misbehaviour() {
    return Stream.of(
        fails("fenced", s -> s.answers("```json\n" + FACTS + "\n```"), null),
        fails("thinking", s -> s.answers("<think>Lisbon [?] {hm}</think>" + FACTS), null),
        fails(
            "truncated",
            s ->
                s.answers(
                    FACTS.substring(0, FACTS.length() - 2) + ",{\"message\":1,\"text\":\"User l"),
            null),
        fails("429 then good", s -> s.fails(429, "Retry-After", "0").answers(FACTS), null),
        fails("prose then good", s -> s.answers("You moved!").answers(FACTS), null),
        fails("wrong schema", s -> s.answers("{\"city\":\"Lisbon\"}"), "gave no facts in JSON"),
        fails("empty", s -> s.answers(""), "gave no facts in JSON"),
        fails("HTML", s -> s.sends("text/html", "<html>Sign in</html>"), "is not JSON"),
        fails("500", s -> s.fails(500), "it is in trouble (HTTP 500)"),
        fails("wrong key", s -> s.fails(401), "it refuses the key (HTTP 401)"),
        fails("hanging", s -> s.hangs(false), "no answer within 2 s"),
        fails("hanging in the middle", s -> s.hangs(true), "no answer within 2 s"));
  }

  private static Arguments fails(
      String name,
      Consumer<ScriptedProvider> script,
      @org.jspecify.annotations.Nullable String why) {
    return Arguments.of(name, script, Optional.ofNullable(why));
  }

  static Stream<Arguments> misbehaviourOfEach() {
    return Stream.of(LlmSettings.Provider.values())
        .flatMap(
            api ->
                misbehaviour()
                    .map(Arguments::get)
                    .map(one -> Arguments.of(api, one[0], one[1], one[2])));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("misbehaviourOfEach")
  void whateverTheModelAnswersWhatWasSaidIsKeptAndFound(
      LlmSettings.Provider api,
      String name,
      Consumer<ScriptedProvider> script,
      Optional<String> why) {
    try (ScriptedProvider provider = new ScriptedProvider(api);
        Engine engine = open(llm(provider, name.startsWith("hanging") ? 2 : 60))) {
      script.accept(provider);
      Remembered remembered = say(engine, SAID);
      assertThat(provider.problems()).as(name).isEmpty();
      assertKept(engine);
      Remembered.Attempt attempt = remembered.attempts().get(0);
      assertThat(attempt.kind()).isEqualTo(DistillerKind.LLM);
      if (why.isEmpty()) {
        assertThat(attempt.failure()).isNull();
        assertThat(remembered.distilledBy()).contains(DistillerKind.LLM);
        assertThat(remembered.outcomes())
            .extracting(outcome -> outcome.memory().text())
            .contains("User lives in Lisbon");
      } else {
        assertThat(attempt.failure())
            .contains(why.get())
            .doesNotContain("Lisbon")
            .doesNotContain(ScriptedProvider.KEY);
        assertThat(remembered.distilledBy()).isNotEqualTo(Optional.of(DistillerKind.LLM));
        assertThat(engine.jobs().newest(Scope.ANY, 1, Caller.UNKNOWN).get(0).outcome())
            .extracting(JobOutcome::notes)
            .asInstanceOf(InstanceOfAssertFactories.list(String.class))
            .anyMatch(note -> note.startsWith("llm: ") && note.contains(why.get()));
      }
    }
  }

  @Test
  void whereNothingListensWhatWasSaidIsKeptAndFound() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    LlmSettings settings =
        new LlmSettings(
            LlmSettings.Provider.OLLAMA,
            URI.create("http://127.0.0.1:" + port),
            "qwen3:8b",
            Optional.empty(),
            Duration.ofSeconds(60),
            8_192);
    try (Engine engine = open(new EndpointLlm(settings))) {
      Remembered remembered = say(engine, SAID);
      assertThat(remembered.attempts().get(0).failure()).contains("connection refused");
      assertKept(engine);
    }
  }

  @Test
  void aDeadModelIsAskedByTheFirstWriteAndByNoneAfterIt() {
    try (ScriptedProvider provider =
            new ScriptedProvider(LlmSettings.Provider.OLLAMA).hangs(false);
        Engine engine = open(llm(provider, 2))) {
      for (int i = 0; i < 10; i++) {
        Remembered remembered = say(engine, "This is sentence number " + i + " about sheep.");
        assertThat(remembered.attempts().get(0).failure()).contains("no answer within 2 s");
      }
      assertThat(provider.requests()).hasSize(1);
    }
  }

  @Test
  void theModelIsShownWhatItMayReplaceAndTheLastMessages() {
    try (ScriptedProvider provider =
            new ScriptedProvider(LlmSettings.Provider.ANTHROPIC)
                .answers(FACTS)
                .answers(
                    "{\"facts\":[{\"message\":1,\"text\":\"User moved from Lisbon to Porto\","
                        + "\"replaces\":[1,2]}]}");
        Engine engine = open(llm(provider, 60))) {
      say(engine, SAID);
      Remembered moved = say(engine, "Today I moved from Lisbon to Porto!");
      assertThat(moved.replacements()).hasSize(1);
      assertThat(
              engine.recall(new RecallRequest("Lisbon", Scope.ANY, 9, null, false, CALLER)).hits())
          .filteredOn(hit -> hit.memory().text().equals("User lives in Lisbon"))
          .allSatisfy(hit -> assertThat(hit.memory().validity().supersededBy()).isNotNull());
      String second = provider.requests().get(1).path("messages").toString();
      assertThat(second)
          .contains("User lives in Lisbon")
          .contains("Big news")
          .contains("Today I moved");
      assertThat(provider.problems()).isEmpty();
    }
  }

  private static void assertKept(Engine engine) {
    assertThat(
            engine
                .recall(
                    new RecallRequest("who lives near Lisbon?", Scope.ANY, 5, null, false, CALLER))
                .hits())
        .isNotEmpty()
        .first()
        .satisfies(hit -> assertThat(hit.memory().text()).contains("Lisbon"));
    assertThat(engine.stats(Scope.ANY, Caller.UNKNOWN).messages()).isEqualTo(1);
  }

  private static EndpointLlm llm(ScriptedProvider provider, int seconds) {
    return new EndpointLlm(
        provider.settings(Duration.ofSeconds(seconds)), System::nanoTime, Duration.ofMillis(1));
  }

  private static Remembered say(Engine engine, String text) {
    return engine.remember(RememberRequest.text(text, Scope.ANY, CALLER));
  }

  private Engine open(Llm llm) {
    return Engine.open(
        new EngineOptions(
            folder.resolve("memory.db"),
            "alice",
            EngineOptions.Lifetime.LONG_LIVED,
            EngineOptions.Index.RESIDENT,
            Path.of("target", "native-cache"),
            EngineOptions.DEFAULT_BUSY_TIMEOUT),
        EmbeddingModels.open(
            EmbeddingModels.find(List.of(Path.of("models")), EmbeddingModels.DEFAULT)),
        Optional.of(llm),
        Clock.systemUTC());
  }
}
