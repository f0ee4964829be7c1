package dev.openmemory.porting;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.io.InputStream;

/** A JSON document that is a list of items, or an object of lists; read item by item. */
final class Document {

  /** Reads a value of which it is known that more follows. */
  private static final ObjectReader NEXT =
      Json.mapper()
          .readerFor(JsonNode.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Document() {}

  /** Visits every item. What is not JSON any more ends the visit, and is told of. */
  static void each(InputStream in, Items items, Counting counting) throws IOException {
    String place = "the beginning";
    try (JsonParser json = Json.mapper().createParser(in)) {
      json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_ARRAY) {
        place = list("", "item ", json, items);
      } else if (first == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          place = "'" + name + "'";
          JsonToken value = json.nextToken();
          if (value == JsonToken.START_ARRAY) {
            place = list(name, name + " ", json, items);
          } else if (value == JsonToken.START_OBJECT) {
            JsonNode node = NEXT.readValue(json);
            if (name.equals("user") || Items.isItem(node)) {
              items.take(name, place, node);
            }
          }
        }
      }
    } catch (JsonProcessingException e) {
      counting.refused("after " + place, "it is not JSON: " + e.getOriginalMessage());
    }
    items.endOfDocument();
  }

  private static String list(String name, String prefix, JsonParser json, Items items)
      throws IOException {
    long number = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonNode item = NEXT.readValue(json);
      items.take(name, prefix + ++number, item);
    }
    return prefix + number;
  }
}
