package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/** The database could not be read or written; nothing of the failed write was kept. */
public final class StorageFailureException extends MemoryException {

  private static final long serialVersionUID = 1L;

  public StorageFailureException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  public StorageFailureException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, remedy, cause);
  }
}
