package dev.openmemory.mcp.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.distill.Llm;
import dev.openmemory.mcp.catalogue.Peer;
import dev.openmemory.model.DistillerKind;
import java.util.Optional;

/**
 * The model of the client that is calling, asked over {@code sampling/createMessage}. The client
 * may show the question to its user first, and may decline.
 */
final class SamplingLlm implements Llm {

  /** Not told by the protocol; the models behind clients take several times this much. */
  private static final int CONTEXT_TOKENS = 16_384;

  private final Peer peer;

  private SamplingLlm(Peer peer) {
    this.peer = peer;
  }

  /** The client's model, if it offers one and can be asked while a call waits. */
  static Optional<Llm> of(Peer peer) {
    return peer.answersWithinTheCall() && peer.offers(Peer.Kind.SAMPLING)
        ? Optional.of(new SamplingLlm(peer))
        : Optional.empty();
  }

  @Override
  public DistillerKind kind() {
    return DistillerKind.SAMPLING;
  }

  @Override
  public String name() {
    return "the client's model";
  }

  @Override
  public int contextTokens() {
    return CONTEXT_TOKENS;
  }

  @Override
  public Answer ask(Question question) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    ArrayNode messages = params.putArray("messages");
    for (Turn turn : question.turns()) {
      messages
          .addObject()
          .put("role", turn.fromModel() ? "assistant" : "user")
          .putObject("content")
          .put("type", "text")
          .put("text", turn.text());
    }
    params.put("systemPrompt", question.system());
    params.put("includeContext", "none");
    params.put("temperature", 0);
    params.put("maxTokens", question.maxOutputTokens());
    ObjectNode result = peer.ask("distil", new Peer.Question(Peer.Kind.SAMPLING, params));
    return new Answer(text(result.path("content")), result.path("model").textValue(), 0, 0);
  }

  /** The text of one block, or of several as newer clients send. */
  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.path("text").asText("");
    }
    StringBuilder text = new StringBuilder();
    content.forEach(block -> text.append(block.path("text").asText("")));
    return text.toString();
  }
}
