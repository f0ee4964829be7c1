package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

  @TempDir Path userHome;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(userHome);
  }

  @Test
  void aSettingThatIsSetIsShownWithItsOrigin() {
    assertThat(shell.run("config", "set", "port", "9000").code()).isZero();

    assertThat(shell.run("config", "get", "port").out()).isEqualTo("9000\n");
    assertThat(shell.run("config", "get", "port", "--json").json().get("origin").asText())
        .isEqualTo("file");
    assertThat(shell.environment("OPENMEMORY_PORT", "1").run("config", "get", "port").out())
        .isEqualTo("1\n");
  }

  @Test
  void everySettingIsListedWithItsEnvironmentName() {
    String out = shell.run("config", "list").out();

    for (Setting setting : Setting.values()) {
      assertThat(out).contains(setting.key()).contains(setting.environment());
    }
    assertThat(shell.run("config", "list", "--json").json().get("settings"))
        .hasSize(Setting.values().length);
  }

  @Test
  void aSecretComesFromStandardInputAndIsNeverShown() throws IOException {
    Shell.Result set = shell.input("hunter2\n").run("config", "set", "token", "-");

    assertThat(set.code()).isZero();
    assertThat(Files.readString(userHome.resolve(".openmemory/config.json"))).contains("hunter2");
    assertThat(set.out() + set.err()).doesNotContain("hunter2");
    assertThat(shell.run("config", "get", "token").out()).isEqualTo("***\n");
    assertThat(shell.run("config", "list", "--json").out()).doesNotContain("hunter2");
  }

  @Test
  void aBadValueIsRefusedWithWhatWouldDo() {
    Shell.Result result = shell.run("config", "set", "port", "eighty");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err())
        .isEqualTo(
            "openmemory: 'eighty' is not a whole number from 0 to 65535. Use a whole number from 0"
                + " to 65535.\n");
    assertThat(userHome.resolve(".openmemory")).doesNotExist();
  }

  @Test
  void anUnknownKeyIsRefused() {
    Shell.Result result = shell.run("config", "get", "colour");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains("there is no setting 'colour'");
  }

  @Test
  void whatIsNotSetCannotBeUnset() {
    assertThat(shell.run("config", "unset", "port").code()).isEqualTo(ExitCode.NOT_FOUND.code());
    shell.run("config", "set", "port", "1");
    assertThat(shell.run("config", "unset", "port").code()).isZero();
    assertThat(shell.run("config", "get", "port").out()).isEqualTo("8765\n");
  }

  @Test
  void thePathIsShownEvenWhenTheFileIsBroken() throws IOException {
    Path file = userHome.resolve(".openmemory/config.json");
    Files.createDirectories(userHome.resolve(".openmemory"));
    Files.writeString(file, "{oops");

    assertThat(shell.run("config", "path").out()).isEqualTo(file + "\n");
    Shell.Result list = shell.run("config", "list");
    assertThat(list.code()).isEqualTo(ExitCode.MISCONFIGURED.code());
    assertThat(list.err()).contains(file.toString()).contains("not well-formed JSON");
  }

  @Test
  void aGroupOfCommandsAloneIsAMistake() {
    Shell.Result result = shell.run("config");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains("list, get, set, unset, path");
  }
}
