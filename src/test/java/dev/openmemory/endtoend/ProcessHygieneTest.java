package dev.openmemory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How servers end: with those who started them, and leaving nothing behind. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessHygieneTest {

  @TempDir Path folder;

  @Test
  void aServerEndsWellWhenItsInputEnds() throws Exception {
    try (StdioPeer peer = StdioPeer.start(folder, StdioPeer.Era.SESSION)) {
      peer.closeInput();
      assertThat(peer.process().waitFor()).isZero();
    }
  }

  @Test
  void aCallUnderWayIsAnsweredAfterTheInputHasEnded() throws Exception {
    try (StdioPeer peer = StdioPeer.start(folder, StdioPeer.Era.STATELESS)) {
      // The model is loaded then: on a busy machine that alone may take all the time there is.
      Answers.structured(peer.call("search_memory", Answers.object().put("query", "ferry")));
      long id =
          peer.sendCall(
              "add_memory", Answers.object().put("text", "The ferry leaves at nine on Sundays."));
      peer.closeInput();
      assertThat(Answers.addedId(peer.await(id))).isNotEmpty();
      assertThat(peer.process().waitFor()).isZero();
    }
  }

  @Test
  void aServerEndsWithTheClientThatWasKilled() throws Exception {
    Process client = startClientWithServer();
    ProcessHandle server;
    try (BufferedReader said = client.inputReader()) {
      server = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertThat(said.readLine()).contains("\"result\"");
      client.destroyForcibly().waitFor();
      server.onExit().get(30, TimeUnit.SECONDS);
    } finally {
      client.destroyForcibly();
    }
    assertThat(server.isAlive()).isFalse();
  }

  /** A client process of its own, which prints the id of its server and the first answer. */
  private Process startClientWithServer() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ClientProcess.class.getName(), folder.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
