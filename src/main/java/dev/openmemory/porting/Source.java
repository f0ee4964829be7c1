package dev.openmemory.porting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import java.io.IOException;

/** One line as JSON. */
final class Source {

  /** Keeps numbers as they are written. */
  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private Source() {}

  /**
   * Reads one line.
   *
   * @param tooLong whether the line is not here because of its length
   * @throws InvalidInputException if it is not one JSON object
   */
  static JsonNode parse(byte[] line, boolean tooLong) {
    if (tooLong) {
      throw new InvalidInputException(
          "it has more than " + Lines.LONGEST + " bytes", "Split what it holds.");
    }
    try {
      JsonNode node = READER.readTree(line);
      if (!node.isObject()) {
        throw new InvalidInputException("it is not a JSON object", "Correct the line.");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "it is not JSON: " + e.getOriginalMessage(), "Correct the line.", e);
    } catch (IOException e) {
      throw new InvalidInputException("it is not UTF-8", "Correct the line.", e);
    }
  }
}
