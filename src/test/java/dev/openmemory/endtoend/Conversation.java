package dev.openmemory.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two friends said to each other, with questions about it.
 *
 * @param messages in order of time
 * @param questions what may be asked
 */
record Conversation(List<Said> messages, List<Question> questions) {

  /**
   * One message.
   *
   * @param session the talk that it belongs to
   * @param time local time without an offset, as ISO 8601
   */
  record Said(String id, String session, String time, String speaker, String text) {}

  /**
   * One question.
   *
   * @param gold the texts that answer it
   */
  record Question(String text, List<String> gold) {}

  /** The friends of the test resources. */
  static Conversation ofTwoFriends() {
    Path folder = Path.of("src/test/resources/conversations/two-friends");
    List<Said> messages = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (JsonNode line : lines(folder.resolve("corpus.jsonl"))) {
      messages.add(
          new Said(
              line.get("id").asText(),
              line.get("session").asText(),
              line.get("ts").asText(),
              line.get("speaker").asText(),
              line.get("text").asText()));
      texts.put(line.get("id").asText(), line.get("text").asText());
    }
    List<Question> questions = new ArrayList<>();
    for (JsonNode line : lines(folder.resolve("queries.jsonl"))) {
      List<String> gold = new ArrayList<>();
      line.get("gold").forEach(id -> gold.add(texts.get(id.asText())));
      questions.add(new Question(line.get("text").asText(), gold));
    }
    return new Conversation(messages, questions);
  }

  /** The messages of each talk, in order. */
  Map<String, List<Said>> sessions() {
    Map<String, List<Said>> sessions = new LinkedHashMap<>();
    for (Said said : messages) {
      sessions.computeIfAbsent(said.session(), name -> new ArrayList<>()).add(said);
    }
    return sessions;
  }

  private static List<JsonNode> lines(Path file) {
    List<JsonNode> nodes = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        nodes.add(Json.read(line));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file + " is not JSON Lines", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return nodes;
  }
}
