package dev.openmemory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What comes back from the product's tools, as messages of the protocol. */
final class Answers {

  private Answers() {}

  /** Arguments to fill. */
  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  /** What a call that went well gave. */
  static JsonNode structured(JsonNode answer) {
    assertThat(answer.at("/result/isError").asBoolean()).as("%s", answer).isFalse();
    assertThat(answer.at("/result/structuredContent").isObject()).as("%s", answer).isTrue();
    return answer.at("/result/structuredContent");
  }

  /** The id of the one memory that a call of add_memory stored. */
  static String addedId(JsonNode answer) {
    List<String> ids = ids(structured(answer).get("memories"));
    assertThat(ids).as("%s", answer).hasSize(1);
    return ids.get(0);
  }

  /** The ids of memories. */
  static List<String> ids(JsonNode memories) {
    List<String> ids = new ArrayList<>();
    memories.forEach(memory -> ids.add(memory.get("id").asText()));
    return ids;
  }

  /** What a refused call says, be it a result for the model or an error of the protocol. */
  static String refusal(JsonNode answer) {
    if (answer.has("error")) {
      return answer.at("/error/message").asText();
    }
    assertThat(answer.at("/result/isError").asBoolean()).as("%s", answer).isTrue();
    return answer.at("/result/content/0/text").asText();
  }
}
