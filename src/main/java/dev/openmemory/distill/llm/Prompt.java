package dev.openmemory.distill.llm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.distill.Llm;
import dev.openmemory.json.Json;
import dev.openmemory.model.Actor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a model is asked. The rules are a resource with a version, which every memory made with it
 * records; the conversation follows as one JSON object, so that nothing in it can pass for a rule.
 */
final class Prompt {

  /** Which rules; a change of the rules is a new file and a new number. */
  static final String VERSION = "1";

  static final String RULES = resource("prompts/facts-" + VERSION + ".md");

  /** The schema of the answer, in what all providers know of JSON Schema. */
  static final String SCHEMA = resource("prompts/facts.schema.json");

  /** How much of the context the known memories and the messages before may fill. */
  private static final double CONTEXT_SHARE = 0.35;

  private static final int MOST_OUTPUT_TOKENS = 4_096;
  private static final int CONTEXT_TEXT = 600;

  private static final DateTimeFormatter SAID =
      DateTimeFormatter.ofPattern("yyyy-MM-dd (EEEE) HH:mm", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Prompt() {}

  /** How long the answer may get in a context of that many tokens. */
  static int outputTokens(int contextTokens) {
    return Math.min(MOST_OUTPUT_TOKENS, contextTokens / 4);
  }

  /**
   * How many tokens of a question are left for new messages, known memories and what was before.
   */
  static int room(int contextTokens) {
    int fixed = Tokens.estimate(RULES) + 200;
    return Math.max(500, contextTokens - outputTokens(contextTokens) - fixed);
  }

  /** How many tokens of new messages one question may hold. */
  static int windowTokens(int contextTokens) {
    return (int) (room(contextTokens) * (1 - CONTEXT_SHARE));
  }

  /** The known memories that there is room for, best first. */
  static List<Memory> shown(List<Memory> known, int contextTokens) {
    int left = (int) (room(contextTokens) * CONTEXT_SHARE);
    int shown = 0;
    for (Memory memory : known) {
      left -= cost(memory);
      if (left < 0) {
        break;
      }
      shown++;
    }
    return known.subList(0, shown);
  }

  private static int cost(Memory memory) {
    return Tokens.estimate(shortened(memory.text())) + 15;
  }

  /**
   * The question about one window.
   *
   * @param known as many as {@link #shown}
   */
  static Llm.Question question(
      Window window, List<Message> before, List<Memory> known, int contextTokens) {
    ObjectNode content = Json.mapper().createObjectNode();
    ArrayNode messages = content.putArray("messages");
    for (int i = 0; i < window.parts().size(); i++) {
      Window.Part part = window.parts().get(i);
      ObjectNode node = messages.addObject().put("n", i + 1);
      actor(node, part.message().actor());
      node.put("said", said(part.message().observedAt())).put("text", part.text());
    }
    int left = (int) (room(contextTokens) * CONTEXT_SHARE);
    ArrayNode memories = Json.mapper().createArrayNode();
    for (int i = 0; i < known.size(); i++) {
      left -= cost(known.get(i));
      memories.addObject().put("k", i + 1).put("text", shortened(known.get(i).text()));
    }
    List<ObjectNode> earlier = new ArrayList<>();
    for (int i = before.size() - 1; i >= 0; i--) {
      Message message = before.get(i);
      String text = shortened(message.text());
      left -= Tokens.estimate(text) + 25;
      if (left > 0) {
        ObjectNode node = Json.mapper().createObjectNode();
        actor(node, message.actor());
        earlier.add(0, node.put("text", text));
      }
    }
    content.putArray("before").addAll(earlier);
    content.set("known", memories);
    return new Llm.Question(
        RULES,
        List.of(new Llm.Turn(false, Json.write(content))),
        SCHEMA,
        outputTokens(contextTokens));
  }

  /** The same question with an answer that could not be read, and what is wrong with it. */
  static Llm.Question repair(Llm.Question question, String answer) {
    List<Llm.Turn> turns = new ArrayList<>(question.turns());
    turns.add(new Llm.Turn(true, answer.isBlank() ? "{}" : shortened(answer)));
    turns.add(
        new Llm.Turn(
            false,
            "That is not the JSON object that was asked for. Answer again, with nothing but"
                + " {\"facts\":[…]}: no thoughts, no explanation, no code fence. If it gets long,"
                + " give the most important facts only."));
    return new Llm.Question(
        question.system(), turns, question.schema(), question.maxOutputTokens());
  }

  /** When something was said, with the weekday that relative dates need. */
  static String said(Instant at) {
    return SAID.format(at);
  }

  private static void actor(ObjectNode node, Actor actor) {
    node.put("role", actor.role().key());
    if (actor.name() != null) {
      node.put("name", actor.name());
    }
  }

  private static String shortened(String text) {
    if (text.length() <= CONTEXT_TEXT) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(CONTEXT_TEXT - 1)) ? CONTEXT_TEXT - 1 : CONTEXT_TEXT;
    return text.substring(0, end) + "…";
  }

  private static String resource(String name) {
    try (InputStream in = Prompt.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
