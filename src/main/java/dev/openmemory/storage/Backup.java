package dev.openmemory.storage;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whole copies of a file: made while others use it, and put in its place when nobody does. For one
 * thread.
 */
public final class Backup {

  private static final Logger LOG = LoggerFactory.getLogger(Backup.class);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** How long somebody else may keep the file that is to be replaced. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Path nativeCache;
  private final Duration busyTimeout;

  /**
   * For files of this computer.
   *
   * @param nativeCache the folder that native libraries are unpacked into
   * @param busyTimeout how long to wait for others
   */
  public Backup(Path nativeCache, Duration busyTimeout) {
    this.nativeCache = nativeCache;
    this.busyTimeout = busyTimeout;
  }

  /**
   * What a copy holds.
   *
   * @param memories how many
   * @param schema the version of its schema
   * @param space of its embeddings
   */
  public record Content(long memories, int schema, Optional<EmbeddingSpace> space) {}

  /**
   * Copies a file as it is at this moment, whatever others write meanwhile. Nothing that was erased
   * is in the copy.
   *
   * @param to replaced if it exists
   * @return what the copy holds
   */
  public Content copy(Path from, Path to) {
    Path target = to.toAbsolutePath().normalize();
    requireFile(from);
    if (Files.exists(target) && same(from, target)) {
      throw new MisconfiguredException(
          to + " is the database itself", "Name another file for the copy.");
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Content content = copied(from, part);
    try {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      return content;
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  /**
   * Puts a copy in the place of a file. What was there is kept beside it.
   *
   * @param now the time that names what is kept
   * @return where what was there is now; empty where there was nothing
   * @throws UnavailableException if somebody has the file open
   */
  public Optional<Path> restore(Path copy, Path to, Instant now) {
    Path target = to.toAbsolutePath().normalize();
    requireFile(copy);
    if (Files.exists(target) && same(copy, target)) {
      throw new MisconfiguredException(
          copy + " is the database itself", "Name the file of a backup.");
    }
    Path part = target.resolveSibling(target.getFileName() + ".restored");
    copied(copy, part);
    try {
      Optional<Path> kept = Optional.empty();
      if (Files.exists(target)) {
        release(target);
        Path beside = beside(target, now);
        for (String suffix : List.of("", "-wal", "-shm")) {
          Path each = target.resolveSibling(target.getFileName() + suffix);
          if (Files.exists(each)) {
            Files.move(each, beside.resolveSibling(beside.getFileName() + suffix));
          }
        }
        kept = Optional.of(beside);
      }
      Files.move(part, target);
      return kept;
    } catch (IOException e) {
      throw failed(target, e);
    } finally {
      delete(part);
    }
  }

  /**
   * What a copy holds, if it is sound.
   *
   * @throws MisconfiguredException if it is no database of ours, or of a newer version
   * @throws StorageFailureException if it is damaged
   */
  public Content examine(Path copy) {
    requireFile(copy);
    Connections connections = open(copy, busyTimeout);
    try {
      return examined(connections.writer(), copy);
    } finally {
      connections.close();
    }
  }

  private Content copied(Path from, Path part) {
    delete(part);
    Connections connections = open(from, busyTimeout);
    boolean done = false;
    try {
      Sql sql = connections.writer();
      Content content = examined(sql, from);
      DatabaseFile empty = DatabaseFile.prepare(part); // for its owner alone before it is filled
      sql.update("VACUUM INTO ?", empty.path().toString());
      done = true;
      return content;
    } finally {
      connections.close();
      if (!done) {
        delete(part);
      }
    }
  }

  private static Content examined(Sql sql, Path file) {
    if (Migrations.inspect(sql, file) == Migrations.Kind.EMPTY) {
      throw new MisconfiguredException(
          file + " holds no memory", "Name a database of openmemory, or a backup of one.");
    }
    List<String> problems =
        sql.list("PRAGMA integrity_check(3)", row -> row.getString(1)).stream()
            // Where sqlite-vec is missing, its index cannot be looked at; it is built anew.
            .filter(problem -> !problem.equals("ok") && !problem.contains("memory_vec0"))
            .toList();
    if (!problems.isEmpty()) {
      throw new StorageFailureException(
          file + " is damaged: " + problems.get(0), "Use another backup.");
    }
    return new Content(
        sql.number("SELECT count(*) FROM memory"),
        (int) sql.number("PRAGMA user_version"),
        Space.find(sql).map(Space::of));
  }

  /**
   * Makes sure that nobody has a file open: only then does SQLite give up the log of a file. A file
   * that is damaged is replaced all the same.
   */
  private void release(Path target) {
    try (Connections connections = open(target, PATIENCE)) {
      if (!"delete".equals(connections.writer().pragma("PRAGMA journal_mode = DELETE"))) {
        throw busy(target, null);
      }
    } catch (UnavailableException e) {
      throw busy(target, e);
    } catch (StorageFailureException | MisconfiguredException e) {
      LOG.info("{} cannot be opened, and is replaced: {}", target, e.problem());
    }
  }

  private static UnavailableException busy(Path target, @Nullable MemoryException cause) {
    return new UnavailableException(
        "another process has " + target + " open",
        "Stop it ('openmemory server stop') and close the clients that started a server, then try"
            + " again.",
        cause);
  }

  private Connections open(Path file, Duration patience) {
    DatabaseFile database = DatabaseFile.prepare(file);
    NativeFiles.prepareDriver(nativeCache);
    Vec0Library library = Vec0Library.unpack(nativeCache);
    Connections connections = new Connections(database, patience, library);
    library.load(connections.writer().connection());
    return connections;
  }

  private static Path beside(Path target, Instant now) {
    String name = target.getFileName() + ".before-restore-" + STAMP.format(now);
    Path beside = target.resolveSibling(name);
    for (int i = 1; Files.exists(beside) && i < 1_000; i++) {
      beside = target.resolveSibling(name + "-" + i);
    }
    return beside;
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("there is no file " + file, "Check the name.");
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw failed(part, e);
    }
  }

  private static StorageFailureException failed(Path file, IOException e) {
    return new StorageFailureException(
        file + " cannot be written (" + e.getMessage() + ")",
        "Choose a place that this user can write, on a disk with room.",
        e);
  }
}
