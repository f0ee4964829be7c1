package dev.openmemory.config;

import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A small file that only its owner may read, replaced as a whole: a reader sees the old content or
 * the new one, never a part.
 */
public final class PrivateFile {

  private PrivateFile() {}

  /**
   * Writes the file, and its folder if there is none. A symbolic link stays one; what it points to
   * is replaced.
   *
   * @throws MisconfiguredException if the place cannot be written
   */
  public static void write(Path file, String content) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path folder = ensureFolder(target);
      Path draft =
          Files.createTempFile(folder, ".openmemory-", ".tmp", permissions(folder, "rw-------"));
      try {
        Files.writeString(draft, content, StandardCharsets.UTF_8);
        move(draft, target);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Makes a file's folder, readable by its owner alone, if it is missing.
   *
   * @return the folder
   * @throws MisconfiguredException if it cannot be made
   */
  public static Path ensureFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new MisconfiguredException(file + " is not a file", "Name a file within a folder.");
    }
    try {
      if (!Files.isDirectory(folder)) {
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
          existing = existing.getParent();
        }
        Files.createDirectories(folder, permissions(existing, "rwx------"));
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    return folder;
  }

  private static MisconfiguredException unwritable(Path file, IOException e) {
    return new MisconfiguredException(
        file + " cannot be written (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
        "Make its folder writable, or set OPENMEMORY_HOME to another folder.",
        e);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Permissions for a new file, where the file system knows them; elsewhere it inherits. */
  private static FileAttribute<?>[] permissions(Path folder, String rights) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
