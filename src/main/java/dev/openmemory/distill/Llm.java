package dev.openmemory.distill;

import dev.openmemory.model.DistillerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A language model that can be asked. A port: an endpoint over HTTP is one, the model of an MCP
 * client is another. Safe to call from any thread.
 */
public interface Llm {

  /** What kind of distiller a model like this makes. */
  DistillerKind kind();

  /** The model's name, such as {@code qwen3:8b}, as far as it is known before it answers. */
  String name();

  /** How many tokens the question and the answer may have together. */
  int contextTokens();

  /**
   * Asks, and waits for the answer.
   *
   * @throws dev.openmemory.model.MemoryException if there is no answer; its problem says why and
   *     holds nothing of the question and no secret
   */
  Answer ask(Question question);

  /**
   * What a model is asked.
   *
   * @param system how it shall answer
   * @param turns the conversation so far; the last turn is not the model's
   * @param schema JSON Schema that the answer shall follow, where the model can be held to one;
   *     null for a free text
   * @param maxOutputTokens how long the answer may get
   */
  record Question(String system, List<Turn> turns, @Nullable String schema, int maxOutputTokens) {

    public Question {
      turns = List.copyOf(turns);
    }
  }

  /**
   * One turn of a conversation with a model.
   *
   * @param fromModel whether the model said it
   * @param text what was said
   */
  record Turn(boolean fromModel, String text) {}

  /**
   * What a model answered.
   *
   * @param text as it came
   * @param model the name of the model that answered; null where it does not say
   * @param inputTokens tokens of the question; 0 where it does not say
   * @param outputTokens tokens of the answer; 0 where it does not say
   */
  record Answer(String text, @Nullable String model, long inputTokens, long outputTokens) {}
}
