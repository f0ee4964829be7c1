package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is still to be done, and who may do it. */
class JobQueueTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final Instant NOON = Samples.NOON;
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Samples samples = new Samples(3);

  @SuppressWarnings("NullAway.Init") // by JUnit
  @TempDir
  Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private MemoryStore store;

  @BeforeEach
  void open() {
    store = Stores.open(Samples.options(folder));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aJobComesBackAsItWasStored() {
    Memory first = store.write(w -> samples.stored(w, Samples.ALICE, "one", samples.vector()));
    Memory second = store.write(w -> samples.stored(w, Samples.ALICE, "two", samples.vector()));
    Job job =
        Job.waiting(
            new JobId(samples.uuid()),
            Samples.ALICE,
            "editor",
            List.of(second.provenance().message(), first.provenance().message()),
            NOON.plusSeconds(60),
            new Metadata(Map.of("a", List.of(1, 2))),
            NOON);
    assertThat(add(job)).isEqualTo(job);
    assertThat(store.<Long>read(r -> r.jobs().open())).isEqualTo(1);
    assertThat(newest(Samples.ALICE)).containsExactly(job);
    assertThat(newest(Scope.user("bob"))).isEmpty();
    assertThat(find(new JobId(samples.uuid()))).isEmpty();
  }

  @Test
  void theOldestIsBegunFirstAndByOneWorkerAtATime() {
    Job first = add(waiting());
    Job second = add(waiting());
    assertThat(begin(ONE, NOON).orElseThrow().id()).isEqualTo(first.id());
    assertThat(begin(OTHER, NOON.plusSeconds(29))).isEmpty();
    assertThat(finish(first.id(), OTHER)).isFalse();
    assertThat(finish(first.id(), ONE)).isTrue();
    assertThat(finish(first.id(), ONE)).isFalse();
    Job done = find(first.id()).orElseThrow();
    assertThat(done.status()).isEqualTo(Job.Status.SUCCEEDED);
    assertThat(done.attempts()).isEqualTo(1);
    assertThat(done.outcome()).isEqualTo(new JobOutcome(2, 1, 0, List.of("so it is"), 7, 9));
    assertThat(done.finishedAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(begin(ONE, NOON).orElseThrow().id()).isEqualTo(second.id());
    assertThat(store.<Long>read(r -> r.jobs().open())).isEqualTo(1);
  }

  @Test
  void whatADeadWorkerLeftIsBegunAgainOnceItsLeaseHasRunOut() {
    Job job = add(waiting());
    begin(ONE, NOON);
    Job again = begin(OTHER, NOON.plus(LEASE)).orElseThrow();
    assertThat(again.id()).isEqualTo(job.id());
    assertThat(again.attempts()).isEqualTo(2);
    // The first worker was only slow; what it does now comes too late.
    assertThat(renew(ONE, NOON.plusSeconds(90))).isFalse();
    assertThat(finish(job.id(), ONE)).isFalse();
    assertThat(finish(job.id(), OTHER)).isTrue();
  }

  @Test
  void aLeaseThatIsRenewedOrLetGoHoldsAccordingly() {
    Job job = add(waiting());
    begin(ONE, NOON);
    assertThat(renew(ONE, NOON.plusSeconds(60))).isTrue();
    assertThat(begin(OTHER, NOON.plus(LEASE))).isEmpty();
    write(
        w -> {
          w.jobs().release(ONE);
          return true;
        });
    assertThat(find(job.id()).orElseThrow().status()).isEqualTo(Job.Status.PENDING);
    assertThat(begin(OTHER, NOON.plusSeconds(1)).orElseThrow().id()).isEqualTo(job.id());
  }

  @Test
  void aMessageThatIsErasedLeavesItsJob() {
    Memory memory = store.write(w -> samples.stored(w, Samples.ALICE, "one", samples.vector()));
    Job job = add(waiting(memory));
    write(
        w -> {
          w.erase(memory.id());
          return true;
        });
    assertThat(find(job.id()).orElseThrow().messages()).isEmpty();
    assertThat(store.check().problems()).isEmpty();
  }

  @Test
  void anApplicationIsPausedUntilItMayGoOn() {
    write(
        w -> {
          w.pause("cursor", NOON);
          w.pause("zed", NOON);
          w.pause("zed", null);
          return true;
        });
    Map<String, Instant> paused = store.read(StoreReader::pausedApps);
    assertThat(paused).isEqualTo(Map.of("cursor", NOON));
  }

  private Job waiting() {
    return waiting(store.write(w -> samples.stored(w, Samples.ALICE, "said", samples.vector())));
  }

  private Job waiting(Memory memory) {
    return Job.waiting(
        new JobId(samples.uuid()),
        memory.scope(),
        null,
        List.of(memory.provenance().message()),
        null,
        Metadata.EMPTY,
        NOON);
  }

  private Job add(Job job) {
    return write(
        w -> {
          w.jobs().add(job);
          return w.jobs().find(job.id()).orElseThrow();
        });
  }

  private Optional<Job> begin(UUID worker, Instant now) {
    return write(w -> w.jobs().begin(worker, now, now.plus(LEASE)));
  }

  private boolean finish(JobId job, UUID worker) {
    JobOutcome outcome = new JobOutcome(2, 1, 0, List.of("so it is"), 7, 9);
    return write(
        w -> w.jobs().finish(job, worker, Job.Status.SUCCEEDED, outcome, NOON.plusSeconds(1)));
  }

  private boolean renew(UUID worker, Instant until) {
    return write(w -> w.jobs().renew(worker, until));
  }

  private Optional<Job> find(JobId job) {
    return store.read(r -> r.jobs().find(job));
  }

  private List<Job> newest(Scope scope) {
    return store.read(r -> r.jobs().newest(scope, 5));
  }

  private <T> T write(Function<StoreWriter, T> work) {
    return store.<T>write(work);
  }
}
