package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/**
 * The one exception family. The message says what was wrong, {@link #remedy()} what to do about it;
 * both may be shown to a person or a model, so neither ever holds a secret.
 */
public abstract sealed class MemoryException extends RuntimeException
    permits InvalidInputException,
        NotFoundException,
        UnavailableException,
        MisconfiguredException,
        StorageFailureException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  MemoryException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, cause);
    this.remedy = remedy;
  }

  /** The next step that would help, as a sentence. */
  public String remedy() {
    return remedy;
  }

  /** The problem alone, never null. */
  public String problem() {
    String message = getMessage();
    return message == null ? getClass().getSimpleName() : message;
  }

  /** Problem and remedy in one line. */
  public String advice() {
    String problem = problem();
    return problem + (problem.endsWith(".") ? " " : ". ") + remedy;
  }
}
