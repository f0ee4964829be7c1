package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.model.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest {

  @TempDir Path home;
  private Shell shell;
  private Path database;
  private Path copy;

  @BeforeEach
  void open() {
    shell = new Shell(home);
    database = home.resolve(".openmemory/memory.db");
    copy = home.resolve("copy.db");
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve(".openmemory"))) {
      return all.filter(f -> f.toString().contains("before-restore")).toList();
    }
  }

  @Test
  void aBackupIsRestoredAndWhatWasThereIsKept() throws IOException {
    shell.run("add", "I live in Berlin");
    assertThat(shell.run("backup", copy.toString()).code()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    assertThat(shell.run("backup", copy.toString()).code()).isEqualTo(2);
    assertThat(shell.run("backup", "--yes", copy.toString()).code()).isZero();
    shell.run("add", "I keep bees");

    Shell.Result unasked = shell.run("restore", copy.toString());
    assertThat(unasked.code()).isEqualTo(2);
    assertThat(unasked.err()).contains("nobody to ask");
    assertThat(shell.interactive(true).input("n\n").run("restore", copy.toString()).code())
        .isEqualTo(1);
    assertThat(shell.run("list").out()).contains("bees");

    Shell.Result restored = shell.interactive(false).run("restore", "--yes", copy.toString());
    assertThat(restored.code()).as(restored.err()).isZero();
    assertThat(shell.run("list").out()).contains("Berlin").doesNotContain("bees");
    assertThat(shell.run("doctor").code()).isZero();
    assertThat(kept()).hasSize(1);
    assertThat(shell.run("list", "--db", kept().get(0).toString()).out()).contains("bees");
  }

  @Test
  void whileAServerHasTheDatabaseOpenACopyIsConsistentAndNothingIsReplaced() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong written = new AtomicLong();
    try (Engine engine = Engines.open(database, Clock.systemUTC())) {
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 200 && !done.get(); i++) {
                  engine.remember(
                      RememberRequest.text("Fact number " + i, Scope.ANY, Caller.UNKNOWN));
                  written.incrementAndGet();
                }
              });
      writer.start();
      while (written.get() < 3) {
        Thread.onSpinWait();
      }
      long before = written.get();
      Shell.Result made = shell.run("backup", "--json", copy.toString());
      assertThat(made.code()).as(made.err()).isZero();
      done.set(true);
      writer.join();
      assertThat(made.json().get("memories").asLong()).isGreaterThanOrEqualTo(before);

      Shell.Result refused = shell.run("restore", "--yes", copy.toString());
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.err()).contains("another process has").contains("server stop");
      assertThat(kept()).isEmpty();
    }
    assertThat(shell.run("doctor", "--db", copy.toString()).code()).isZero();
    assertThat(shell.run("restore", "--yes", copy.toString()).code()).isZero();
  }

  @Test
  void onlyASoundDatabaseOfOursIsRestoredButOverADamagedOne() throws IOException {
    shell.run("add", "I live in Berlin");
    shell.run("backup", copy.toString());
    byte[] bytes = Files.readAllBytes(copy);
    Path damaged = home.resolve("damaged.db");
    for (int i = 8192 * 3; i < 8192 * 12; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(damaged, bytes);
    assertThat(shell.run("restore", "--yes", damaged.toString()).code()).isIn(5, 6);
    Path foreign = Files.writeString(home.resolve("foreign.db"), "hello");
    assertThat(shell.run("restore", "--yes", foreign.toString()).code()).isEqualTo(5);
    assertThat(shell.run("restore", "--yes", home.resolve("missing").toString()).code())
        .isEqualTo(3);
    assertThat(shell.run("restore", "--yes", database.toString()).code()).isEqualTo(5);
    assertThat(kept()).isEmpty();
    assertThat(shell.run("list").out()).contains("Berlin");

    Files.write(database, bytes);
    assertThat(shell.run("restore", "--yes", copy.toString()).code()).isZero();
    assertThat(shell.run("list").out()).contains("Berlin");
  }
}
