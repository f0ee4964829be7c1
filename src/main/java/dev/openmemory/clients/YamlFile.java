package dev.openmemory.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.util.Map;

/** A YAML file that holds one server and nothing else. */
final class YamlFile implements ServersText {

  @Override
  public String set(String text, String name, ObjectNode entry) {
    StringBuilder out =
        new StringBuilder("name: " + name + "\nversion: 1.0.0\nschema: v1\nmcpServers:\n");
    String begin = "  - ";
    for (Map.Entry<String, JsonNode> each : entry.properties()) {
      // JSON is YAML
      out.append(begin).append(each.getKey()).append(": ").append(Json.write(each.getValue()));
      out.append('\n');
      begin = "    ";
    }
    return out.toString();
  }

  @Override
  public String remove(String text, String name) {
    return has(text, name) ? "" : text;
  }

  @Override
  public boolean has(String text, String name) {
    return text.lines().anyMatch(line -> line.strip().matches("(- )?name: \"?" + name + "\"?"));
  }

  @Override
  public boolean madeOf(String before, String now, String name) {
    return !has(before, name);
  }
}
