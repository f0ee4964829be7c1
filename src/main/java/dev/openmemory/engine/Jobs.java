package dev.openmemory.engine;

import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.Message;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.pipeline.Committed;
import dev.openmemory.pipeline.Pipeline;
import dev.openmemory.pipeline.Submission;
import dev.openmemory.storage.MemoryStore;
import dev.openmemory.storage.StoreWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes with their facts, at once or later. Later means: of messages that were stored before. One
 * worker does so at a time, of whichever process that has the file open; the facts of a job and its
 * end are one transaction, so that a worker may die at any moment and nothing is lost or made
 * twice. Safe from any thread.
 */
public final class Jobs {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  /** How long a worker that died keeps the others from its work. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A job that failed so often is given up; its text stays as it was said. */
  private static final int MOST_ATTEMPTS = 3;

  private final MemoryStore store;
  private final Pipeline pipeline;
  private final Apps apps;
  private final Clock clock;
  private final UUID worker;
  private final Supplier<UUID> ids;
  private volatile boolean started;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "jobs");
            thread.setDaemon(true);
            return thread;
          });

  Jobs(MemoryStore store, Pipeline pipeline, Apps apps, Clock clock, Supplier<UUID> ids) {
    this.store = store;
    this.pipeline = pipeline;
    this.apps = apps;
    this.clock = clock;
    this.ids = ids;
    this.worker = ids.get();
  }

  /** Begins to look for work, now and then. */
  void start() {
    started = true;
    var unused =
        threads.scheduleWithFixedDelay(
            this::work, PATIENCE.toMillis(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks for work soon, where this process looks for any. */
  private void nudge() {
    if (started && !threads.isShutdown()) {
      var unused = threads.schedule(this::work, 0, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Stores what was said with its facts. Where a distiller failed or a language model was asked,
   * the write is kept among the jobs, as one that has ended: what it cost and what went wrong can
   * be read there.
   */
  Remembered remember(Submission submission) {
    JobId id = new JobId(ids.get());
    return Writing.remembered(
        pipeline.run(
            submission,
            (writer, done) -> {
              JobOutcome outcome = outcome(done);
              if (!outcome.notes().isEmpty() || outcome.inputTokens() > 0) {
                writer.jobs().add(job(id, submission, done).succeeded(submission.now(), outcome));
              }
            }));
  }

  /** Stores what was said with its facts, at once, and keeps the write among the jobs. */
  Deferred record(Submission submission) {
    JobId id = new JobId(ids.get());
    Committed committed =
        pipeline.run(
            submission,
            (writer, done) ->
                writer
                    .jobs()
                    .add(job(id, submission, done).succeeded(submission.now(), outcome(done))));
    return new Deferred(id, Writing.remembered(committed));
  }

  private static Job job(JobId id, Submission submission, Committed done) {
    return Job.waiting(
        id,
        submission.scope(),
        submission.client(),
        done.messages(),
        submission.expiresAt(),
        submission.metadata(),
        submission.now());
  }

  /** Stores what was said, with the job that makes facts of it. */
  Deferred defer(Submission submission) {
    JobId id = new JobId(ids.get());
    // What needs no distilling is done at once.
    boolean later = submission.infer() && submission.facts().isEmpty();
    Committed committed =
        pipeline.run(
            later ? submission.asSaid() : submission,
            (writer, done) -> {
              Job job = job(id, submission, done);
              writer.jobs().add(later ? job : job.succeeded(submission.now(), outcome(done)));
            });
    if (later) {
      nudge();
    }
    return new Deferred(id, Writing.remembered(committed));
  }

  /**
   * A write whose facts are or were made later.
   *
   * @throws NotFoundException if there is none in the scope, or it ended so long ago that it is
   *     forgotten
   */
  public Job find(JobId id, Scope within, Caller caller) {
    apps.admit(caller);
    return store
        .read(reader -> reader.jobs().find(id))
        .filter(job -> within.admits(job.scope()))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no event " + id, "Give the event_id that add_memory returned."));
  }

  /**
   * The writes of a scope whose facts are or were made later, newest first.
   *
   * @param limit 1…{@link Engine#MAX_PAGE}
   */
  public List<Job> newest(Scope scope, int limit, Caller caller) {
    apps.admit(caller);
    return store.read(reader -> reader.jobs().newest(scope, Access.bounded(limit)));
  }

  /**
   * Makes all facts that are still to be made, one job after another, unless another process is at
   * it; says how many.
   */
  public synchronized int drain() {
    int done = 0;
    while (!Thread.currentThread().isInterrupted()
        && store.<Long>read(reader -> reader.jobs().open()) > 0) {
      Instant now = clock.instant();
      Optional<Job> job = store.write(writer -> writer.jobs().begin(worker, now, now.plus(LEASE)));
      if (job.isEmpty()) {
        return done;
      }
      if (job.get().attempts() > MOST_ATTEMPTS) {
        String why = "given up after it was interrupted " + MOST_ATTEMPTS + " times";
        end(job.get(), Job.Status.FAILED, JobOutcome.nothing(why));
      } else {
        finish(job.get());
      }
      done++;
    }
    if (done > 0) {
      release();
    }
    return done;
  }

  private void work() {
    try {
      drain();
    } catch (MemoryException e) {
      if (!threads.isShutdown()) {
        LOG.warn("The making of facts is interrupted: {}", e.problem());
      }
    } catch (RuntimeException e) {
      LOG.error("The making of facts failed", e);
    }
  }

  private void finish(Job job) {
    long every = LEASE.toMillis() / 3;
    ScheduledFuture<?> renewal =
        threads.scheduleAtFixedRate(this::renew, every, every, TimeUnit.MILLISECONDS);
    try {
      distil(job);
    } catch (LostLease e) {
      LOG.info("Another process has taken job {} over", job.id(), e);
    } catch (MemoryException e) {
      failed(job, e.problem());
    } catch (RuntimeException e) {
      LOG.error("A job failed", e);
      failed(job, "an internal error; the server's log says more");
    } finally {
      renewal.cancel(false);
    }
  }

  private void distil(Job job) {
    List<Message> messages = new ArrayList<>();
    store.<Object>read(
        reader -> {
          job.messages().forEach(id -> reader.message(id).ifPresent(messages::add));
          return messages;
        });
    Instant now = clock.instant();
    if (messages.isEmpty()) {
      end(job, Job.Status.SUCCEEDED, JobOutcome.nothing("the messages were erased"));
      return;
    }
    pipeline.again(
        new Submission(
            List.of(), job.scope(), job.client(), true, job.expiresAt(), job.metadata(), now),
        messages,
        (writer, committed) -> {
          if (!writer
              .jobs()
              .finish(job.id(), worker, Job.Status.SUCCEEDED, outcome(committed), now)) {
            throw new LostLease();
          }
        });
  }

  private static JobOutcome outcome(Committed committed) {
    Remembered remembered = Writing.remembered(committed);
    return new JobOutcome(
        remembered.count(Remembered.Event.ADDED),
        remembered.count(Remembered.Event.REPEATED),
        remembered.replacements().size(),
        remembered.attempts().stream()
            .filter(attempt -> attempt.failure() != null)
            .map(attempt -> attempt.kind().key() + ": " + attempt.failure())
            .toList(),
        remembered.attempts().stream().mapToLong(Remembered.Attempt::inputTokens).sum(),
        remembered.attempts().stream().mapToLong(Remembered.Attempt::outputTokens).sum());
  }

  /** Lets a job wait for its next attempt, or gives it up. */
  private void failed(Job job, String why) {
    if (threads.isShutdown()) {
      return; // the end of the process, not a fault of the job
    }
    LOG.warn("Job {} failed at attempt {}: {}", job.id(), job.attempts(), why);
    if (job.attempts() >= MOST_ATTEMPTS) {
      end(job, Job.Status.FAILED, JobOutcome.nothing(why));
    }
  }

  private void end(Job job, Job.Status status, JobOutcome outcome) {
    Instant now = clock.instant();
    store.<Boolean>write(writer -> writer.jobs().finish(job.id(), worker, status, outcome, now));
  }

  private void renew() {
    try {
      Instant until = clock.instant().plus(LEASE);
      store.<Boolean>write(writer -> writer.jobs().renew(worker, until));
    } catch (MemoryException e) {
      LOG.warn("The lease on the jobs was not renewed: {}", e.problem());
    }
  }

  private void release() {
    store.<Object>write(this::released);
  }

  private Object released(StoreWriter writer) {
    writer.jobs().release(worker);
    return writer;
  }

  /** Ends the work; a job under way is begun again by the next worker. */
  void stop() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      release();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (MemoryException e) {
      LOG.debug("The lease on the jobs runs out by itself: {}", e.problem());
    }
  }

  /** Thrown in a transaction to undo it: another worker has the job now. */
  private static final class LostLease extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
