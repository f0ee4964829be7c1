package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library of ONNX Runtime lies, seen from a process of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OnnxLibraryTest {

  @TempDir Path folder;

  @Test
  void itIsUnpackedOnceAndNothingIsLeftInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    for (int start = 0; start < 2; start++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djava.io.tmpdir=" + temporary,
                  "-cp",
                  System.getProperty("java.class.path"),
                  OneQuery.class.getName(),
                  folder.resolve("native").toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("384 numbers, temporary files: 0");
      assertThat(temporary).isEmptyDirectory();
    }
    assertThat(folder.resolve("native")).isNotEmptyDirectory();
  }

  /** Embeds one question, with a folder for native libraries. */
  static final class OneQuery {

    private OneQuery() {}

    public static void main(String[] arguments) throws Exception {
      ModelDescriptor model =
          EmbeddingModels.find(List.of(Path.of("models")), "bge-small-en-v1.5-q");
      try (Embedder embedder = EmbeddingModels.open(model, Path.of(arguments[0]))) {
        int numbers = embedder.query("a question").length;
        long files;
        try (var all = Files.walk(Path.of(System.getProperty("java.io.tmpdir")))) {
          files = all.filter(Files::isRegularFile).filter(f -> !isOfTheVm(f)).count();
        }
        System.out.println(numbers + " numbers, temporary files: " + files);
      }
    }

    private static boolean isOfTheVm(Path file) {
      return file.toString().contains("hsperfdata");
    }
  }
}
