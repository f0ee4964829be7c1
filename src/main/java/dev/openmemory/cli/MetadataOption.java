package dev.openmemory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Metadata;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads the {@code --metadata} option. */
final class MetadataOption {

  private MetadataOption() {}

  /**
   * The metadata that a JSON object holds; null stands for none.
   *
   * @throws InvalidInputException if it is no JSON object
   */
  static Metadata parse(@Nullable String json) {
    if (json == null) {
      return Metadata.EMPTY;
    }
    try {
      JsonNode node = Json.read(json);
      if (node.isObject()) {
        return new Metadata(
            Json.mapper()
                .convertValue(
                    node, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {}));
      }
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "--metadata is not well-formed JSON", "Write it like '{\"topic\": \"work\"}'.", e);
    }
    throw new InvalidInputException(
        "--metadata is not a JSON object", "Write it like '{\"topic\": \"work\"}'.");
  }
}
