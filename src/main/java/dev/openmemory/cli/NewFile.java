package dev.openmemory.cli;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.UnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that a command makes, readable by its owner alone, and there only once it is whole. For
 * one thread.
 */
final class NewFile implements AutoCloseable {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path target;
  private final Path part;
  private final OutputStream out;

  private NewFile(Path target, Path part, OutputStream out) {
    this.target = target;
    this.part = part;
    this.out = out;
  }

  /**
   * Begins to make a file.
   *
   * @throws UnavailableException if it cannot be made
   */
  static NewFile begin(Path file) {
    Path target = file.toAbsolutePath().normalize();
    Path part =
        target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.deleteIfExists(part);
      FileAttribute<?>[] owner =
          POSIX
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Files.createFile(part, owner);
      return new NewFile(target, part, Files.newOutputStream(part, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  OutputStream out() {
    return out;
  }

  /** Puts the file in place; what was there before is gone. */
  void finish() {
    try {
      out.close();
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Makes sure that a file may be written.
   *
   * @return false if a person was asked and said no
   * @throws InvalidInputException if it exists and there is nobody to ask
   */
  static boolean mayWrite(Terminal terminal, Path file, boolean yes) {
    if (!Files.exists(file) || yes) {
      return true;
    }
    if (!terminal.interactive()) {
      throw new InvalidInputException(
          file + " exists", "Choose another file, or add --yes to replace it.");
    }
    return terminal.confirms("Replace " + file + "?");
  }

  static UnavailableException failure(Path file, IOException e) {
    return new UnavailableException(
        file + " cannot be written (" + e.getMessage() + ")",
        "Choose a place that this user can write, on a disk with room.",
        e);
  }
}
