package dev.openmemory.storage;

import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.StorageFailureException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file on disk: made for its owner alone, and known again, so that nothing is ever written to a
 * file that was deleted or replaced while it was open. Safe to call from any thread.
 */
final class DatabaseFile {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;
  private final @Nullable Object identity;

  private DatabaseFile(Path path, @Nullable Object identity) {
    this.path = path;
    this.identity = identity;
  }

  /** Makes the file and its folder where they are missing. */
  static DatabaseFile prepare(Path file) {
    Path path = file.toAbsolutePath().normalize();
    try {
      Path folder = path.getParent();
      if (folder != null) {
        makeFolder(folder);
      }
      if (Files.isDirectory(path)) {
        throw new MisconfiguredException(
            path + " is a folder", "Give the database a file name with --db or OPENMEMORY_DB.");
      }
      try {
        // Made here and not by SQLite, so that no other user can open it for even a moment.
        Files.createFile(path, onlyFor("rw-------"));
      } catch (FileAlreadyExistsException e) {
        if (!Files.exists(path)) {
          throw new MisconfiguredException(
              path + " is a link to a file that does not exist",
              "Repair the link, or choose another file with --db or OPENMEMORY_DB.",
              e);
        }
      }
      return new DatabaseFile(path, identityOf(path));
    } catch (IOException e) {
      throw new MisconfiguredException(
          "the database " + path + " cannot be made",
          "Choose a folder that this user can write with --db or OPENMEMORY_DB.",
          e);
    }
  }

  /** Makes a folder, for its owner alone, where it is missing. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder, onlyFor("rwx------"));
    }
  }

  Path path() {
    return path;
  }

  /** The address of the file for JDBC; every character of the path survives. */
  String address() {
    return "jdbc:sqlite:" + path.toUri();
  }

  /**
   * Makes sure that the path still names the file that was opened.
   *
   * @throws StorageFailureException if not
   */
  void requireInPlace() {
    try {
      Object now = identityOf(path);
      if (identity != null && !identity.equals(now)) {
        throw gone("replaced by another file", null);
      }
    } catch (IOException e) {
      throw gone("moved or deleted", e);
    }
  }

  /** The bytes on disk, the write-ahead log included. */
  long bytes() {
    return size(path) + size(path.resolveSibling(path.getFileName() + "-wal"));
  }

  private StorageFailureException gone(String how, @Nullable Throwable cause) {
    return new StorageFailureException(
        "the database " + path + " was " + how + " while it was open; nothing was written",
        "Put it back, or restart openmemory to begin with the file that is there now.",
        cause);
  }

  @SuppressWarnings("NullAway") // null where the file system has no file keys
  private static @Nullable Object identityOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0; // not there: nothing on disk
    }
  }

  private static FileAttribute<?>[] onlyFor(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
