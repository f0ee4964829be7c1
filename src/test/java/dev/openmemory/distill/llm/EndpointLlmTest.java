package dev.openmemory.distill.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openmemory.config.LlmSettings;
import dev.openmemory.distill.Llm;
import dev.openmemory.model.UnavailableException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndpointLlmTest {

  private static final Llm.Question QUESTION =
      new Llm.Question(
          "Answer in JSON.", List.of(new Llm.Turn(false, "oboe?")), Prompt.SCHEMA, 500);

  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @EnumSource
  void everyProviderIsAskedInItsOwnWords(LlmSettings.Provider api) {
    try (ScriptedProvider provider = new ScriptedProvider(api).answers("{\"facts\":[]}")) {
      Llm.Answer answer = llm(provider).ask(QUESTION);
      assertThat(provider.problems()).isEmpty();
      assertThat(answer)
          .isEqualTo(new Llm.Answer("{\"facts\":[]}", ScriptedProvider.MODEL, 900, 70));
      assertThat(provider.requests().get(0).toString())
          .contains("additionalProperties")
          .contains("Answer in JSON.")
          .contains("oboe?");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRepairedAnswerIsAskedForInTheSameConversation(LlmSettings.Provider api) {
    try (ScriptedProvider provider = new ScriptedProvider(api).answers("{\"facts\":[]}")) {
      llm(provider).ask(Prompt.repair(QUESTION, "I would say: oboe"));
      assertThat(provider.problems()).isEmpty();
      assertThat(provider.requests().get(0).toString()).contains("I would say: oboe");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBusyEndpointIsAskedAgainAfterTheTimeThatItAsksFor(LlmSettings.Provider api) {
    try (ScriptedProvider provider = new ScriptedProvider(api).fails(429, "Retry-After", "1")) {
      provider.fails(503).answers("{}");
      long began = System.nanoTime();
      assertThat(llm(provider).ask(QUESTION).text()).isEqualTo("{}");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(990));
      assertThat(provider.requests()).hasSize(3);
    }
  }

  @Test
  void aRetryThatWouldComeTooLateIsNotWaitedFor() {
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3_600).atZone(ZoneOffset.UTC));
    try (ScriptedProvider provider = openAi().fails(429, "Retry-After", inAnHour).answers("{}")) {
      EndpointLlm llm = llm(provider);
      assertThat(problem(llm)).contains("too many requests (HTTP 429)");
      assertThat(provider.requests()).hasSize(1);
      nanos.addAndGet(Duration.ofMinutes(55).toNanos());
      assertThat(problem(llm)).contains("not asked again");
      assertThat(provider.requests()).hasSize(1);
    }
  }

  @Test
  void whatIsWrongIsSaidWithoutWhatWasSentOrReceived() {
    for (int status : new int[] {400, 401, 404, 500}) {
      try (ScriptedProvider provider = openAi().fails(status)) {
        assertThat(problem(llm(provider)))
            .startsWith("openai at 127.0.0.1:")
            .contains("(HTTP " + status + ")")
            .doesNotContain("oboe")
            .doesNotContain(ScriptedProvider.KEY);
      }
    }
  }

  @Test
  void whatIsNoModelIsRecognised() {
    try (ScriptedProvider provider = openAi().sends("text/html", "<html>Sign in</html>")) {
      assertThat(problem(llm(provider))).endsWith("what it answers is not JSON");
    }
    try (ScriptedProvider provider = openAi().sends("application/json", "")) {
      assertThat(problem(llm(provider))).endsWith("what it answers is not JSON");
    }
    try (ScriptedProvider provider = openAi().sends("application/json", "{\"ok\":true}")) {
      assertThat(problem(llm(provider))).endsWith("what it answers is not the API of openai");
    }
    try (ScriptedProvider provider =
        openAi().sends("application/json", "{" + " ".repeat(Transport.MAX_BYTES))) {
      assertThat(problem(llm(provider))).contains("more than 4000000 bytes");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHangingEndpointIsGivenUpInTime(LlmSettings.Provider api) {
    for (boolean headers : new boolean[] {false, true}) {
      try (ScriptedProvider provider = new ScriptedProvider(api).hangs(headers)) {
        EndpointLlm llm =
            new EndpointLlm(
                provider.settings(Duration.ofMillis(400)), nanos::get, Duration.ofMillis(1));
        assertThat(problem(llm)).endsWith("no answer within 400 ms");
        assertThat(provider.requests()).hasSize(1);
      }
    }
  }

  @Test
  void whereNothingListensThatIsSaidAtOnce() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    EndpointLlm llm =
        new EndpointLlm(
            new LlmSettings(
                LlmSettings.Provider.OLLAMA,
                URI.create("http://127.0.0.1:" + port),
                "qwen3:8b",
                Optional.empty(),
                Duration.ofSeconds(60),
                8_192));
    UnavailableException failure = failure(llm);
    assertThat(failure.problem())
        .isEqualTo("ollama at 127.0.0.1:" + port + ": nothing answers there (connection refused)");
    assertThat(failure.remedy()).contains("qwen3:8b");
  }

  @Test
  void aDeadEndpointIsLeftAloneUntilItAnswersATestThatNobodyWaitsFor() {
    try (ScriptedProvider provider = openAi().fails(500)) {
      EndpointLlm llm = llm(provider);
      assertThat(problem(llm)).contains("HTTP 500");
      assertThat(provider.requests()).hasSize(4);
      for (int i = 0; i < 20; i++) {
        assertThat(problem(llm)).contains("HTTP 500").contains("not asked again until");
      }
      assertThat(provider.requests()).hasSize(4);

      // the pause is over: one test goes out beside the write
      nanos.addAndGet(Duration.ofSeconds(16).toNanos());
      assertThat(problem(llm)).contains("not asked again");
      await(() -> provider.requests().size() == 8);
      assertThat(problem(llm)).contains("not asked again");

      provider.anew().answers("{\"facts\":[]}");
      await(
          () -> {
            nanos.addAndGet(Duration.ofSeconds(16).toNanos());
            return answersNow(llm);
          });
      assertThat(provider.problems()).isEmpty();
    }
  }

  @Test
  void aServerThatKnowsNoSchemaIsAskedWithoutOneFromThenOn() {
    try (ScriptedProvider provider = openAi().refuses("response_format", "{\"facts\":[]}")) {
      EndpointLlm llm = llm(provider);
      llm.ask(QUESTION);
      assertThat(provider.requests()).hasSize(3);
      llm.ask(QUESTION);
      assertThat(provider.requests()).hasSize(4);
      assertThat(provider.requests().get(3).has("response_format")).isFalse();
    }
    try (ScriptedProvider provider = openAi().refuses("temperature", "{\"facts\":[]}")) {
      llm(provider).ask(QUESTION);
      assertThat(provider.requests()).hasSize(2);
      assertThat(provider.requests().get(1).has("response_format")).isTrue();
    }
  }

  @Test
  void aRefusedQuestionDoesNotKeepOthersFromBeingAsked() {
    try (ScriptedProvider provider = openAi().answers("{}").fails(413).answers("{}")) {
      EndpointLlm llm = llm(provider);
      llm.ask(QUESTION);
      assertThat(problem(llm)).endsWith("it refuses the question (HTTP 413)");
      assertThat(llm.ask(QUESTION).text()).isEqualTo("{}");
    }
  }

  private static ScriptedProvider openAi() {
    return new ScriptedProvider(LlmSettings.Provider.OPENAI);
  }

  private EndpointLlm llm(ScriptedProvider provider) {
    return new EndpointLlm(
        provider.settings(Duration.ofSeconds(20)), nanos::get, Duration.ofMillis(1));
  }

  private static boolean answersNow(Llm llm) {
    try {
      llm.ask(QUESTION);
      return true;
    } catch (UnavailableException e) {
      return false;
    }
  }

  private static String problem(Llm llm) {
    return failure(llm).problem();
  }

  private static UnavailableException failure(Llm llm) {
    return catchThrowableOfType(UnavailableException.class, () -> llm.ask(QUESTION));
  }

  private static void await(java.util.function.BooleanSupplier holds) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
