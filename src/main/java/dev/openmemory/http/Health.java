package dev.openmemory.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;

/** Says that the server is alive, without touching the store. */
final class Health {

  private final String version;

  Health(String version) {
    this.version = version;
  }

  /** {@code {"status":"ok"}}, and for those who may know, which version of what. */
  Answer answer(Call call) {
    ObjectNode body = Json.mapper().createObjectNode().put("status", "ok");
    if (call.isTrusted()) {
      body.put("name", "openmemory").put("version", version);
    }
    return Answer.json(body);
  }
}
