package dev.openmemory.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's native library. Left to itself, the runtime unpacks 28 MB into a new temporary
 * folder at every start, and leaves them there when the process is killed; here they are unpacked
 * once per version.
 */
final class OnnxLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(OnnxLibrary.class);
  private static final String PATH = "onnxruntime.native.path";

  private OnnxLibrary() {}

  /**
   * The runtime's one environment.
   *
   * @throws LinkageError if the runtime is not published for this platform
   */
  static OrtEnvironment environment(Optional<Path> nativeCache) throws OrtException {
    if (System.getProperty(PATH) == null) {
      nativeCache.flatMap(OnnxLibrary::unpack).ifPresent(p -> System.setProperty(PATH, p));
    }
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    environment.setTelemetry(false);
    return environment;
  }

  /** The version of the runtime; known without loading it. */
  static String version() {
    return Optional.ofNullable(OrtEnvironment.class.getPackage().getImplementationVersion())
        .orElse("unversioned");
  }

  private static Optional<String> unpack(Path nativeCache) {
    String root = "/ai/onnxruntime/native/" + platform() + "/";
    Path folder = nativeCache.resolve("onnxruntime-" + version() + "-" + platform());
    try {
      for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
        String file = System.mapLibraryName(name);
        URL packed = OrtEnvironment.class.getResource(root + file);
        if (packed == null) {
          return Optional.empty();
        }
        unpack(packed, folder.resolve(file));
      }
      return Optional.of(folder.toString());
    } catch (IOException e) {
      LOG.warn("ONNX Runtime could not be kept in {}; unpacking it again at every start", folder);
      return Optional.empty();
    }
  }

  /** Several processes may do this at once: each moves a whole file into place. */
  private static void unpack(URL packed, Path file) throws IOException {
    URLConnection connection = packed.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      if (Files.exists(file) && Files.size(file) == connection.getContentLengthLong()) {
        return;
      }
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = Files.createTempFile(folder, "unpacking", ".part");
      try {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String family = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
    return family + "-" + (machine.equals("aarch64") ? "aarch64" : "x64");
  }
}
