package dev.openmemory.storage;

import dev.openmemory.model.Job;
import dev.openmemory.model.JobId;
import dev.openmemory.model.Scope;
import java.util.List;
import java.util.Optional;

/** The jobs of a store, from one snapshot. */
public interface JobReader {

  /** One job. */
  Optional<Job> find(JobId id);

  /**
   * The jobs whose scope every given axis matches, newest first.
   *
   * @param limit at least 1
   */
  List<Job> newest(Scope scope, int limit);

  /** How many jobs have not ended. */
  long open();
}
