package dev.openmemory.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets and removes one member of one object of a JSON text, and leaves every other byte alone. */
final class JsonEdit implements ServersText {

  private final String servers;

  /**
   * @param servers the member of the whole that holds the servers
   */
  JsonEdit(String servers) {
    this.servers = servers;
  }

  @Override
  public String set(String text, String name, ObjectNode entry) {
    Style style = Style.of(text);
    if (text.isBlank()) {
      ObjectNode whole = JsonNodeFactory.instance.objectNode();
      whole.putObject(servers).set(name, entry);
      return style.write(whole, "") + style.line();
    }
    JsonText.Node root = object(JsonText.root(text), "the file");
    Optional<JsonText.Member> list = root.member(servers);
    if (list.isEmpty()) {
      ObjectNode whole = JsonNodeFactory.instance.objectNode();
      whole.set(name, entry);
      return insert(text, root, servers, whole, style);
    }
    JsonText.Node within = object(list.get().value(), "'" + servers + "'");
    Optional<JsonText.Member> present = within.member(name);
    if (present.isEmpty()) {
      return insert(text, within, name, entry, style);
    }
    JsonText.Node old = present.get().value();
    if (entry.equals(read(text, old))) {
      return text;
    }
    String around =
        text.substring(within.start(), old.start()) + text.substring(old.end(), within.end());
    String written =
        around.contains("\n")
            ? style.write(entry, indent(text, present.get().start()))
            : Json.write(entry);
    return text.substring(0, old.start()) + written + text.substring(old.end());
  }

  @Override
  public String remove(String text, String name) {
    if (text.isBlank()) {
      return text;
    }
    JsonText.Node root = JsonText.root(text);
    Optional<JsonText.Member> list = root.member(servers);
    Optional<JsonText.Member> present = list.flatMap(member -> member.value().member(name));
    if (present.isEmpty()) {
      return text;
    }
    return without(text, list.get().value(), present.get());
  }

  @Override
  public boolean has(String text, String name) {
    return !text.isBlank()
        && JsonText.root(text)
            .member(servers)
            .flatMap(member -> member.value().member(name))
            .isPresent();
  }

  @Override
  public boolean madeOf(String before, String now, String name) {
    if (has(before, name)) {
      return false;
    }
    JsonText.Node entry =
        JsonText.root(now).member(servers).orElseThrow().value().member(name).orElseThrow().value();
    try {
      return read(now, entry) instanceof ObjectNode object && set(before, name, object).equals(now);
    } catch (InvalidInputException e) {
      return false; // somebody has edited it since
    }
  }

  /** A value of a text; null where it is none without comments. */
  private static @Nullable JsonNode read(String text, JsonText.Node place) {
    try {
      return Json.read(text.substring(place.start(), place.end()));
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String insert(
      String text, JsonText.Node object, String name, JsonNode value, Style style) {
    int close = object.end() - 1;
    int content = contentEnd(text, object.start() + 1, close);
    List<JsonText.Member> members = object.members();
    String around = indent(text, object.start());
    if (members.isEmpty()) {
      String within = around + style.unit();
      boolean broken = text.substring(content, close).contains("\n");
      return text.substring(0, content)
          + style.line()
          + within
          + style.member(name, value, within)
          + (broken ? "" : style.line() + around)
          + text.substring(content == object.start() + 1 && !broken ? close : content);
    }
    JsonText.Member last = members.get(members.size() - 1);
    boolean trailing = last.comma() >= 0;
    String before = text.substring(0, last.value().end());
    String between = text.substring(last.value().end(), content);
    boolean lines = text.substring(object.start(), object.end()).contains("\n");
    String within = indent(text, last.start());
    String added =
        lines
            ? style.line() + within + style.member(name, value, within)
            : " " + JsonNodeFactory.instance.textNode(name) + ": " + Json.write(value);
    return before
        + (trailing ? "" : ",")
        + between
        + added
        + (trailing ? "," : "")
        + text.substring(content);
  }

  private static String without(String text, JsonText.Node object, JsonText.Member gone) {
    int index = object.members().indexOf(gone);
    JsonText.Member before = index == 0 ? null : object.members().get(index - 1);
    int floor = before == null ? object.start() + 1 : before.comma() + 1;
    int start = contentEnd(text, floor, gone.start());
    boolean last = index == object.members().size() - 1;
    int end = gone.comma() >= 0 ? gone.comma() + 1 : gone.value().end();
    String kept = text.substring(0, start);
    if (last && gone.comma() < 0 && before != null) {
      // The comma before it stood there for it.
      kept = text.substring(0, before.comma()) + text.substring(before.comma() + 1, start);
    }
    String rest = text.substring(end);
    boolean alone = object.members().size() == 1 && rest.stripLeading().startsWith("}");
    return alone && start == object.start() + 1 ? kept + rest.stripLeading() : kept + rest;
  }

  /** Where the last thing between two places ends that is not white space. */
  private static int contentEnd(String text, int from, int to) {
    int end = to;
    while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** The white space that the line of a place begins with. */
  private static String indent(String text, int place) {
    int start = text.lastIndexOf('\n', place - 1) + 1;
    int end = start;
    while (end < place && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  private static JsonText.Node object(JsonText.Node node, String what) {
    if (!node.object()) {
      throw new InvalidInputException(
          what + " is not a JSON object", "Correct the file; it was left as it is.");
    }
    return node;
  }

  /**
   * How a text is laid out.
   *
   * @param line what ends a line
   * @param unit what one level is indented by
   */
  private record Style(String line, String unit) {

    static Style of(String text) {
      String line = text.contains("\r\n") ? "\r\n" : "\n";
      String unit =
          text.lines()
              .map(l -> l.substring(0, l.length() - l.stripLeading().length()))
              .filter(space -> !space.isEmpty())
              .findFirst()
              .orElse("  ");
      return new Style(line, unit);
    }

    String member(String name, JsonNode value, String indent) {
      return Json.write(name) + ": " + write(value, indent);
    }

    String write(JsonNode value, String indent) {
      if (!value.isObject() || value.isEmpty()) {
        return value.isArray() ? Json.write(value).replace("\",\"", "\", \"") : Json.write(value);
      }
      StringBuilder out = new StringBuilder("{");
      String within = indent + unit;
      String separator = "";
      for (Map.Entry<String, JsonNode> each : value.properties()) {
        out.append(separator)
            .append(line)
            .append(within)
            .append(member(each.getKey(), each.getValue(), within));
        separator = ",";
      }
      return out.append(line).append(indent).append('}').toString();
    }
  }
}
