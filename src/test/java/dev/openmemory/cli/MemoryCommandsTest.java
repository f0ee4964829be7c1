package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCommandsTest {

  @TempDir Path userHome;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(userHome);
  }

  private String add(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "add";
    all[1] = "--json";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Shell.Result result = shell.run(all);
    assertThat(result.code()).as(result.err()).isZero();
    return result.json().get("memories").get(0).get("id").asText();
  }

  @Test
  void whatIsAddedIsFoundListedAndShown() {
    String id = add("--user", "ann", "I", "live", "in", "Berlin");
    add("--user", "bo", "The cat is called Mia");

    Shell.Result found = shell.run("search", "which city is my home");
    assertThat(found.code()).isZero();
    assertThat(found.err()).isEmpty();
    assertThat(found.out()).contains("in Berlin");
    assertThat(found.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));

    Shell.Result listed = shell.run("list", "--user", "ann");
    assertThat(listed.out()).contains("User lives in Berlin").contains(id).doesNotContain("Mia");
    assertThat(listed.err()).isEqualTo("1 memory.\n");

    assertThat(shell.run("get", id).out())
        .startsWith("User lives in Berlin\n")
        .contains("user        ann")
        .contains("app         cli");
  }

  @Test
  void jsonHasTheNamesOfTheMcpTools() {
    String id = add("--user", "ann", "--run", "standup", "Pays rent on the first");

    JsonNode hit =
        shell.run("search", "--json", "--limit", "1", "rent").json().get("memories").get(0);
    assertThat(hit.get("id").asText()).isEqualTo(id);
    assertThat(hit.get("text").asText()).isEqualTo("Pays rent on the first");
    assertThat(hit.get("user_id").asText()).isEqualTo("ann");
    assertThat(hit.get("run_id").asText()).isEqualTo("standup");
    assertThat(hit.get("score").asDouble()).isBetween(0.0, 1.0);
    assertThat(shell.run("get", "--json", id).json().get("id").asText()).isEqualTo(id);
  }

  @Test
  void textComesFromStandardInputToo() {
    assertThat(shell.input("Zoë drinks 東方美人 tea\n").run("add").code()).isZero();
    assertThat(shell.input("Runs on Sundays").run("add", "-").code()).isZero();

    assertThat(shell.input("what tea").run("search", "-").out()).contains("Zoë drinks 東方美人 tea");
    assertThat(shell.run("list").err()).isEqualTo("2 memories.\n");
  }

  @Test
  void theSameTextTwiceIsOneMemorySaidTwice() {
    String id = add("Likes olives");

    JsonNode again = shell.run("add", "--json", "Likes olives").json().get("memories").get(0);

    assertThat(again.get("id").asText()).isEqualTo(id);
    assertThat(shell.run("list").out()).contains("said 2 times");
  }

  @Test
  void aListGoesOnWhereThePageBeforeEnded() {
    add("--observed-at", "2026-01-01", "one");
    add("--observed-at", "2026-01-02", "two");
    add("--observed-at", "2026-01-03", "three");

    JsonNode first = shell.run("list", "--json", "--limit", "2").json();
    assertThat(first.get("memories").findValuesAsText("text")).containsExactly("three", "two");
    assertThat(first.get("total").asInt()).isEqualTo(3);
    JsonNode second =
        shell
            .run("list", "--json", "--limit", "2", "--cursor", first.get("next_cursor").asText())
            .json();
    assertThat(second.get("memories").findValuesAsText("text")).containsExactly("one");
    assertThat(second.has("next_cursor")).isFalse();
    assertThat(shell.run("list", "--cursor", "nonsense").code()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void anUpdateKeepsWhatWasThereInTheHistory() {
    String id = add("I live in Berlin");

    assertThat(shell.run("update", id, "I", "live", "in", "Lisbon").code()).isZero();
    assertThat(shell.run("update", id, "--metadata", "{\"topic\": \"home\"}").code()).isZero();
    assertThat(shell.run("update", id, "--importance", "0.9", "--pin").code()).isZero();
    assertThat(shell.run("update", id, "--importance", "much").code())
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(shell.run("update", id, "--state", "archived").code()).isZero();

    assertThat(shell.run("get", id).out())
        .startsWith("I live in Lisbon")
        .contains("archived")
        .contains("importance  0.9")
        .contains("pinned      yes")
        .contains("topic = home");
    assertThat(shell.run("search", "Lisbon").err()).isEqualTo("Nothing found.\n");
    assertThat(shell.run("list", "--state", "archived,paused").out()).contains("Lisbon");
    assertThat(shell.run("history", id).out())
        .contains("- User lives in Berlin")
        .contains("+ I live in Lisbon")
        .contains("active → archived");
  }

  @Test
  void anUpdateThatSaysNothingIsRefused() {
    String id = add("Likes olives");

    Shell.Result result = shell.interactive(true).run("update", id);

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains("there is no change");
  }

  @Test
  void anExpiryCanBeSetAndTakenBack() {
    String id = add("--expires-at", "2027-01-01", "Has a parking permit");

    assertThat(shell.run("get", id).out()).contains("expires     2027-01-01");
    shell.run("update", id, "--no-expiry");
    assertThat(shell.run("get", id).out()).doesNotContain("expires");
    assertThat(shell.run("update", id, "--no-expiry", "--expires-at", "2027-01-01").code())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void explainSaysWhyAMemoryWasFound() {
    add("Likes olives");

    assertThat(shell.run("search", "--explain", "olives").out())
        .contains("semantic")
        .contains("keyword");
  }

  @Test
  void aMemoryCannotSteerTheTerminal() {
    add(
        "--user",
        "ann",
        "--metadata",
        "{\"k\": \"\\u001b[2J\\u202e\"}",
        "Hello\u001b]0;owned\u0007");

    Shell.Result listed = shell.run("list");
    String id = shell.run("list", "--json").json().get("memories").get(0).get("id").asText();
    String all = listed.out() + shell.run("get", id).out() + shell.run("get", "--json", id).out();

    assertThat(all).doesNotContain("\u001b", "\u0007", "\u202e");
  }

  @Test
  void colourIsForTerminals() {
    add("Likes olives");

    assertThat(shell.run("list").out()).doesNotContain("\u001b[");
    assertThat(shell.colour(true).run("list").out()).contains("\u001b[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\u0001\u0002"})
  void anEmptyTextIsRefused(String text) {
    Shell.Result result = shell.run("add", text);

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).startsWith("openmemory: ").contains("empty");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    Shell.Result result = shell.input("x".repeat(5_000_000)).run("add");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains("standard input has more than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"", "*", "NEAR(", "a OR b AND NOT c", "text:x", "-olives", "@file", "'"})
  void aQuestionMayHoldWhatIsAnOperatorElsewhere(String question) {
    add("Likes olives");

    Shell.Result result = shell.run("search", "--", question);

    assertThat(result.code()).as(result.err()).isZero();
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    String nobody = "01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60";
    String id = add("--user", "ann", "Likes olives");

    assertThat(shell.run("get", nobody).code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(shell.run("history", nobody).code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(shell.run("get", "--user", "bo", id).code()).isEqualTo(ExitCode.NOT_FOUND.code());
    Shell.Result result = shell.run("get", "olives");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains("'olives' is not a memory id");
  }

  @Test
  void anUnknownOptionIsExplained() {
    Shell.Result result = shell.run("search", "--colour", "x");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains("--colour").contains("openmemory search --help");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void anUnknownCommandIsExplained() {
    Shell.Result result = shell.run("remember", "x");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains("remember");
  }

  @Test
  void aStackTraceIsShownOnlyOnDemand() {
    assertThat(shell.run("get", "x").err()).hasLineCount(1);
    assertThat(shell.run("get", "x", "--verbose").err()).contains("InvalidInputException");
  }

  @Test
  void aDatabaseThatIsNoneIsNamed() throws java.io.IOException {
    Path file = java.nio.file.Files.writeString(userHome.resolve("notes.txt"), "x".repeat(5000));

    Shell.Result result = shell.run("list", "--db", file.toString());

    assertThat(result.code()).isIn(ExitCode.MISCONFIGURED.code(), ExitCode.STORAGE.code());
    assertThat(result.err()).contains("not a database");
  }
}
