package dev.openmemory.mcp.stateless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Change;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.Rpc;
import dev.openmemory.mcp.protocol.RpcException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** An open stream of changes that a client asked for with {@code subscriptions/listen}. */
final class Subscription {

  private final JsonNode id;
  private final Set<Change.Listing> listings = EnumSet.noneOf(Change.Listing.class);
  private final Set<String> resources = new LinkedHashSet<>();
  private final Outbox outbox;
  private Runnable stop = () -> {};
  private boolean ended;

  /**
   * Reads what a client wants to hear of.
   *
   * @throws RpcException if the filter is missing
   */
  Subscription(Rpc.Request request, Catalogue catalogue, Outbox outbox) {
    if (!(request.params().get("notifications") instanceof ObjectNode filter)) {
      throw new RpcException(ErrorCode.INVALID_PARAMS, "notifications must be an object");
    }
    this.id = request.id();
    this.outbox = outbox;
    for (Change.Listing listing : Change.Listing.values()) {
      if (filter.path(listing.filter()).asBoolean(false)
          && catalogue.changing().contains(listing)) {
        listings.add(listing);
      }
    }
    filter.path("resourceSubscriptions").forEach(uri -> resources.add(uri.asText()));
  }

  /** Acknowledges the subscription, then passes on what changes. */
  synchronized void open(Catalogue catalogue) {
    stop = catalogue.changes().listen(this::on); // a change meanwhile waits for the lock
    ObjectNode params = tagged();
    ObjectNode granted = params.putObject("notifications");
    listings.forEach(listing -> granted.put(listing.filter(), true));
    if (!resources.isEmpty()) {
      ArrayNode uris = granted.putArray("resourceSubscriptions");
      resources.forEach(uris::add);
    }
    outbox.send(Rpc.notification("notifications/subscriptions/acknowledged", params));
  }

  /** Ends it without a word, because the client went away. */
  synchronized void drop() {
    ended = true;
    stop.run();
  }

  /** Ends it with its response, because the server goes away. */
  synchronized void close(ObjectNode server) {
    if (!ended) {
      drop();
      ObjectNode result = JsonNodeFactory.instance.objectNode().put("resultType", "complete");
      ObjectNode meta = result.putObject("_meta");
      meta.set(Meta.SUBSCRIPTION, id);
      meta.set(Meta.SERVER, server);
      outbox.finish(Rpc.result(id, result));
    }
  }

  private synchronized void on(Change change) {
    if (ended) {
      return;
    }
    if (change instanceof Change.ListChanged list && listings.contains(list.listing())) {
      outbox.send(Rpc.notification(list.listing().method(), tagged()));
    } else if (change instanceof Change.ResourceUpdated updated
        && resources.contains(updated.uri())) {
      outbox.send(
          Rpc.notification("notifications/resources/updated", tagged().put("uri", updated.uri())));
    }
  }

  private ObjectNode tagged() {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    params.putObject("_meta").set(Meta.SUBSCRIPTION, id);
    return params;
  }
}
