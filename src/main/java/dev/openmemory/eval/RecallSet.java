package dev.openmemory.eval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of questions over messages: a folder with {@code corpus.jsonl} and {@code queries.jsonl}.
 *
 * @param name the folder's name
 * @param messages in order of time
 * @param questions in the file's order
 */
public record RecallSet(String name, List<Utterance> messages, List<Question> questions) {

  public RecallSet {
    messages = List.copyOf(messages);
    questions = List.copyOf(questions);
  }

  /**
   * One message.
   *
   * @param id its label, unique in the set
   * @param pool whose memory it belongs to; a question is answered from its own pool alone
   * @param session the conversation, where there is one
   * @param at when it was said, where that is known; read as UTC
   * @param speaker {@code user}, {@code assistant} or a person's name
   * @param title the heading of a passage that nobody said
   * @param text what was said
   */
  public record Utterance(
      String id,
      String pool,
      @Nullable String session,
      @Nullable Instant at,
      @Nullable String speaker,
      @Nullable String title,
      String text) {}

  /**
   * One question.
   *
   * @param id its label
   * @param pool where its answer lies
   * @param text the question
   * @param category the kind of question
   * @param gold the messages that answer it; empty if none does
   * @param goldSessions the sessions that answer it, where the set names them
   * @param askedAt when it is asked, where that is known
   */
  public record Question(
      String id,
      String pool,
      String text,
      String category,
      Set<String> gold,
      Set<String> goldSessions,
      @Nullable Instant askedAt) {}

  /** A fingerprint of the messages: equal sets of messages have equal ones, 32 hex digits. */
  public String digest() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    messages.forEach(message -> digest.update(message.toString().getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /**
   * Reads a set.
   *
   * @throws InvalidInputException if a file is missing or a line is not of the format
   */
  public static RecallSet read(Path folder) {
    List<Utterance> messages = new ArrayList<>();
    for (JsonNode node : lines(folder.resolve("corpus.jsonl"))) {
      messages.add(
          new Utterance(
              node.path("id").asText(),
              node.path("pool").asText(),
              text(node, "session"),
              instant(text(node, "ts")),
              text(node, "speaker"),
              text(node, "title"),
              node.path("text").asText()));
    }
    List<Question> questions = new ArrayList<>();
    for (JsonNode node : lines(folder.resolve("queries.jsonl"))) {
      questions.add(
          new Question(
              node.path("id").asText(),
              node.path("pool").asText(),
              node.path("text").asText(),
              node.path("category").asText("None"),
              strings(node.path("gold")),
              strings(node.path("gold_sessions")),
              instant(text(node, "asked_at"))));
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new RecallSet(name == null ? "set" : name.toString(), messages, questions);
  }

  private static List<JsonNode> lines(Path file) {
    List<JsonNode> nodes = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      for (int number = 1; line != null; number++, line = reader.readLine()) {
        if (!line.isBlank()) {
          nodes.add(node(file, number, line));
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          file + " cannot be read: " + e.getMessage(),
          "Name a folder that holds corpus.jsonl and queries.jsonl.",
          e);
    }
    return nodes;
  }

  private static JsonNode node(Path file, int number, String line) {
    try {
      JsonNode node = Json.read(line);
      if (node.path("id").isTextual()
          && node.path("pool").isTextual()
          && node.path("text").isTextual()) {
        return node;
      }
    } catch (IOException e) {
      throw malformed(file, number, e);
    }
    throw malformed(file, number, null);
  }

  private static InvalidInputException malformed(Path file, int number, @Nullable Throwable cause) {
    return new InvalidInputException(
        file + ", line " + number + " is not an object with id, pool and text",
        "Write one JSON object a line.",
        cause);
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
  }

  private static Set<String> strings(JsonNode array) {
    Set<String> strings = new LinkedHashSet<>();
    array.forEach(item -> strings.add(item.asText()));
    return strings;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException local) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new InvalidInputException(
            "'" + text + "' is not a time", "Write times as 2024-03-15T09:30:00.", e);
      }
    }
  }
}
