package dev.openmemory.storage;

import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.JobOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The jobs of a store, within one transaction. One worker at a time, of whichever process, takes
 * jobs: the one that holds the lease. A worker that dies lets the lease run out, and its job is
 * begun again by the next.
 */
public interface JobQueue extends JobReader {

  /** How many jobs that have ended are kept; older ones go as new ones come. */
  int KEPT = 10_000;

  /** Stores a job, waiting or ended; its messages are stored. */
  void add(Job job);

  /**
   * Takes or keeps the lease and begins the oldest job that has not ended.
   *
   * @param worker who asks
   * @param until how long the lease holds, unless it is renewed
   * @return the job begun; empty if there is none or another worker holds the lease
   */
  Optional<Job> begin(UUID worker, Instant now, Instant until);

  /**
   * Keeps the lease for longer.
   *
   * @return whether the worker still holds it
   */
  boolean renew(UUID worker, Instant until);

  /** Lets the lease go, if the worker holds it; a job it is at waits again. */
  void release(UUID worker);

  /**
   * Ends a job.
   *
   * @param status one of those that end a job
   * @return false, with nothing changed, if the worker no longer holds the lease or the job has
   *     ended
   */
  boolean finish(JobId id, UUID worker, Job.Status status, JobOutcome outcome, Instant now);
}
