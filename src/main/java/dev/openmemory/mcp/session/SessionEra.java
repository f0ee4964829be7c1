package dev.openmemory.mcp.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.protocol.Methods;
import dev.openmemory.mcp.protocol.Rendering;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Makes sessions of the official SDK that answer from a catalogue: hand its factories to any of the
 * SDK's transport providers. What a transport knows of a request travels in the SDK's transport
 * context under the keys named here.
 */
public final class SessionEra {

  /** Transport context: the {@link dev.openmemory.mcp.catalogue.Origin} of the request. */
  public static final String ORIGIN = "openmemory.origin";

  /**
   * Transport context: the JSON-RPC id of the request as text, so that a {@code
   * notifications/cancelled} of the same session finds it.
   */
  public static final String REQUEST_ID = "openmemory.request";

  /**
   * Transport context: the {@link dev.openmemory.mcp.catalogue.Cancellation} of the request, for a
   * transport that notices itself when the client no longer waits.
   */
  public static final String CANCELLATION = "openmemory.cancellation";

  /** Transport context: the {@link OpenQuestions} of the connection, where there is one. */
  static final String QUESTIONS = "openmemory.questions";

  /** The revisions that sessions speak, oldest first. */
  public static final List<String> VERSIONS =
      List.of(
          ProtocolVersions.MCP_2024_11_05,
          ProtocolVersions.MCP_2025_03_26,
          ProtocolVersions.MCP_2025_06_18,
          ProtocolVersions.MCP_2025_11_25);

  /** How long a question to the client may stay unanswered; people take their time. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Schemas that are sent are our own, and tested. */
  private static final JsonSchemaValidator TRUSTING =
      (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(null);

  private final Catalogue catalogue;
  private final Methods methods;

  /** The session era over a catalogue. */
  public SessionEra(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.methods = new Methods(catalogue);
  }

  /** For transports with one connection for each client: stdio and HTTP+SSE. */
  public McpServerSession.Factory connections() {
    return this::session;
  }

  /** For Streamable HTTP. */
  public McpStreamableServerSession.Factory streamable() {
    return request -> {
      SessionHandlers handlers = new SessionHandlers(catalogue, methods);
      McpStreamableServerSession session =
          new McpStreamableServerSession(
              UUID.randomUUID().toString(),
              request.capabilities(),
              request.clientInfo(),
              PATIENCE,
              handlers.requests(),
              handlers.notifications(),
              () -> Mono.fromRunnable(handlers::detach),
              TRUSTING);
      handlers.attach(session);
      return new McpStreamableServerSession.McpStreamableServerSessionInit(
          session, Mono.just(initialized(request)));
    };
  }

  private McpServerSession session(McpServerTransport transport) {
    SessionHandlers handlers = new SessionHandlers(catalogue, methods);
    McpServerSession session =
        new McpServerSession(
            UUID.randomUUID().toString(),
            PATIENCE,
            transport,
            request -> Mono.fromSupplier(() -> initialized(request)),
            handlers.requests(),
            handlers.notifications(),
            () -> Mono.fromRunnable(handlers::detach),
            TRUSTING);
    handlers.attach(session);
    return session;
  }

  private McpSchema.InitializeResult initialized(McpSchema.InitializeRequest request) {
    String wanted = request.protocolVersion();
    String version =
        Set.copyOf(VERSIONS).contains(wanted) ? wanted : VERSIONS.get(VERSIONS.size() - 1);
    ObjectNode server = Rendering.server(catalogue.server());
    return McpSchema.InitializeResult.builder(
            version,
            SdkJson.value(methods.capabilities(), McpSchema.ServerCapabilities.class),
            SdkJson.value(server, McpSchema.Implementation.class))
        .instructions(catalogue.instructions())
        .build();
  }
}
