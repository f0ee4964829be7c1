package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.CallContext;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Content;
import dev.openmemory.mcp.catalogue.Tool;
import dev.openmemory.mcp.catalogue.ToolResult;
import dev.openmemory.mcp.fixture.ConformanceFixtures;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/** Tools that show what a call is told, beside the conformance fixtures. */
final class Probes {

  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch cancelled = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);

  /** The fixtures and the probes. */
  Catalogue catalogue() {
    Catalogue fixtures = ConformanceFixtures.catalogue();
    return Catalogue.of(fixtures.server(), fixtures.instructions())
        .all(fixtures)
        .tool(
            tool(
                "who",
                (arguments, context) ->
                    ToolResult.of(
                        new Content.Text(
                            context.clientName().orElse("?")
                                + "/"
                                + context.fixedUser().orElse("?")))))
        .tool(tool("wait_for_cancel", this::waitForCancel))
        .tool(
            tool(
                "wait_for_release",
                (arguments, context) -> {
                  waiting.countDown();
                  await(released);
                  return ToolResult.of(new Content.Text("released"));
                }))
        .build();
  }

  private ToolResult waitForCancel(ObjectNode arguments, CallContext context) {
    CountDownLatch asked = new CountDownLatch(1);
    context.cancellation().onCancel(asked::countDown);
    waiting.countDown();
    await(asked);
    cancelled.countDown();
    return ToolResult.of(new Content.Text("too late"));
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Tool tool(String name, BiFunction<ObjectNode, CallContext, ToolResult> function) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    return Tool.of(new Tool.Descriptor(name, null, "A probe.", schema, null, null, true), function);
  }
}
