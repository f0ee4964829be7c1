package dev.openmemory.storage;

import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.UnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Translates what SQLite reports into what a person or a model can act on. */
final class Failures {

  private Failures() {}

  static MemoryException of(String what, SQLException e) {
    // The low byte is the kind of failure, the rest its details.
    int code = e instanceof SQLiteException s ? s.getResultCode().code & 0xff : e.getErrorCode();
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return busy(what, e);
    }
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return new StorageFailureException(
          "the disk is full: " + what + " kept nothing", "Free some space and try again.", e);
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_PERM.code
        || code == SQLiteErrorCode.SQLITE_AUTH.code) {
      return new MisconfiguredException(
          "the database cannot be written: " + what + " failed",
          "Make the file and its folder writable for this user, or choose another file with --db"
              + " or OPENMEMORY_DB.",
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return new MisconfiguredException(
          "the database cannot be opened: " + what + " failed",
          "Check that its folder exists and is writable, or choose another file with --db or"
              + " OPENMEMORY_DB.",
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return new MisconfiguredException(
          "the file is not a database: " + what + " failed",
          "Choose another file with --db or OPENMEMORY_DB; this one was left as it is.",
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return new StorageFailureException(
          "the database is damaged: " + what + " failed",
          "Run 'openmemory doctor'; if it cannot repair the file, restore a backup.",
          e);
    }
    return new StorageFailureException(
        what + " failed: " + e.getMessage(),
        "Try again; if it persists run 'openmemory doctor'.",
        e);
  }

  static UnavailableException busy(String what, @Nullable Throwable cause) {
    return new UnavailableException(
        "the database is busy: " + what + " waited for another writer in vain",
        "Try again in a moment.",
        cause);
  }
}
