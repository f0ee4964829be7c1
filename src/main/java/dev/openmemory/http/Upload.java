package dev.openmemory.http;

import dev.openmemory.model.InvalidInputException;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A form with files (multipart/form-data). Its fields may come in any order, so that a large file
 * waits on disk, in a folder that this user alone can read. For one thread.
 */
public final class Upload implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  /** A part that is larger waits on disk, in bytes. */
  private static final int IN_MEMORY = 1 << 16;

  /** The longest field that is not a file, in bytes. */
  private static final int LONGEST_FIELD = 4_096;

  private final Path folder;
  private final Collection<Part> parts;

  private Upload(Path folder, Collection<Part> parts) {
    this.folder = folder;
    this.parts = parts;
  }

  static Upload read(HttpServletRequest request, long most) {
    String type = request.getContentType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("multipart/form-data")) {
      throw new InvalidInputException(
          "the body is not a form with a file", "Send it as multipart/form-data.");
    }
    Path folder = null;
    try {
      folder = Files.createTempDirectory("openmemory-upload");
      request.setAttribute(
          ServletContextRequest.MULTIPART_CONFIG_ELEMENT,
          new MultipartConfigElement(folder.toString(), most, most, IN_MEMORY));
      return new Upload(folder, request.getParts());
    } catch (IOException | ServletException | RuntimeException e) {
      if (folder != null) {
        remove(folder);
      }
      throw refusal(e, most);
    }
  }

  // The library tells a form that is too large from one that is damaged by its words alone.
  private static RuntimeException refusal(Throwable failure, long most) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("length exceeded")) {
        return new Call.TooLarge(most);
      }
    }
    return new InvalidInputException(
        "the form cannot be read (" + failure.getMessage() + ")", "Send it again.", failure);
  }

  /** A field that is not a file, if it was sent. */
  public Optional<String> field(String name) {
    return part(name).filter(part -> part.getSubmittedFileName() == null).map(Upload::text);
  }

  /** A file, if one was sent under that name. */
  public Optional<Sent> file(String name) {
    return part(name).filter(part -> part.getSubmittedFileName() != null).map(Sent::new);
  }

  private Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.getName().equals(name)).findFirst();
  }

  private static String text(Part part) {
    try (InputStream in = part.getInputStream()) {
      byte[] bytes = in.readNBytes(LONGEST_FIELD + 1);
      if (bytes.length > LONGEST_FIELD) {
        throw new InvalidInputException(
            part.getName() + " is too long", "Give at most " + LONGEST_FIELD + " bytes.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidInputException(part.getName() + " cannot be read", "Send it again.", e);
    }
  }

  @Override
  public void close() {
    remove(folder);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.warn("{} is left of an upload, and can be deleted", folder, e);
    }
  }

  /** A file that was sent. */
  public static final class Sent {

    private final Part part;

    private Sent(Part part) {
      this.part = part;
    }

    /** How the sender calls it. */
    public String name() {
      return String.valueOf(part.getSubmittedFileName());
    }

    /** How long it is, in bytes. */
    public long length() {
      return part.getSize();
    }

    /** What it holds; to be closed. */
    public InputStream open() throws IOException {
      return part.getInputStream();
    }
  }
}
