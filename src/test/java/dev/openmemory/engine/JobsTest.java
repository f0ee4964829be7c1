package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes whose facts are made later. */
class JobsTest {

  private static final Scope ALICE = Scope.user("alice");
  private static final Caller CURSOR = new Caller("cursor");

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private Engine engine;

  @BeforeEach
  void open() {
    engine = Engines.open(folder.resolve("memory.db"), Clock.systemUTC(), EngineOptions.Index.AUTO);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatIsSaidIsFoundAtOnceAndItsFactsAreMadeLater() {
    Deferred deferred = engine.rememberLater(said("I moved to Lisbon in the spring."));
    assertThat(found("Where did Alice move?").text()).contains("Lisbon");
    engine.jobs().drain();
    Job job = ended(deferred.job());
    assertThat(job.status()).isEqualTo(Job.Status.SUCCEEDED);
    assertThat(job.messages()).isEqualTo(deferred.remembered().messages());
    assertThat(job.outcome()).isNotNull();
    assertThat(engine.jobs().newest(ALICE, 10, Caller.UNKNOWN)).containsExactly(job);
    assertThat(found("Where did Alice move?").text()).contains("Lisbon");
  }

  @Test
  void whatWasSaidOnceIsNotCountedTwiceByItsJob() {
    engine.rememberLater(said("I moved to Lisbon in the spring."));
    engine.jobs().drain();
    Memory memory = found("Lisbon");
    assertThat(memory.sightings()).isEqualTo(1);
    assertThat(engine.history(memory.id(), ALICE, Caller.UNKNOWN))
        .extracting(HistoryEvent::kind)
        .containsExactly(HistoryEvent.Kind.ADD);
    engine.rememberLater(said("I moved to Lisbon in the spring."));
    engine.jobs().drain();
    assertThat(found("Lisbon").sightings()).isEqualTo(2);
  }

  @Test
  void aWriteWithoutFactsToMakeEndsAtOnce() {
    RememberRequest asSaid =
        new RememberRequest(
            said("Kept as it is.").messages(), ALICE, CURSOR, false, null, null, Metadata.EMPTY);
    Job job = engine.jobs().find(engine.rememberLater(asSaid).job(), ALICE, Caller.UNKNOWN);
    assertThat(job.status()).isEqualTo(Job.Status.SUCCEEDED);
    assertThat(job.outcome()).extracting(JobOutcome::added).isEqualTo(1);
  }

  @Test
  void anEventIsKnownOnlyInItsScope() {
    JobId id = engine.rememberLater(said("I keep bees.")).job();
    assertThatThrownBy(() -> engine.jobs().find(id, Scope.user("bob"), Caller.UNKNOWN))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> engine.jobs().find(new JobId(new UUID(1, 2)), Scope.ANY, Caller.UNKNOWN))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("event");
    assertThat(engine.jobs().newest(Scope.user("bob"), 10, Caller.UNKNOWN)).isEmpty();
  }

  @Test
  void whatIsErasedBeforeItsJobLeavesNothingToDo() {
    Deferred deferred = engine.rememberLater(said("I keep bees."));
    deferred
        .remembered()
        .outcomes()
        .forEach(o -> engine.erase(o.memory().id(), ALICE, Caller.UNKNOWN));
    engine.jobs().drain();
    assertThat(ended(deferred.job()).status()).isEqualTo(Job.Status.SUCCEEDED);
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  private static RememberRequest said(String text) {
    return RememberRequest.text(text, ALICE, CURSOR);
  }

  private Memory found(String question) {
    return engine
        .recall(new RecallRequest(question, ALICE, 1, null, false, Caller.UNKNOWN))
        .hits()
        .get(0)
        .memory();
  }

  /** The job, which the engine's own worker may have been about to end. */
  private Job ended(JobId id) {
    Job job = engine.jobs().find(id, ALICE, Caller.UNKNOWN);
    assertThat(job.status().ended()).isTrue();
    return job;
  }
}
