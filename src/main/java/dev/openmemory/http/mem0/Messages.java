package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.RememberRequest.Said;
import dev.openmemory.http.rest.Body;
import dev.openmemory.model.Actor;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of an add: a text, one message, or a list of them. */
final class Messages {

  private static final String EXAMPLE =
      "Give [{\"role\": \"user\", \"content\": \"…\"}], or a text.";

  private Messages() {}

  static List<Said> of(Body body) {
    JsonNode messages = body.raw(body.names("messages") ? "messages" : "text");
    if (messages.isTextual()) {
      return List.of(new Said(Actor.USER, messages.textValue(), null));
    }
    if (messages.isObject()) {
      return List.of(said(messages, "messages"));
    }
    if (!messages.isArray()) {
      throw new InvalidInputException("messages is missing", EXAMPLE);
    }
    List<Said> all = new ArrayList<>();
    for (JsonNode message : messages) {
      all.add(said(message, "messages/" + all.size()));
    }
    return all;
  }

  private static Said said(JsonNode message, String place) {
    String role = text(message.path("role"));
    String content = content(message.path("content"), place);
    if (role == null || content.isBlank()) {
      throw new InvalidInputException(place + " has no role or no content", EXAMPLE);
    }
    return new Said(new Actor(Role.ofKey(role), text(message.path("name"))), content, null);
  }

  /** A text, or a list of parts of which the texts count. */
  private static String content(JsonNode content, String place) {
    if (content.isTextual()) {
      return content.textValue();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode part : content.isArray() ? content : List.of(content)) {
      if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
        throw new InvalidInputException(
            place + " has content that is no text",
            "Images and files are not read: describe them.");
      }
      texts.add(part.path("text").textValue());
    }
    return String.join("\n", texts);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }
}
