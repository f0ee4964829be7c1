package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/** What the caller gave cannot be used; the same call, corrected, will work. */
public final class InvalidInputException extends MemoryException {

  private static final long serialVersionUID = 1L;

  public InvalidInputException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  public InvalidInputException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, remedy, cause);
  }
}
