package dev.openmemory.mcp.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Peer;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.InputNeededException;
import dev.openmemory.mcp.protocol.RpcException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A client that answers questions by repeating the call with the answers. */
final class RepeatingPeer implements Peer {

  private static final Set<String> ACTIONS = Set.of("accept", "decline", "cancel");

  private final ObjectNode capabilities;
  private final ObjectNode answers;

  /**
   * A client.
   *
   * @param capabilities what it can be asked for
   * @param answers what it has answered in this call, by key
   */
  RepeatingPeer(ObjectNode capabilities, ObjectNode answers) {
    this.capabilities = capabilities;
    this.answers = answers;
  }

  @Override
  public boolean offers(Kind kind) {
    return capabilities.path(kind.capability()).isObject();
  }

  @Override
  public Map<String, ObjectNode> ask(Map<String, Question> questions) {
    Map<String, ObjectNode> given = new LinkedHashMap<>();
    Map<String, Question> open = new LinkedHashMap<>();
    questions.forEach(
        (key, question) -> {
          if (answers.get(key) instanceof ObjectNode answer && fits(question.kind(), answer)) {
            given.put(key, answer);
          } else {
            open.put(key, question);
          }
        });
    if (open.isEmpty()) {
      return given;
    }
    ObjectNode lacking = JsonNodeFactory.instance.objectNode();
    for (Question question : open.values()) {
      if (!offers(question.kind())) {
        lacking.putObject(question.kind().capability());
      }
    }
    if (!lacking.isEmpty()) {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      data.set("requiredCapabilities", lacking);
      throw new RpcException(
          ErrorCode.MISSING_CAPABILITY,
          "The client has not declared a capability that this call needs",
          data);
    }
    throw new InputNeededException(open);
  }

  private static boolean fits(Kind kind, JsonNode answer) {
    return switch (kind) {
      case SAMPLING -> answer.path("role").isTextual() && answer.has("content");
      case ELICITATION -> ACTIONS.contains(answer.path("action").asText());
      case ROOTS -> answer.path("roots").isArray();
    };
  }
}
