package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import dev.openmemory.model.Feedback;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Scope;

/** What a client thinks of a memory; it is kept with the memory and changes no ranking. */
final class FeedbackRoutes {

  private final Engine engine;
  private final Callers callers;
  private final Lookup lookup;

  FeedbackRoutes(Engine engine, Callers callers, Lookup lookup) {
    this.engine = engine;
    this.callers = callers;
    this.lookup = lookup;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/v1/feedback/", Guard.around(this::judge));
  }

  private Answer judge(Call call) {
    Caller caller = callers.of(call);
    Body body = Body.of(call);
    Memory memory = lookup.present(body.requiredText("memory_id"));
    Feedback kept =
        engine
            .records()
            .judge(
                memory.id(),
                Scope.ANY,
                body.text("feedback").map(Feedback.Verdict::ofKey).orElse(null),
                body.text("feedback_reason").filter(text -> !text.isBlank()).orElse(null),
                caller);
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", memory.id().toString());
    node.put("message", "Feedback was kept");
    node.put("memory_id", memory.id().toString());
    node.put("feedback", kept.verdict() == null ? null : kept.verdict().name());
    node.put("feedback_reason", kept.reason());
    return Answer.json(node);
  }
}
