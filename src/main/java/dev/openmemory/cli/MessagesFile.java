package dev.openmemory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a file: a JSON list of messages, or one message a line. A message is {@code
 * {"role", "content", "name"?, "observed_at"?}}.
 */
final class MessagesFile {

  private final ZoneId zone;

  /**
   * @param zone of times that name none
   */
  MessagesFile(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The messages, in order.
   *
   * @throws InvalidInputException that names the message which is none
   */
  List<RememberRequest.Said> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidInputException(
          "the file " + file + " cannot be read as text", "Give a JSON file in UTF-8.", e);
    }
  }

  /** {@link #read} of a text. */
  List<RememberRequest.Said> parse(String text) {
    List<RememberRequest.Said> messages = new ArrayList<>();
    if (text.stripLeading().startsWith("[")) {
      for (JsonNode message : json(text, "the file")) {
        messages.add(said(message, "message " + (messages.size() + 1)));
      }
    } else {
      int number = 0;
      for (String line : text.split("\n", -1)) {
        number++;
        if (!line.isBlank()) {
          String place = "line " + number;
          messages.add(said(json(line, place), place));
        }
      }
    }
    if (messages.isEmpty()) {
      throw new InvalidInputException(
          "there is no message", "Give a JSON list of messages, or one message a line.");
    }
    return messages;
  }

  private static JsonNode json(String text, String place) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          place + " is not well-formed JSON: " + e.getOriginalMessage(),
          "Nothing was stored. Give {\"role\": \"user\", \"content\": \"…\"}.",
          e);
    }
  }

  private RememberRequest.Said said(JsonNode message, String place) {
    String content = text(message, "content", place);
    if (content == null || content.isBlank()) {
      throw new InvalidInputException(
          place + " has no content",
          "Nothing was stored. Give {\"role\": \"user\", \"content\": \"…\"}.");
    }
    String role = text(message, "role", place);
    try {
      return new RememberRequest.Said(
          new Actor(role == null ? Role.USER : Role.ofKey(role), text(message, "name", place)),
          content,
          Moments.parse("observed_at", text(message, "observed_at", place), zone));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          place + ": " + e.problem(), "Nothing was stored. " + e.remedy(), e);
    }
  }

  private static @Nullable String text(JsonNode message, String key, String place) {
    JsonNode value = message.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new InvalidInputException(
          place + ": " + key + " is no text", "Nothing was stored. Give it in quotes.");
    }
    return value.textValue();
  }
}
