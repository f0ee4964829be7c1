package dev.openmemory.distill.llm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the facts in what a model answered, however it wrapped them: in thoughts, in prose, in a
 * code fence, under another name, as one object or a mere list, cut off in the middle. Of a list
 * that breaks off, the complete elements count.
 */
final class AnswerReader {

  /** Names under which models put their list of facts. */
  private static final Set<String> LISTS =
      Set.of("facts", "memories", "memory", "statements", "results", "items", "data");

  /** Tags that models put around their thoughts. */
  private static final List<String> THOUGHTS =
      List.of("think>", "thinking>", "thought>", "thoughts>", "reasoning>");

  private static final String CHANNEL = "<|message|>";

  /** How many brackets are tried as the beginning of the JSON. */
  private static final int MOST_BEGINNINGS = 50;

  private static final int MOST_CHARACTERS = 400_000;

  private static final ObjectReader READER =
      Json.mapper()
          .reader()
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .with(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .with(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .with(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .with(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .with(JsonReadFeature.ALLOW_JAVA_COMMENTS);

  private AnswerReader() {}

  /** The facts, none if the model says that there are none; empty if the answer cannot be read. */
  static Optional<List<StatedFact>> read(String answer) {
    String text = answer.length() > MOST_CHARACTERS ? answer.substring(0, MOST_CHARACTERS) : answer;
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      lower =
          text; // a letter that changes its length; the tags are then in lower case or not at all
    }
    int thought = lower.lastIndexOf(CHANNEL);
    int begin = thought < 0 ? 0 : thought + CHANNEL.length();
    for (String tag : THOUGHTS) {
      int close = lower.lastIndexOf("</" + tag);
      begin = Math.max(begin, close < 0 ? 0 : close + tag.length() + 2);
    }
    Optional<List<StatedFact>> after = search(text.substring(begin, firstThought(lower, begin)));
    return after.isPresent() || begin == 0
        ? after
        : search(text.substring(0, firstThought(lower, 0)));
  }

  /** Where the model begins to think aloud; the end where it does not. */
  private static int firstThought(String lower, int from) {
    int first = lower.length();
    for (String tag : THOUGHTS) {
      int open = lower.indexOf("<" + tag, from);
      first = open < 0 ? first : Math.min(first, open);
    }
    return first;
  }

  private static Optional<List<StatedFact>> search(String text) {
    int tried = 0;
    for (int i = 0; i < text.length() && tried < MOST_BEGINNINGS; i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        tried++;
        Optional<List<StatedFact>> facts = at(text.substring(i)).flatMap(AnswerReader::facts);
        if (facts.isPresent()) {
          return facts;
        }
      }
    }
    return Optional.empty();
  }

  /** What stands where a fact may be; empty where it is no list of facts and no fact. */
  private static Optional<List<JsonNode>> at(String text) {
    try (JsonParser parser = READER.createParser(text)) {
      return parser.nextToken() == JsonToken.START_ARRAY ? elements(parser) : members(parser);
    } catch (IOException e) {
      return Optional.empty(); // no JSON begins here
    }
  }

  private static Optional<List<JsonNode>> members(JsonParser parser) throws IOException {
    ObjectNode members = Json.mapper().createObjectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY && LISTS.contains(name)) {
        return elements(parser);
      }
      JsonNode value = READER.readTree(parser);
      Optional<List<JsonNode>> wrapped = listIn(value);
      if (wrapped.isPresent()) {
        return wrapped;
      }
      members.set(name, value);
    }
    return StatedFacts.of(members).isPresent() ? Optional.of(List.of(members)) : Optional.empty();
  }

  private static Optional<List<JsonNode>> listIn(JsonNode wrapper) {
    for (String name : LISTS) {
      JsonNode list = wrapper.path(name);
      if (list.isArray()) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return Optional.of(elements);
      }
    }
    return Optional.empty();
  }

  /**
   * The elements of the array that the parser is in, as far as they are complete; empty if it
   * breaks off before one is.
   */
  private static Optional<List<JsonNode>> elements(JsonParser parser) {
    List<JsonNode> elements = new ArrayList<>();
    try {
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        elements.add(READER.readTree(parser));
        token = parser.nextToken();
      }
      if (token != null) {
        return Optional.of(elements);
      }
    } catch (IOException e) {
      // cut off or damaged from here on; what came before is whole
    }
    return elements.isEmpty() ? Optional.empty() : Optional.of(elements);
  }

  /** Empty if there are elements and none of them is a fact. */
  private static Optional<List<StatedFact>> facts(List<JsonNode> elements) {
    List<StatedFact> facts = new ArrayList<>();
    for (JsonNode element : elements) {
      StatedFacts.of(element).ifPresent(facts::add);
    }
    return facts.isEmpty() && !elements.isEmpty() ? Optional.empty() : Optional.of(facts);
  }
}
