package dev.openmemory.embedding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Hugging Face {@code tokenizer.json}, read far enough to tell whether it is a plain BERT
 * tokenizer.
 *
 * @param parts everything but the vocabulary
 * @param vocabulary the pieces and their ids; empty if it is not a table of them
 */
record TokenizerFile(JsonNode parts, Map<String, Integer> vocabulary) {

  private static final ObjectReader PART =
      Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * The tokenizer that a file describes.
   *
   * @param what the model that it belongs to, for people
   * @throws dev.openmemory.model.MisconfiguredException if it cannot be used
   */
  static Tokenizer tokenizer(String what, Path file, Optional<Path> nativeCache) {
    try {
      Optional<Tokenizer> wordPiece = read(file).wordPiece();
      return wordPiece.isPresent() ? wordPiece.get() : new LibraryTokenizer(file, nativeCache);
    } catch (IOException e) {
      throw OnnxGraph.unusable(what, file, e);
    }
  }

  /** Reads the file; the vocabulary streams past the tree, as it is nearly all of the file. */
  static TokenizerFile read(Path file) throws IOException {
    ObjectNode parts = JsonNodeFactory.instance.objectNode();
    Map<String, Integer> vocabulary = new HashMap<>(1 << 16);
    try (JsonParser json = Json.mapper().createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("model") && json.currentToken() == JsonToken.START_OBJECT) {
          parts.set(name, readModel(json, vocabulary));
        } else {
          parts.set(name, PART.<JsonNode>readTree(json));
        }
      }
    }
    return new TokenizerFile(parts, vocabulary);
  }

  private static JsonNode readModel(JsonParser json, Map<String, Integer> vocabulary)
      throws IOException {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("vocab") && value == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String piece = json.currentName();
          json.nextToken();
          vocabulary.put(piece, json.getIntValue());
        }
      } else if (value == JsonToken.START_ARRAY) {
        json.skipChildren();
      } else {
        model.set(name, PART.<JsonNode>readTree(json));
      }
    }
    return model;
  }

  /** The tokenizer in plain Java, if this is one that it reproduces exactly. */
  Optional<Tokenizer> wordPiece() {
    JsonNode model = parts.path("model");
    JsonNode normalizer = parts.path("normalizer");
    JsonNode around = parts.path("post_processor");
    Map<String, Integer> markers = markers();
    Integer unknown = vocabulary.get(model.path("unk_token").asText());
    Optional<Integer> first = edge(around, "cls", 0);
    Optional<Integer> last = edge(around, "sep", 2);
    boolean plain =
        model.path("type").asText("WordPiece").equals("WordPiece")
            && normalizer.path("type").asText().equals("BertNormalizer")
            && parts.path("pre_tokenizer").path("type").asText().equals("BertPreTokenizer");
    if (!plain
        || unknown == null
        || first.isEmpty()
        || last.isEmpty()
        || !joins(around)
        || markers.size() != parts.path("added_tokens").size()) {
      return Optional.empty();
    }
    boolean lowercase = normalizer.path("lowercase").asBoolean(true);
    return Optional.of(
        new WordPieceTokenizer(
            vocabulary,
            markers,
            new BertNormalizer(
                normalizer.path("clean_text").asBoolean(true),
                normalizer.path("handle_chinese_chars").asBoolean(true),
                normalizer.path("strip_accents").asBoolean(lowercase),
                lowercase),
            new WordPieceTokenizer.Layout(
                unknown,
                first.get(),
                last.get(),
                model.path("continuing_subword_prefix").asText("##"),
                model.path("max_input_chars_per_word").asInt(100))));
  }

  /** The added tokens that stand for themselves; those with rules of their own are left out. */
  private Map<String, Integer> markers() {
    Map<String, Integer> markers = new HashMap<>();
    for (JsonNode token : parts.path("added_tokens")) {
      boolean plain =
          !token.path("single_word").asBoolean()
              && !token.path("lstrip").asBoolean()
              && !token.path("rstrip").asBoolean()
              && !token.path("normalized").asBoolean();
      if (plain) {
        markers.put(token.path("content").asText(), token.path("id").asInt());
      }
    }
    return markers;
  }

  /** The marker at one end of a text, in either of the two forms that BERT tokenizers are saved. */
  private Optional<Integer> edge(JsonNode around, String name, int place) {
    return switch (around.path("type").asText()) {
      case "BertProcessing" -> integer(around.path(name).path(1));
      case "TemplateProcessing" -> {
        JsonNode single = around.path("single");
        boolean bert = single.size() == 3 && single.path(1).has("Sequence");
        String marker = single.path(place).path("SpecialToken").path("id").asText();
        JsonNode ids = around.path("special_tokens").path(marker).path("ids");
        yield bert && ids.size() == 1 ? integer(ids.path(0)) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** Whether two texts are joined as BERT joins them, if it says so at all. */
  private static boolean joins(JsonNode around) {
    JsonNode pair = around.path("pair");
    return pair.isMissingNode()
        || (pair.size() == 5
            && pair.path(1).path("Sequence").path("id").asText().equals("A")
            && pair.path(2).equals(around.path("single").path(2))
            && pair.path(3).path("Sequence").path("id").asText().equals("B")
            && pair.path(3).path("Sequence").path("type_id").asInt() == 1
            && pair.path(4).path("SpecialToken").path("type_id").asInt() == 1);
  }

  private static Optional<Integer> integer(JsonNode value) {
    return value.isInt() ? Optional.of(value.asInt()) : Optional.empty();
  }
}
