package dev.openmemory.cli;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.UnavailableException;

/** What the process tells its caller when it ends. */
enum ExitCode {
  OK(0, "done"),
  FAILURE(1, "something went wrong that the codes below do not name, or doctor found a problem"),
  USAGE(2, "the command line or the input cannot be used"),
  NOT_FOUND(3, "there is no such memory, or no server is running"),
  UNAVAILABLE(
      4, "something needed is busy or cannot be reached now; the same command may work later"),
  MISCONFIGURED(5, "a setting, a model or a file does not fit"),
  STORAGE(6, "the database could not be read or written; nothing of the failed write was kept");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  int code() {
    return code;
  }

  /** When it is given. */
  String meaning() {
    return meaning;
  }

  /** The one that tells of a failure. */
  static ExitCode of(MemoryException e) {
    if (e instanceof InvalidInputException) {
      return USAGE;
    } else if (e instanceof NotFoundException) {
      return NOT_FOUND;
    } else if (e instanceof UnavailableException) {
      return UNAVAILABLE;
    } else if (e instanceof MisconfiguredException) {
      return MISCONFIGURED;
    } else if (e instanceof StorageFailureException) {
      return STORAGE;
    }
    throw new IllegalStateException("the family is sealed", e);
  }
}
