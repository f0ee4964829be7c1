package dev.openmemory.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets and removes one table of a TOML text, and leaves every other byte alone. */
final class TomlEdit implements ServersText {

  private static final Pattern INLINE = Pattern.compile("\\s*mcp_servers\\s*[.=].*");
  private static final Pattern HEADER = Pattern.compile("\\s*\\[.*");

  @Override
  public String set(String text, String name, ObjectNode entry) {
    String line = text.contains("\r\n") ? "\r\n" : "\n";
    String table = table(name, entry, line);
    Place place = find(text, name);
    if (place != null) {
      return text.substring(0, place.start()) + table + text.substring(place.end());
    }
    if (text.isBlank()) {
      return table;
    }
    return text + (text.endsWith("\n") ? "" : line) + line + table;
  }

  @Override
  public String remove(String text, String name) {
    Place place = find(text, name);
    if (place == null) {
      return text;
    }
    String before = text.substring(0, place.start());
    String blank = before.endsWith("\r\n\r\n") ? "\r\n" : before.endsWith("\n\n") ? "\n" : "";
    return before.substring(0, before.length() - blank.length()) + text.substring(place.end());
  }

  @Override
  public boolean has(String text, String name) {
    return find(text, name) != null;
  }

  @Override
  public boolean madeOf(String before, String now, String name) {
    // What was appended may have ended the last line.
    return !has(before, name) && remove(now, name).stripTrailing().equals(before.stripTrailing());
  }

  private static String table(String name, ObjectNode entry, String line) {
    StringBuilder out = new StringBuilder("[mcp_servers." + name + "]").append(line);
    for (Map.Entry<String, JsonNode> each : entry.properties()) {
      out.append(each.getKey()).append(" = ").append(value(each.getValue())).append(line);
    }
    return out.toString();
  }

  /** A basic string of TOML is escaped as one of JSON. */
  private static String value(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(each -> Json.write(each.getKey()) + " = " + value(each.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    if (value.isArray()) {
      List<String> values = new ArrayList<>();
      value.forEach(each -> values.add(value(each)));
      return values.stream().collect(Collectors.joining(", ", "[", "]"));
    }
    return Json.write(value);
  }

  private record Place(int start, int end) {}

  /** The table and those within it, with its last line's end; null where there is none. */
  private static @Nullable Place find(String text, String name) {
    Pattern ours =
        Pattern.compile(
            "\\s*\\[\\s*\"?mcp_servers\"?\\s*\\.\\s*\"?" + Pattern.quote(name) + "\"?\\s*[.\\]].*");
    int start = -1;
    int end = -1;
    String open = "";
    boolean within = false;
    boolean top = true;
    int at = 0;
    while (at < text.length()) {
      int next = text.indexOf('\n', at) + 1;
      next = next == 0 ? text.length() : next;
      String line = text.substring(at, next).stripTrailing();
      boolean header = open.isEmpty() && HEADER.matcher(line).matches() && !value(text, at);
      if (header) {
        top = false;
        within = ours.matcher(line).matches();
        start = within && start < 0 ? at : start;
      } else if (top && open.isEmpty() && INLINE.matcher(line).matches()) {
        throw new InvalidInputException(
            "its servers are written as 'mcp_servers…=', which is not edited",
            "Write them as tables, [mcp_servers.name], or add openmemory by hand.");
      }
      if (within && !line.isBlank() && !line.stripLeading().startsWith("#")) {
        end = next;
      }
      open = after(line, open);
      at = next;
    }
    return start < 0 ? null : new Place(start, end);
  }

  /** Whether a line that begins with a bracket goes on with a list of values begun before. */
  private static boolean value(String text, int at) {
    String line = text.substring(at).lines().findFirst().orElse("").strip();
    return line.endsWith(",") || line.startsWith("[\"") || line.startsWith("['");
  }

  /** The quotation marks of the string of several lines that is open after a line. */
  private static String after(String line, String open) {
    String now = open;
    for (int i = 0; i + 3 <= line.length(); i++) {
      String three = line.substring(i, i + 3);
      if (now.isEmpty() && line.charAt(i) == '#') {
        return now;
      }
      if (three.equals("\"\"\"") || three.equals("'''")) {
        now = now.isEmpty() ? three : now.equals(three) ? "" : now;
        i += 2;
      }
    }
    return now;
  }
}
