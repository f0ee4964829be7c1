package dev.openmemory.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolArgumentsTest {

  @TempDir static Path folder;
  private static MemoryServer server;

  @BeforeAll
  static void open() {
    server = new MemoryServer(folder);
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "add_memory | {} | neither text nor messages is given",
        "add_memory | {\"text\":\"a\",\"messages\":[]} | both text and messages are given",
        "add_memory | {\"text\":\"\"} | is empty",
        "add_memory | {\"text\":\" \\u0000 \"} | is empty",
        "add_memory | {\"text\":7} | text is 7. Give it as text in quotes.",
        "add_memory | {\"messages\":\"hi\"} | messages is the text \"hi\". Give it as a list",
        "add_memory | {\"messages\":[\"hi\"]} | messages[0] is the text \"hi\"",
        "add_memory | {\"messages\":[{\"content\":\"hi\"}]} | messages[0].role is missing",
        "add_memory | {\"messages\":[{\"role\":\"user\",\"text\":\"hi\"}]} | Call it messages[0].content",
        "add_memory | {\"messages\":[{\"role\":\"boss\",\"content\":\"hi\"}]} | messages[0].role: 'boss' is not a role",
        "add_memory | {\"text\":\"a\",\"userid\":\"bob\"} | there is no argument userid. Call it user_id.",
        "add_memory | {\"text\":\"a\",\"userId\":\"bob\"} | Call it user_id.",
        "add_memory | {\"text\":\"a\",\"session_id\":\"x\"} | Call it run_id.",
        "add_memory | {\"text\":\"a\",\"agent\":\"x\"} | Call it agent_id.",
        "add_memory | {\"content\":\"a\"} | Call it text.",
        "add_memory | {\"text\":\"a\",\"user_id\":\"\"} | user_id is empty",
        "add_memory | {\"text\":\"a\",\"metadata\":\"x\"} | Give it as an object",
        "add_memory | {\"text\":\"a\",\"infer\":\"no\"} | infer is the text \"no\". Give it as true or false.",
        "add_memory | {\"text\":\"a\",\"observed_at\":\"yesterday\"} | observed_at 'yesterday' is not a time. Write it in ISO 8601",
        "add_memory | {\"text\":\"a\",\"observed_at\":1700000000} | Give it as a time in ISO 8601",
        "add_memory | {\"text\":\"a\",\"observed_at\":\"2026-02-30\"} | is not a time",
        "add_memory | {\"text\":\"a\",\"expires_at\":\"2001-01-01\"} | is in the past",
        "search_memory | {} | query is missing",
        "search_memory | {\"question\":\"a\"} | Call it query.",
        "search_memory | {\"query\":\"a\",\"top_k\":3} | Call it limit.",
        "search_memory | {\"query\":\"a\",\"limit\":0} | a whole number from 1 to 100",
        "search_memory | {\"query\":\"a\",\"limit\":2.5} | a whole number from 1 to 100",
        "search_memory | {\"query\":\"a\",\"limit\":\"5\"} | a whole number from 1 to 100",
        "search_memory | {\"query\":\"a\",\"threshold\":2} | a number from 0 to 1",
        "list_memories | {\"cursor\":\"bogus\"} | Leave the cursor out to start again",
        "list_memories | {\"state\":\"gone\"} | 'gone' is not a state",
        "get_memory | {\"memory_id\":\"42\"} | memory_id: '42' is not a memory id",
        "get_memory | {\"id\":\"42\"} | Call it memory_id.",
        "get_memory | {\"memory_id\":\"01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60\"} | 01980f6e",
        "update_memory | {\"memory_id\":\"01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60\"} | changes nothing",
        "update_memory | {\"memory_id\":\"01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60\",\"state\":\"deleted\"} | Call delete_memory",
        "delete_memories | {\"memory_ids\":\"x\"} | memory_ids is not a list of ids",
      })
  void aBadArgumentIsAnsweredWithWhatBelongsThere(String tool, String arguments, String said) {
    assertThat(server.problem(tool, arguments)).contains(said);
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertThat(server.problem("add_memory", "{\"text\":\"" + "x".repeat(5_000_000) + "\"}"))
        .contains("the limit is 200000");
  }

  @Test
  void loneSurrogatesAndNulsAreCleanedAway() {
    assertThat(
            server
                .call("add_memory", "{\"text\":\"broken \\ud800 and \\u0000 nul\"}")
                .at("/memories/0/text")
                .asText())
        .isEqualTo("broken \uFFFD and  nul");
  }

  @Test
  void anUnknownKeyThatResemblesNoneIsIgnored() {
    assertThat(server.call("search_memory", "{\"query\":\"a\",\"explanation\":\"because\"}"))
        .isNotNull();
    assertThat(server.call("list_memories", "{\"random_string\":\"\",\"user_id\":null}"))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-03, 2026-05-03T00:00:00Z",
    "2026-05-03T14:30Z, 2026-05-03T14:30:00Z",
    "2026-05-03T14:30:00, 2026-05-03T14:30:00Z",
    "2026-05-03 14:30:00, 2026-05-03T14:30:00Z",
    "2026-05-03T14:30:00.25+02:00, 2026-05-03T12:30:00.250Z",
    "2026-05-03T14:30:00+0200, 2026-05-03T12:30:00Z",
    "2026-05-03T14:30:00.123456789Z, 2026-05-03T14:30:00.123456789Z",
  })
  void timesAreReadInTheirUsualForms(String written, String meant) {
    assertThat(IsoTime.parse("when", written)).hasToString(meant);
  }

  @Test
  void operatorsOfTheIndexInAQueryAreJustWords() {
    for (String query : new String[] {"\\\"", "*", "NEAR(a b)", "a AND", "text:x", "(", "^"}) {
      assertThat(server.call("search_memory", "{\"query\":\"" + query + " cats\"}").has("memories"))
          .isTrue();
    }
  }
}
