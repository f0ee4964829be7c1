package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/** A setting, a model or a file does not fit; a person has to change it. */
public final class MisconfiguredException extends MemoryException {

  private static final long serialVersionUID = 1L;

  public MisconfiguredException(String problem, String remedy) {
    this(problem, remedy, null);
  }

  public MisconfiguredException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, remedy, cause);
  }
}
