package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;

/** JSON-RPC messages of clients. */
final class Messages {

  private static final String PREFIX = "io.modelcontextprotocol/";

  private Messages() {}

  static String initialize(int id) {
    ObjectNode params = object().put("protocolVersion", "2025-11-25");
    params.putObject("capabilities").putObject("sampling");
    params.putObject("clientInfo").put("name", "tester").put("version", "1");
    return request(id, "initialize", params);
  }

  static String call(int id, String tool) {
    return request(id, "tools/call", toolParams(tool));
  }

  static String callWithProgress(int id, String tool) {
    ObjectNode params = toolParams(tool);
    params.putObject("_meta").put("progressToken", "p");
    return request(id, "tools/call", params);
  }

  static String request(int id, String method, ObjectNode params) {
    ObjectNode message = object().put("jsonrpc", "2.0").put("id", id).put("method", method);
    message.set("params", params);
    return Json.write(message);
  }

  static String request(int id, String method) {
    return request(id, method, object());
  }

  static String notification(String method) {
    return Json.write(object().put("jsonrpc", "2.0").put("method", method));
  }

  static String cancelled(int id) {
    ObjectNode message = object().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
    message.putObject("params").put("requestId", id);
    return Json.write(message);
  }

  /** A request of the stateless era. */
  static String stateless(int id, String method, ObjectNode params) {
    ObjectNode meta = params.withObjectProperty("_meta");
    if (!meta.has(PREFIX + "protocolVersion")) {
      meta.put(PREFIX + "protocolVersion", "2026-07-28");
    }
    meta.putObject(PREFIX + "clientCapabilities");
    meta.putObject(PREFIX + "clientInfo").put("name", "tester").put("version", "1");
    return request(id, method, params);
  }

  static String statelessVersion(int id, String method, String version) {
    ObjectNode params = object();
    params.putObject("_meta").put(PREFIX + "protocolVersion", version);
    return stateless(id, method, params);
  }

  static ObjectNode toolParams(String tool) {
    ObjectNode params = object().put("name", tool);
    params.putObject("arguments");
    return params;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
