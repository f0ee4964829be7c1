package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/** Something that is needed is busy or cannot be reached now; the same call may work later. */
public final class UnavailableException extends MemoryException {

  private static final long serialVersionUID = 1L;

  public UnavailableException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  public UnavailableException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, remedy, cause);
  }
}
