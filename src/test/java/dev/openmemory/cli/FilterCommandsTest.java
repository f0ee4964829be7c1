package dev.openmemory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters, orders, pages and explanations on the command line. */
class FilterCommandsTest {

  @TempDir Path userHome;
  private Shell shell;

  @BeforeEach
  void open() {
    shell = new Shell(userHome);
    add("2026-03-01", "pets", "Oscar the cat sleeps on the red sofa");
    add("2026-04-01", "pets", "Oscar the cat eats at eight o'clock");
    add("2026-05-01", "home", "The rent is paid on the first");
  }

  @Test
  void searchesAndListsAreNarrowedAlike() {
    for (List<String> options :
        List.of(
            List.of("--filter", "{\"topic\": \"pets\"}", "--since", "2026-04"),
            List.of("--since", "2026-04-01", "--until", "2026-04-01"),
            List.of(
                "--filter",
                "{\"NOT\": {\"topic\": \"home\"}, \"text\": {\"contains\": \"eats\"}}"))) {
      assertThat(texts("list", options)).containsExactly("Oscar the cat eats at eight o'clock");
      assertThat(texts("search", options)).containsExactly("Oscar the cat eats at eight o'clock");
    }
    assertThat(texts("list", List.of("--as-of", "2026-04-01", "--latest-only"))).hasSize(2);
    assertThat(texts("search", List.of("--state", "paused,archived"))).isEmpty();
  }

  @Test
  void listsComeInOtherOrders() {
    assertThat(texts("list", List.of("--sort", "text"))).first().asString().contains("eats");
    assertThat(texts("list", List.of("--sort", "observed"))).first().asString().contains("sleeps");
  }

  @Test
  void aBudgetGivesLinesAndSaysHowToGoOn() {
    Shell.Result result = shell.run("search", "--max-tokens", "60", "where does the cat sleep");
    assertThat(result.out())
        .matches(
            "2026-0[23]-\\d\\d user: Oscar the cat sleeps on the red sofa \\([0-9a-f-]{36}\\)\n");
    assertThat(result.err()).startsWith("More: --cursor ");
  }

  @Test
  void anExplanationIsATableThatFitsTheTerminal() {
    Shell.Result result = shell.run("search", "--explain", "cat");
    assertThat(result.out())
        .contains("3 candidates: semantic 3 · keyword 2")
        .contains("milliseconds: embed ")
        .containsPattern("hit +score +semantic +keyword");
    assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void whatCannotBeReadSaysSo() {
    assertThat(shell.run("list", "--filter", "{\"n\": {\"above\": 1}}").err())
        .contains("filter/n/above is not an operator for n");
    assertThat(shell.run("list", "--filter", "{topic").err()).contains("not well-formed JSON");
    assertThat(shell.run("list", "--since", "soon").err())
        .contains("--since: 'soon' is not a time");
  }

  private List<String> texts(String command, List<String> options) {
    String[] all = new String[options.size() + 2 + (command.equals("search") ? 1 : 0)];
    all[0] = command;
    all[1] = "--json";
    for (int i = 0; i < options.size(); i++) {
      all[i + 2] = options.get(i);
    }
    if (command.equals("search")) {
      all[all.length - 1] = "cat or rent";
    }
    Shell.Result result = shell.run(all);
    assertThat(result.code()).as(result.err()).isZero();
    return result.json().get("memories").findValuesAsText("text");
  }

  private void add(String observed, String topic, String text) {
    Shell.Result result =
        shell.run(
            "add",
            "--verbatim",
            "--observed-at",
            observed,
            "--metadata",
            "{\"topic\":\"" + topic + "\"}",
            text);
    assertThat(result.code()).as(result.err()).isZero();
  }
}
