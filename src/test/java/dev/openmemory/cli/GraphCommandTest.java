package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Engines;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Claim;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Fact;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Scope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {

  @TempDir Path userHome;
  private Shell shell;
  private String db;

  @BeforeEach
  void open() {
    shell = new Shell(userHome);
    db = userHome.resolve("graph.db").toString();
    Mention alice = new Mention("Alice", EntityKind.PERSON);
    Mention acme = new Mention("Acme", EntityKind.ORGANIZATION);
    Mention aws = new Mention("AWS", EntityKind.PRODUCT);
    try (Engine engine = Engines.open(Path.of(db), Clock.systemUTC())) {
      engine.remember(
          new RememberRequest(
              List.of(new RememberRequest.Said(Actor.USER, "About Alice", null)),
              Scope.user("ann"),
              Caller.UNKNOWN,
              true,
              null,
              null,
              Metadata.EMPTY,
              List.of(
                  fact("Alice works at Acme", new Claim(alice, "works_at", acme)),
                  fact("Acme deploys on AWS", new Claim(acme, "deploys_on", aws)))));
    }
  }

  private static Fact fact(String text, Claim claim) {
    return new Fact(text, List.of(claim.subject(), claim.object()), List.of(claim), List.of());
  }

  @Test
  void aQuestionShowsThePathAndItsProofs() {
    Shell.Result result = shell.run("graph", "--db", db, "where does Alice's company deploy?");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("Alice · person · 1 memory")
        .contains("Alice → works_at → Acme → deploys_on → AWS")
        .contains("Alice works at Acme")
        .contains("Acme deploys on AWS");
  }

  @Test
  void neighboursPathsAndKnownThingsAreShownAsJsonToo() {
    assertThat(
            shell
                .run("graph", "--db", db, "--json", "--hops", "1", "Acme")
                .json()
                .path("paths")
                .findValuesAsText("end"))
        .containsExactlyInAnyOrder("Alice", "AWS");
    assertThat(
            shell
                .run("graph", "--db", db, "--json", "--to", "Alice", "AWS")
                .json()
                .at("/paths/0/end")
                .asText())
        .isEqualTo("Alice");
    assertThat(shell.run("graph", "--db", db).out()).contains("Acme").contains("AWS");
  }

  @Test
  void anUnknownNameIsSaidToBeUnknown() {
    assertThat(shell.run("graph", "--db", db, "Zaphod").err()).contains("Nothing by that name");
    Shell.Result to = shell.run("graph", "--db", db, "Alice", "--to", "Zaphod");
    assertThat(to.code()).isEqualTo(ExitCode.NOT_FOUND.code());
  }
}
