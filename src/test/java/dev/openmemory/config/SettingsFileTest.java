package dev.openmemory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  @TempDir Path folder;

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  @Test
  void aSettingThatIsSetIsReadBackAndMembersThatMeanNothingAreKept() throws IOException {
    Path path = folder.resolve("config.json");
    Files.writeString(path, "{\"from_tomorrow\": {\"a\": [1, 2.5]}, \"port\": 1}");

    SettingsFile.read(path).set(Setting.PORT, " 9000 ");

    assertThat(SettingsFile.read(path).get(Setting.PORT)).contains("9000");
    assertThat(SettingsFile.read(path).unknown()).containsExactly("from_tomorrow");
    assertThat(Files.readString(path)).contains("\"a\" : [ 1, 2.5 ]").contains("\"port\" : 9000");
  }

  @Test
  void onlyItsOwnerMayReadItAndNothingIsLeftBeside() throws IOException {
    Path path = folder.resolve("new/folder/config.json");

    SettingsFile.read(path).set(Setting.TOKEN, "hunter2");

    try (var files = Files.list(folder.resolve("new/folder"))) {
      assertThat(files).containsExactly(path);
    }
    if (posix()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("new/folder"))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a link needs a privilege there")
  void aSymbolicLinkStaysOne() throws IOException {
    Path target = Files.writeString(folder.resolve("dotfiles.json"), "{}");
    Path link = Files.createSymbolicLink(folder.resolve("config.json"), target);

    SettingsFile.read(link).set(Setting.PORT, "1");

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(target)).contains("\"port\" : 1");
  }

  @Test
  void aBadValueChangesNothing() throws IOException {
    Path path = folder.resolve("config.json");
    Files.writeString(path, "{\"port\": 1}");

    assertThatThrownBy(() -> SettingsFile.read(path).set(Setting.PORT, "many"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SettingsFile.read(path).set(Setting.PORT, " "))
        .isInstanceOf(InvalidInputException.class);

    assertThat(path).hasContent("{\"port\": 1}");
  }

  @Test
  void whereTheFileIsCannotStandInTheFile() {
    assertThatThrownBy(() -> SettingsFile.read(folder.resolve("c")).set(Setting.HOME, "/x"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("home");
  }

  @Test
  void unsetRemovesOneAndSaysWhetherItWasThere() throws IOException {
    Path path = folder.resolve("config.json");
    Files.writeString(path, "{\"port\": 1, \"user\": \"bo\"}");

    assertThat(SettingsFile.read(path).unset(Setting.PORT)).isTrue();
    assertThat(SettingsFile.read(path).unset(Setting.PORT)).isFalse();
    assertThat(SettingsFile.read(path).get(Setting.USER)).contains("bo");
  }

  @Test
  void aFileThatIsNoFileIsNamed() throws IOException {
    Path path = Files.createDirectory(folder.resolve("config.json"));

    assertThatThrownBy(() -> SettingsFile.read(path))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> PrivateFile.write(file.resolve("config.json"), "{}"))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining(file.toString());
  }
}
