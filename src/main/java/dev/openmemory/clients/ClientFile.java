package dev.openmemory.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One configuration file of one client. For one thread. */
public final class ClientFile {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private static final String BACKUP = ".openmemory-";

  private static final long LARGEST = 20_000_000;

  private final Client client;
  private final Path path;

  public ClientFile(Client client, Path path) {
    this.client = client;
    this.path = path;
  }

  /**
   * What a file is to become.
   *
   * @param before what it holds; empty where there is no file
   * @param after what it is to hold; empty where there is to be none
   */
  public record Change(Optional<String> before, Optional<String> after) {

    /** Whether there is nothing to do. */
    public boolean nothing() {
      return before.equals(after);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whether the server is entered here. */
  public boolean installed() {
    return read(path).filter(text -> client.format().has(text, Client.SERVER)).isPresent();
  }

  /**
   * What entering a server changes.
   *
   * @throws InvalidInputException if the file cannot be edited safely
   */
  public Change install(Server server) {
    Optional<String> before = read(path);
    ObjectNode entry = client.entry(server);
    return new Change(
        before,
        Optional.of(named(() -> client.format().set(before.orElse(""), Client.SERVER, entry))));
  }

  /**
   * What taking the server out changes. Where nothing else was changed since it was entered, that
   * is the file as it was then.
   *
   * @throws InvalidInputException if the file cannot be edited safely
   */
  public Change uninstall() {
    Optional<String> before = read(path);
    if (before.isEmpty() || !named(() -> client.format().has(before.get(), Client.SERVER))) {
      return new Change(before, before);
    }
    String without = named(() -> client.format().remove(before.get(), Client.SERVER));
    for (Path backup : backups()) {
      Optional<String> earlier = read(backup);
      if (earlier.isPresent()
          && client.format().madeOf(earlier.get(), before.get(), Client.SERVER)) {
        return new Change(before, earlier);
      }
    }
    boolean ours = without.isBlank() || client.format().madeOf("", before.get(), Client.SERVER);
    return new Change(before, ours ? Optional.empty() : Optional.of(without));
  }

  /**
   * Makes a change, unless the file has changed meanwhile.
   *
   * @param now the time that names the backup
   * @return the backup of what was there before; empty where there was nothing
   */
  public Optional<Path> apply(Change change, Instant now) {
    if (!read(path).equals(change.before())) {
      throw new InvalidInputException(path + " was changed meanwhile", "Run the command again.");
    }
    try {
      Optional<Path> backup = Optional.empty();
      Path target = Files.exists(path) ? path.toRealPath() : path;
      if (change.before().isPresent()) {
        Path copy = free(now);
        Files.copy(target, copy, StandardCopyOption.COPY_ATTRIBUTES);
        backup = Optional.of(copy);
      }
      if (change.after().isEmpty()) {
        Files.delete(target);
      } else {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        replace(target, change.after().get());
      }
      return backup;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /** The file whole or not at all, with the rights it had. */
  private static void replace(Path target, String text) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + BACKUP + "part");
    boolean existed = Files.exists(target);
    if (existed) {
      Files.copy(
          target, part, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(part, text);
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path free(Instant now) {
    String stamp = STAMP.format(now);
    for (int i = 0; i < 1_000; i++) {
      Path copy =
          path.resolveSibling(
              path.getFileName() + BACKUP + stamp + (i == 0 ? "" : "-" + i) + ".bak");
      if (!Files.exists(copy)) {
        return copy;
      }
    }
    throw new InvalidInputException(
        "there are too many backups beside " + path, "Delete the old ones.");
  }

  /** Backups of this file, newest first. */
  private List<Path> backups() {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    String start = path.getFileName() + BACKUP;
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().startsWith(start))
          .filter(f -> f.getFileName().toString().endsWith(".bak"))
          .sorted(Comparator.comparing(Path::toString).reversed())
          .toList();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static Optional<String> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new InvalidInputException(
            file + " is larger than any configuration", "Look at the file.");
      }
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString());
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          file + " is not UTF-8", "Convert it; it was left as it is.", e);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private <T> T named(Supplier<T> editing) {
    try {
      return editing.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(path + ": " + e.problem(), e.remedy(), e);
    }
  }

  private static MisconfiguredException unusable(Path file, IOException e) {
    return new MisconfiguredException(
        file + " cannot be read or written (" + e.getMessage() + ")",
        "Make it and its folder writable for this user.",
        e);
  }
}
