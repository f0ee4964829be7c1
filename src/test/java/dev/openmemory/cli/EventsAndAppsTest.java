package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code events} and {@code apps} as a person uses them. */
class EventsAndAppsTest {

  private final Shell shell;

  EventsAndAppsTest(@TempDir Path home) {
    shell = new Shell(home);
  }

  @Test
  void whatWasAddedWithoutWaitingIsFoundAndFinishedWhenAsked() {
    JsonNode added = shell.run("add", "--async", "--json", "I", "moved", "to", "Lisbon").json();
    String event = added.path("event_id").asText();
    assertThat(shell.run("search", "Lisbon").out()).contains("Lisbon");
    assertThat(shell.run("events", event).out()).contains("pending").contains(event);
    JsonNode done = shell.run("events", "--finish", "--json").json().at("/events/0");
    assertThat(done.path("event_id").asText()).isEqualTo(event);
    assertThat(done.path("status").asText()).isEqualTo("succeeded");
    assertThat(shell.run("events", "nonsense").code()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void anApplicationIsPausedAndLetInAgain() {
    assertThat(shell.run("apps", "pause", "cursor").out()).contains("cursor  paused since");
    JsonNode app = shell.run("apps", "--json").json().at("/apps/0");
    assertThat(app.path("name").asText()).isEqualTo("cursor");
    assertThat(app.path("state").asText()).isEqualTo("paused");
    assertThat(shell.run("apps", "resume", "cursor").out()).doesNotContain("cursor  paused");
    Shell.Result nobody = shell.run("apps", "pause");
    assertThat(nobody.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(nobody.err()).contains("no application is named");
  }
}
