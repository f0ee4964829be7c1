package dev.openmemory.mcp.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a tool's call.
 *
 * @param content what a model reads
 * @param structured the same as data, complete by itself; null when there is none
 * @param isError whether the call failed in a way that the model can act on
 */
public record ToolResult(List<Content> content, @Nullable JsonNode structured, boolean isError) {

  public ToolResult {
    content = List.copyOf(content);
  }

  /** A result of some content alone. */
  public static ToolResult of(Content... content) {
    return new ToolResult(List.of(content), null, false);
  }

  /** A result of data, mirrored as compact text for clients that read no data. */
  public static ToolResult structured(JsonNode data) {
    return new ToolResult(List.of(new Content.Text(data.toString())), data, false);
  }

  /** A failure, told in one text. */
  public static ToolResult error(String text) {
    return new ToolResult(List.of(new Content.Text(text)), null, true);
  }
}
