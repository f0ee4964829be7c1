package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

  @TempDir Path userHome;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no bash")
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    Path script = userHome.resolve("completion");
    Files.writeString(script, new Shell(userHome).run("completion", "bash").out());

    assertThat(complete(script, "openmemory", "sea")).contains("search");
    assertThat(complete(script, "openmemory", "search", "--expl")).contains("--explain");
    assertThat(complete(script, "openmemory", "warm")).isBlank();
  }

  private String complete(Path script, String... words) throws IOException, InterruptedException {
    String last = words[words.length - 1];
    String code =
        "source "
            + script
            + "; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; COMP_LINE='"
            + String.join(" ", words)
            + "'; COMP_POINT=${#COMP_LINE}; _complete_openmemory openmemory "
            + last
            + " "
            + words[words.length - 2]
            + "; echo \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", code).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void anotherShellIsRefused() {
    assertThat(new Shell(userHome).run("completion", "fish").code())
        .isEqualTo(ExitCode.USAGE.code());
  }
}
