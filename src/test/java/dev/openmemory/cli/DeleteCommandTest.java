package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeleteCommandTest {

  @TempDir Path userHome;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(userHome);
  }

  private String add(String user, String text) {
    return shell
        .run("add", "--json", "--user", user, text)
        .json()
        .get("memories")
        .get(0)
        .get("id")
        .asText();
  }

  @Test
  void aDeletedMemoryIsNotFoundAndCanBeBroughtBack() {
    String id = add("ann", "Likes olives");

    assertThat(shell.run("delete", id).out()).isEqualTo("Deleted " + id + "\n");
    assertThat(shell.run("get", id).code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(shell.run("search", "olives").out()).isEmpty();
    assertThat(shell.run("history", id).out()).contains("delete").contains("Likes olives");

    assertThat(shell.run("update", id, "--state", "active").code()).isZero();
    assertThat(shell.run("search", "olives").out()).contains(id);
  }

  @Test
  void aPurgedMemoryLeavesNothing() {
    String id = add("ann", "Likes olives");

    assertThat(shell.run("delete", "--purge", id).out()).isEqualTo("Purged " + id + "\n");
    assertThat(shell.run("history", id).code()).isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  void allOfAScopeNeedsAConfirmation() {
    add("ann", "Likes olives");
    add("ann", "Lives in Berlin");
    add("bo", "Has a cat");

    Shell.Result nobody = shell.run("delete", "--all", "--user", "ann");
    assertThat(nobody.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(nobody.err()).contains("--yes");

    Shell.Result no = shell.interactive(true).input("n\n").run("delete", "--all", "--user", "ann");
    assertThat(no.err()).contains("Delete 2 memories? [y/N]").contains("Nothing was deleted.");

    Shell.Result yes = shell.input("yes\n").run("delete", "--all", "--user", "ann");
    assertThat(yes.out()).isEqualTo("Deleted 2 memories.\n");
    assertThat(shell.run("list").out()).contains("Has a cat").doesNotContain("olives");
  }

  @Test
  void withYesNobodyIsAsked() {
    add("ann", "Likes olives");

    Shell.Result result = shell.run("delete", "--all", "--user", "ann", "--yes", "--json");

    assertThat(result.json().get("deleted").asInt()).isEqualTo(1);
  }

  @Test
  void aWholeDatabaseIsNeverDeletedByAccident() {
    assertThat(shell.run("delete", "--all", "--yes").code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.run("delete").code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.run("delete", "--all", "--yes", "--purge", "--user", "ann").code())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void oneBadIdDeletesNone() {
    String id = add("ann", "Likes olives");

    assertThat(shell.run("delete", id, "olives").code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.run("get", id).code()).isZero();
  }
}
