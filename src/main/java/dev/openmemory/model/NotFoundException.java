package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/** What the caller named does not exist, or is not visible in the scope given. */
public final class NotFoundException extends MemoryException {

  private static final long serialVersionUID = 1L;

  public NotFoundException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  public NotFoundException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, remedy, cause);
  }
}
