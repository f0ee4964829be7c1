package dev.openmemory.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.mcp.http.McpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/http.md to the code, both ways. */
class HttpDocumentationTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(?:[A-Z]+ )?(/[^`]*)` \\|");
  private static final String GENERATED = "<!-- generated: routes -->";

  @Test
  void itNamesEveryAddressOfMcpAndNoOther() throws IOException {
    String page = Files.readString(Path.of("docs", "http.md"));
    // The table of the other routes is made from their description.
    page =
        page.substring(0, page.indexOf(GENERATED))
            + page.substring(page.indexOf("<!-- end -->", page.indexOf(GENERATED)));
    List<String> documented = ROW.matcher(page).results().map(row -> row.group(1)).toList();

    assertThat(documented)
        .contains("/health", "/ui/api/")
        .containsAll(McpServlet.PATHS)
        .hasSize(McpServlet.PATHS.size() + 2)
        .doesNotHaveDuplicates();
  }

  @Test
  void itStatesTheBoundsThatHold() throws IOException {
    String page = Files.readString(Path.of("docs", "http.md"));

    assertThat(HttpOptions.DEFAULT_MAX_BODY_BYTES).isEqualTo(8 * 1024 * 1024);
    assertThat(page)
        .contains("http://" + HttpOptions.DEFAULT_HOST + ":" + HttpOptions.DEFAULT_PORT)
        .contains("at most 8 MiB");
  }
}
