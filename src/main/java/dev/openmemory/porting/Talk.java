package dev.openmemory.porting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.engine.RememberRequest;
import dev.openmemory.model.Actor;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One conversation that another program exported.
 *
 * @param app the program
 * @param id its identity there
 * @param title its title; empty where it has none
 * @param messages what a person saw of it, in order
 */
record Talk(String app, String id, String title, List<RememberRequest.Said> messages) {

  static final String CHATGPT = "chatgpt";
  static final String CLAUDE = "claude";

  Talk {
    messages = List.copyOf(messages);
  }

  static boolean isChatGpt(JsonNode item) {
    return item.path("mapping").isObject();
  }

  static boolean isClaude(JsonNode item) {
    return item.path("chat_messages").isArray();
  }

  /** A conversation of ChatGPT: a tree, of which the branch that was shown last is taken. */
  static Talk chatGpt(JsonNode item) {
    String id = item.path("conversation_id").asText(item.path("id").asText());
    JsonNode mapping = item.path("mapping");
    List<RememberRequest.Said> messages = new ArrayList<>();
    Instant began = LooseTime.first(item, "create_time", "update_time");
    for (String key : branch(mapping, item.path("current_node").asText())) {
      JsonNode message = mapping.path(key).path("message");
      Role role = role(message.path("author").path("role").asText());
      boolean hidden =
          message.path("metadata").path("is_visually_hidden_from_conversation").asBoolean();
      String text = parts(message.path("content"));
      if (role != null && !hidden && !text.isBlank()) {
        Instant at = LooseTime.first(message, "create_time");
        began = at == null ? began : at;
        messages.add(said(CHATGPT, id, message.path("id").asText(key), role, text, began));
      }
    }
    return new Talk(CHATGPT, id, item.path("title").asText(), messages);
  }

  private static List<String> branch(JsonNode mapping, String current) {
    String leaf = mapping.has(current) ? current : lastLeaf(mapping);
    List<String> keys = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String key = leaf; mapping.has(key) && seen.add(key); ) {
      keys.add(key);
      key = mapping.path(key).path("parent").asText();
    }
    Collections.reverse(keys);
    return keys;
  }

  /** Where nothing says which branch was shown: the end of the newest. */
  private static String lastLeaf(JsonNode mapping) {
    String root = "";
    for (Map.Entry<String, JsonNode> node : mapping.properties()) {
      if (root.isEmpty() && !mapping.has(node.getValue().path("parent").asText())) {
        root = node.getKey();
      }
    }
    Set<String> seen = new HashSet<>();
    while (seen.add(root)) {
      JsonNode children = mapping.path(root).path("children");
      if (!children.isEmpty() && mapping.has(children.get(children.size() - 1).asText())) {
        root = children.get(children.size() - 1).asText();
      }
    }
    return root;
  }

  private static String parts(JsonNode content) {
    List<String> texts = new ArrayList<>();
    for (JsonNode part : content.path("parts")) {
      String text = part.isTextual() ? part.textValue() : part.path("text").asText();
      if (!text.isBlank()) {
        texts.add(text);
      }
    }
    return String.join("\n\n", texts);
  }

  /** A conversation of Claude. Where its messages form a tree, the branch of the last is taken. */
  static Talk claude(JsonNode item) {
    String id = item.path("uuid").asText();
    List<RememberRequest.Said> messages = new ArrayList<>();
    Instant began = LooseTime.first(item, "created_at", "updated_at");
    for (JsonNode message : branch(item.path("chat_messages"))) {
      Role role = role(message.path("sender").asText());
      String text = blocks(message);
      if (role != null && !text.isBlank()) {
        Instant at = LooseTime.first(message, "created_at");
        began = at == null ? began : at;
        messages.add(said(CLAUDE, id, message.path("uuid").asText(text), role, text, began));
      }
    }
    return new Talk(CLAUDE, id, item.path("name").asText(), messages);
  }

  private static List<JsonNode> branch(JsonNode messages) {
    List<JsonNode> all = new ArrayList<>();
    messages.forEach(all::add);
    Map<String, JsonNode> byId =
        all.stream()
            .collect(
                Collectors.toMap(m -> m.path("uuid").asText(), m -> m, (a, b) -> b, HashMap::new));
    boolean tree =
        all.stream()
            .skip(1)
            .allMatch(m -> byId.containsKey(m.path("parent_message_uuid").asText()));
    if (!tree || all.isEmpty()) {
      return all;
    }
    List<JsonNode> branch = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    JsonNode at = all.get(all.size() - 1);
    while (at != null && seen.add(at.path("uuid").asText())) {
      branch.add(at);
      at = byId.get(at.path("parent_message_uuid").asText());
    }
    Collections.reverse(branch);
    return branch;
  }

  private static String blocks(JsonNode message) {
    List<String> texts = new ArrayList<>();
    for (JsonNode block : message.path("content")) {
      if (block.path("type").asText().equals("text")) {
        texts.add(block.path("text").asText());
      }
    }
    String joined = String.join("\n\n", texts);
    return joined.isBlank() ? message.path("text").asText() : joined;
  }

  private static @Nullable Role role(String name) {
    return switch (name) {
      case "user", "human" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      default -> null; // what programs say to each other is no conversation
    };
  }

  private static RememberRequest.Said said(
      String app, String talk, String id, Role role, String text, @Nullable Instant at) {
    String name = String.join("\n", "openmemory", "said", app, talk, id);
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new RememberRequest.Said(new Actor(role, null), text, at, new MessageId(uuid));
  }
}
