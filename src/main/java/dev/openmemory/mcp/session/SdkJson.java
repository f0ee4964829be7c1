package dev.openmemory.mcp.session;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import org.jspecify.annotations.Nullable;

/** The project's mapper as the SDK needs it: with the protocol's own camelCase names. */
public final class SdkJson {

  private static final JsonMapper MAPPER =
      Json.mapper()
          .rebuild()
          .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
          .build();

  private static final McpJsonMapper SDK = new JacksonMcpJsonMapper(MAPPER);

  private SdkJson() {}

  /** For the SDK's transports. */
  public static McpJsonMapper mapper() {
    return SDK;
  }

  /** Any of the protocol's objects as JSON; null as an object without members. */
  public static ObjectNode tree(@Nullable Object value) {
    if (value == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    return value instanceof ObjectNode node ? node : MAPPER.<ObjectNode>valueToTree(value);
  }

  /** JSON as one of the SDK's objects. */
  public static <T> T value(ObjectNode tree, Class<T> type) {
    return MAPPER.convertValue(tree, type);
  }
}
