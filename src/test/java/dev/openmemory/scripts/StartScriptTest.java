package dev.openmemory.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.scripts.Installation.Outcome;
import dev.openmemory.scripts.Installation.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // which has a script of its own
class StartScriptTest {

  @TempDir private Path folder;

  @Test
  void theProgramGetsItsArgumentsAsTheyAre() throws Exception {
    Outcome outcome = Installation.unpacked(folder).run("add", "two words", "", "*", "--x=$HOME");

    assertThat(outcome).isEqualTo(new Outcome(0, "<add>\n<two words>\n<>\n<*>\n<--x=$HOME>\n", ""));
  }

  @Test
  void theExitCodeIsTheProgramsOwn() throws Exception {
    assertThat(Installation.unpacked(folder).run("exit", "7").code()).isEqualTo(7);
  }

  @Test
  void itMayBeLinkedToFromElsewhere() throws Exception {
    Installation installation = Installation.unpacked(folder);
    Path first = Files.createSymbolicLink(folder.resolve("om"), installation.script());
    Path bin = Files.createDirectories(folder.resolve("other"));
    Path second = Files.createSymbolicLink(bin.resolve("om"), Path.of("../om"));

    assertThat(first).isSymbolicLink();
    assertThat(installation.start(second, "hello").finish().out()).isEqualTo("<hello>\n");
  }

  @Test
  void javaHomeIsTakenIfItCanRunTheProgram() throws Exception {
    Installation installation = Installation.unpacked(folder);
    installation.set("JAVA_HOME", installation.fakeJava("mine", "18.0.1").toString());

    assertThat(installation.run().out()).startsWith("java 18.0.1\n");

    installation.fakeJava("newest", "2001");
    installation.set("JAVA_HOME", installation.fakeJava("old", "1.8.0_292").toString());

    assertThat(installation.run().out()).startsWith("java 2001\n");
  }

  @Test
  void theNewestLongTermReleaseIsPreferred() throws Exception {
    Installation installation = Installation.unpacked(folder);
    installation.unset("JAVA_HOME");
    installation.fakeJava("a", "1997.0.2"); // 17, 21, 25 … 1997, 2001
    installation.fakeJava("b", "2001.0.1");
    installation.fakeJava("c", "2003-ea");
    installation.fakeJava("d", "11.0.9");

    assertThat(installation.run().out()).startsWith("java 2001.0.1\n");
  }

  @Test
  void aJavaNamedForUsWinsOrIsAnError() throws Exception {
    Installation installation = Installation.unpacked(folder);
    installation.set("OPENMEMORY_JAVA_HOME", installation.fakeJava("x", "17.0.1").toString());

    assertThat(installation.run().out()).startsWith("java 17.0.1\n");

    installation.set("OPENMEMORY_JAVA_HOME", installation.fakeJava("y", "11.0.1").toString());
    Outcome outcome = installation.run();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("OPENMEMORY_JAVA_HOME", "17 or newer");
  }

  @Test
  void aJavaThatIsGoneIsChosenAgain() throws Exception {
    Installation installation = Installation.unpacked(folder);
    installation.unset("JAVA_HOME");
    Path gone = installation.fakeJava("a", "2001");
    assertThat(installation.run().out()).startsWith("java 2001\n");

    installation.fakeJava("b", "1997");
    Files.delete(gone.resolve("bin/java"));

    assertThat(installation.run().out()).startsWith("java 1997\n");
  }

