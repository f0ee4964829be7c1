package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServersTest {

  @TempDir Path home;

  private RunningServer server(int port, Instant start) {
    return new RunningServer(
        ProcessHandle.current().pid(),
        start,
        "http://127.0.0.1:" + port,
        port,
        home.resolve("memory.db"),
        "1.0",
        port == 9000 ? "tiny" : null,
        home.resolve("server.log"));
  }

  @Test
  void aNoteOfALivingProcessIsReadBack() {
    RunningServers notes = new RunningServers(home);
    RunningServer second = server(9001, RunningServer.startOfThisProcess());
    RunningServer first = server(9000, RunningServer.startOfThisProcess());
    notes.add(second);
    notes.add(first);

    assertThat(notes.alive()).containsExactly(first, second);
    notes.remove(first);
    assertThat(notes.alive()).containsExactly(second);
  }

  @Test
  void aProcessIdThatAnotherProcessHasNowIsNotTheServer() {
    RunningServers notes = new RunningServers(home);
    RunningServer old =
        server(9000, RunningServer.startOfThisProcess().minus(Duration.ofMinutes(1)));
    notes.add(old);

    assertThat(old.process()).isEmpty();
    assertThat(notes.alive()).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aTornNoteMeansNothing() throws IOException {
    Files.writeString(home.resolve("server-9000.json"), "{\"pid\": 1");

    assertThat(new RunningServers(home).alive()).isEmpty();
  }

  @Test
  void aHomeThatWasNeverMadeHasNoServers() {
    assertThat(new RunningServers(home.resolve("none")).alive()).isEmpty();
  }
}
