package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What docs/decisions/onnx-runtime-without-telemetry.md promises of the native runtime. */
class OnnxPrivacyTest {

  @Test
  void noNativeLibraryHoldsAnUploadClient() throws IOException {
    URL classFile =
        Objects.requireNonNull(OrtEnvironment.class.getResource("OrtEnvironment.class"));
    JarURLConnection connection = (JarURLConnection) classFile.openConnection();
    connection.setUseCaches(false);
    List<String> looked = new ArrayList<>();
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().matches("ai/onnxruntime/native/[^/]+/[^/]+\\.(so|dll|dylib)")) {
          try (InputStream in = jar.getInputStream(entry)) {
            String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(bytes.contains("OneCollector")).as(entry.getName()).isFalse();
            assertThat(bytes.contains("O\0n\0e\0C\0o\0l\0l\0e\0c\0t\0o\0r"))
                .as(entry.getName())
                .isFalse();
          }
          looked.add(entry.getName());
        }
      }
    }
    assertThat(looked).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void aLongCommandLineDoesNotCrashTheProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OneEmbedding.class.getName(),
                "x".repeat(20_000))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains("dimension 384");
  }

  /** Embeds one text and says so. */
  static final class OneEmbedding {

    private OneEmbedding() {}

    public static void main(String[] args) {
      try (Embedder embedder =
          EmbeddingModels.open(
              EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q"))) {
        System.out.println("dimension " + embedder.query("hello").length);
      }
    }
  }
}
