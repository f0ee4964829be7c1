package dev.openmemory.http.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.RecallRequest;
import dev.openmemory.engine.Recalled;
import dev.openmemory.http.Answer;
import dev.openmemory.http.Call;
import dev.openmemory.http.Method;
import dev.openmemory.http.Routes;
import dev.openmemory.http.rest.Body;
import dev.openmemory.http.rest.Guard;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches, with the filters inside the search. */
final class SearchRoutes {

  private static final int DEFAULT_LIMIT = 10;

  private final Engine engine;
  private final Callers callers;

  SearchRoutes(Engine engine, Callers callers) {
    this.engine = engine;
    this.callers = callers;
  }

  void on(Routes.Builder table) {
    table.on(Method.POST, "/v3/memories/search/", Guard.around(this::current));
    table.on(Method.POST, "/v2/memories/search/", Guard.around(this::previous));
    table.on(Method.POST, "/v1/memories/search/", Guard.around(this::previous));
  }

  private Answer current(Call call) {
    Body body = Body.of(call);
    return Answer.json(Map.of("results", found(call, body, Wanted.current(body))));
  }

  /** The generation before answers with a list, or an object where it asks for v1.1. */
  private Answer previous(Call call) {
    Body body = Body.of(call);
    ArrayNode results = found(call, body, Wanted.previous(body));
    boolean wrapped = body.text("output_format").orElse("").equals("v1.1");
    return Answer.json(wrapped ? Map.of("results", results) : results);
  }

  private ArrayNode found(Call call, Body body, Wanted wanted) {
    Caller caller = callers.of(call);
    String limit = body.names("top_k") ? "top_k" : "limit";
    RecallRequest request =
        new RecallRequest(
                body.requiredText("query"),
                wanted.scope(),
                body.whole(limit, DEFAULT_LIMIT, 1, RecallRequest.MAX_LIMIT),
                body.number("threshold").orElse(null),
                true,
                caller,
                asked(body),
                Map.of())
            .of(wanted.selection());
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    for (Recalled.Hit hit : engine.recall(request).hits()) {
      results.add(wanted.told(MemoryShape.found(hit)));
    }
    return results;
  }

  private static @Nullable Instant asked(Body body) {
    JsonNode node = body.raw("reference_date");
    return node.isMissingNode() || node.isNull() ? null : Moments.moment("reference_date", node);
  }
}
