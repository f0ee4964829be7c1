package dev.openmemory.mcp.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Cancellation;
import dev.openmemory.mcp.catalogue.Peer;
import dev.openmemory.model.UnavailableException;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import reactor.core.publisher.Mono;

/** A client that is asked over its session while the call waits. */
final class SdkPeer implements Peer {

  private final McpAsyncServerExchange exchange;
  private final Cancellation cancellation;
  private final OpenQuestions questions;

  SdkPeer(McpAsyncServerExchange exchange, Cancellation cancellation, OpenQuestions questions) {
    this.exchange = exchange;
    this.cancellation = cancellation;
    this.questions = questions;
  }

  @Override
  public boolean offers(Kind kind) {
    McpSchema.ClientCapabilities capabilities = exchange.getClientCapabilities();
    if (capabilities == null) {
      return false;
    }
    return switch (kind) {
      case SAMPLING -> capabilities.sampling() != null;
      case ELICITATION -> capabilities.elicitation() != null;
      case ROOTS -> capabilities.roots() != null;
    };
  }

  @Override
  public boolean answersWithinTheCall() {
    return true;
  }

  @Override
  public Map<String, ObjectNode> ask(Map<String, Question> questions) {
    Map<String, ObjectNode> answers = new LinkedHashMap<>();
    questions.forEach((key, question) -> answers.put(key, ask(question)));
    return answers;
  }

  private ObjectNode ask(Question question) {
    if (!offers(question.kind())) {
      throw new UnavailableException(
          "the client does not offer " + question.kind().capability(),
          "Use a client that does, or call something that does not need it.");
    }
    ObjectNode params = question.params();
    Mono<?> answer =
        switch (question.kind()) {
          case SAMPLING ->
              exchange.createMessage(SdkJson.value(params, McpSchema.CreateMessageRequest.class));
          case ELICITATION ->
              exchange.createElicitation(SdkJson.value(params, McpSchema.ElicitFormRequest.class));
          case ROOTS -> exchange.listRoots();
        };
    CompletableFuture<?> waiting = answer.toFuture();
    cancellation.onCancel(() -> waiting.cancel(true));
    try {
      return SdkJson.tree(questions.answer(waiting));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(question, e);
    } catch (ExecutionException | CancellationException e) {
      throw unanswered(question, e);
    }
  }

  private static UnavailableException unanswered(Question question, Exception cause) {
    return new UnavailableException(
        "the client did not answer " + question.kind().method(),
        "Try again; if it happens again, go on without.",
        cause);
  }
}