  @Test
  void theJvmLogsToStandardErrorOnly() throws Exception {
    Installation installation = Installation.unpacked(folder);
    installation.set("JAVA_HOME", installation.fakeJava("x", "17.0.1").toString());
    installation.set("OPENMEMORY_JAVA_OPTS", "-Dmine=1 -Dtwo=2");

    assertThat(installation.run("add").out().lines())
        .startsWith(
            "java 17.0.1",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:+DisplayVMOutputToStderr")
        .endsWith("-Dmine=1", "-Dtwo=2", "-jar", installation.jar().toRealPath().toString(), "add");
  }

  @Test
  void anArchiveOfClassesIsMadeAfterTheFirstStart() throws Exception {
    Installation installation = Installation.unpacked(folder);
    assertThat(installation.run("one")).isEqualTo(new Outcome(0, "<one>\n", ""));
    List<Path> made = await(installation);

    assertThat(made).hasSize(1);
    assertThat(installation.run("two")).isEqualTo(new Outcome(0, "<two>\n", ""));
    assertThat(installation.archives()).isEqualTo(made);
  }

  @Test
  void anArchiveThatCannotBeUsedLeavesStandardOutputAlone() throws Exception {
    Installation installation = Installation.unpacked(folder);
    installation.run();
    Path archive = await(installation).get(0);
    byte[] whole = Files.readAllBytes(archive);

    Files.delete(archive); // a running program may still have it mapped
    Files.writeString(archive, "garbage ".repeat(1_000));
    assertThat(installation.run("garbage").out()).isEqualTo("<garbage>\n");

    Files.write(archive, new byte[whole.length]); // of the size it should have
    assertThat(installation.run("zeros").out()).isEqualTo("<zeros>\n");

    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertThat(installation.run("half").out()).isEqualTo("<half>\n");

    Files.write(archive, new byte[0]);
    assertThat(installation.run("empty").out()).isEqualTo("<empty>\n");
  }

  @Test
  void aStaleArchiveLeavesStandardOutputAloneAndIsReplaced() throws Exception {
    Installation installation = Installation.unpacked(folder);
    installation.run();
    Path stale = await(installation).get(0);
    byte[] content = Files.readAllBytes(stale);

    Instant later = Instant.now().plusSeconds(60);
    Files.setLastModifiedTime(installation.jar(), FileTime.from(later));
    assertThat(installation.run("newer")).isEqualTo(new Outcome(0, "<newer>\n", ""));
    Path fresh = await(installation).get(0);
    assertThat(fresh).isNotEqualTo(stale);
    assertThat(installation.archives()).containsExactly(fresh);

    Files.delete(fresh);
    Files.write(fresh, content); // as it was for the older jar
    assertThat(installation.run("stale").out()).isEqualTo("<stale>\n");
  }

  @Test
  void aCacheThatCannotBeWrittenIsNoFailure() throws Exception {
    Installation installation = Installation.unpacked(folder);
    Path file = Files.createFile(folder.resolve("no folder"));
    installation.set("OPENMEMORY_CACHE", file.toString());

    assertThat(installation.run("a")).isEqualTo(new Outcome(0, "<a>\n", ""));

    installation.unset("OPENMEMORY_CACHE");
    installation.unset("HOME");
    assertThat(installation.run("b").out()).isEqualTo("<b>\n");
  }

  @Test
  void aDistributionWithoutItsProgramSaysSo() throws Exception {
    Installation installation = Installation.unpacked(folder);
    Files.delete(installation.jar());

    assertThat(installation.run().err()).contains("unpack the distribution again");
  }

  @Test
  void aCheckoutIsBuiltOnFirstUseAndWhenASourceIsNewer() throws Exception {
    Installation installation = Installation.checkout(folder, 0);

    Outcome first = installation.run("one");
    Outcome second = installation.run("two");

    assertThat(first.out()).isEqualTo("<one>\n");
    assertThat(first.err()).contains("building", "maven says hello");
    assertThat(second).isEqualTo(new Outcome(0, "<two>\n", ""));
    assertThat(builds()).isEqualTo(1);

    Path source = installation.root().resolve("src/main/java/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    installation.run();

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    Installation installation = Installation.checkout(folder, 1.5);
    List<Running> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(installation.start(installation.script(), "go"));
    }

    for (Running start : starts) {
      assertThat(start.finish().out()).isEqualTo("<go>\n");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsIsTriedAgainByTheNextStart() throws Exception {
    Installation installation = Installation.checkout(folder, 0);
    Path broken = Files.createFile(folder.resolve("broken"));

    Outcome failed = installation.run("one");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("the build failed");

    Files.delete(broken);
    assertThat(installation.run("two").out()).isEqualTo("<two>\n");
  }

  /** Waits for the archive that the last start makes in the background. */
  private static List<Path> await(Installation installation) throws InterruptedException {
    while (installation.archives().isEmpty() || installation.training()) {
      Thread.sleep(100);
    }
    return installation.archives();
  }

  private long builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }
}
