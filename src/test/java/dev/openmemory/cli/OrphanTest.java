package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process whose parent is gone, while somebody else still holds its standard input open. */
class OrphanTest {

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the parent is a shell")
  void aServerWhoseParentIsGoneEndsThoughItsInputStaysOpen()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec 3<&0; \"$1\" -cp \"$2\" \"$3\" <&3 & echo $!; read -r line",
                "sh",
                java,
                path,
                Child.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8))) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(said.readLine().strip())).orElseThrow();
      try {
        assertThat(said.readLine()).isEqualTo("watching");
        shell.destroyForcibly().waitFor();
        assertThat(child.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
      } finally {
        child.destroyForcibly();
      }
    } finally {
      shell.destroyForcibly();
    }
  }

  /** Watches its parent, and otherwise would not end for a long time. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      Orphan.endsWithItsParent(Terminal.ofProcess(System.getenv()));
      PrintStream out = System.out;
      out.println("watching");
      out.flush();
      Thread.sleep(TimeUnit.MINUTES.toMillis(10));
    }
  }
}
