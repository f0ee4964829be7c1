package dev.openmemory.distill.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.openmemory.config.LlmSettings;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;

/** What the providers' own documentation says a request must be. */
final class StrictApi {

  private StrictApi() {}

  static void check(
      LlmSettings.Provider api, HttpExchange exchange, JsonNode body, Consumer<String> wrong) {
    must(exchange.getRequestMethod().equals("POST"), "method", wrong);
    must(header(exchange, "Content-Type").startsWith("application/json"), "Content-Type", wrong);
    must(header(exchange, "Upgrade").isEmpty(), "an upgrade is offered", wrong);
    must(body.path("model").asText().equals(ScriptedProvider.MODEL), "model", wrong);
    String path = exchange.getRequestURI().toString();
    switch (api) {
      case OLLAMA -> {
        must(path.equals("/api/chat"), "path " + path, wrong);
        must(bearer(exchange), "Authorization", wrong);
        known(
            body,
            Set.of(
                "model", "messages", "options", "format", "stream", "keep_alive", "think", "tools"),
            wrong);
        must(body.path("stream").isBoolean() && !body.path("stream").asBoolean(), "stream", wrong);
        must(body.at("/options/num_ctx").asInt() == 8_192, "num_ctx", wrong);
        must(body.at("/options/num_predict").asInt() > 0, "num_predict", wrong);
        must(body.path("keep_alive").asInt() == 1_800, "keep_alive", wrong);
        must(
            !body.has("format") || body.path("format").path("type").asText().equals("object"),
            "format",
            wrong);
        roles(body.path("messages"), true, wrong);
      }
      case OPENAI -> {
        must(path.equals("/v1/chat/completions"), "path " + path, wrong);
        must(bearer(exchange), "Authorization", wrong);
        known(
            body,
            Set.of("model", "messages", "temperature", "stream", "max_tokens", "response_format"),
            wrong);
        must(!body.path("stream").asBoolean(), "stream", wrong);
        must(body.path("max_tokens").asInt() > 0, "max_tokens", wrong);
        JsonNode format = body.path("response_format");
        if (!format.isMissingNode()) {
          must(format.path("type").asText().equals("json_schema"), "response_format", wrong);
          must(format.at("/json_schema/name").asText().matches("[a-z_]+"), "schema name", wrong);
          must(format.at("/json_schema/strict").asBoolean(), "strict", wrong);
          closed(format.at("/json_schema/schema"), wrong);
        }
        roles(body.path("messages"), true, wrong);
      }
      case ANTHROPIC -> {
        must(path.equals("/v1/messages"), "path " + path, wrong);
        must(header(exchange, "x-api-key").equals(ScriptedProvider.KEY), "x-api-key", wrong);
        must(header(exchange, "anthropic-version").equals("2023-06-01"), "version", wrong);
        known(
            body,
            Set.of(
                "model",
                "messages",
                "system",
                "max_tokens",
                "stream",
                "temperature",
                "output_config"),
            wrong);
        must(body.path("max_tokens").asInt() > 0, "max_tokens", wrong);
        JsonNode format = body.at("/output_config/format");
        if (!format.isMissingNode()) {
          must(format.path("type").asText().equals("json_schema"), "output_config", wrong);
          closed(format.path("schema"), wrong);
        }
        must(!body.path("system").isMissingNode(), "system", wrong);
        roles(body.path("messages"), false, wrong);
      }
    }
  }

  private static boolean bearer(HttpExchange exchange) {
    return header(exchange, "Authorization").equals("Bearer " + ScriptedProvider.KEY);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** System first where it is a message, then user and assistant in turns, the user last. */
  private static void roles(JsonNode messages, boolean system, Consumer<String> wrong) {
    StringBuilder roles = new StringBuilder();
    for (JsonNode message : messages) {
      roles.append(message.path("role").asText().charAt(0));
      JsonNode content = message.path("content");
      must(
          content.isTextual() ? !content.asText().isEmpty() : content.size() > 0, "content", wrong);
    }
    must(roles.toString().matches((system ? "s" : "") + "u(au)*"), "roles " + roles, wrong);
  }

  /** Structured outputs demand that every object names all its members and allows no other. */
  private static void closed(JsonNode schema, Consumer<String> wrong) {
    if (schema.path("type").asText().equals("object")) {
      must(schema.path("additionalProperties").isBoolean(), "additionalProperties", wrong);
      must(schema.path("required").size() == schema.path("properties").size(), "required", wrong);
    }
    for (JsonNode child : schema) {
      if (child.isObject()) {
        closed(child, wrong);
      }
    }
  }

  private static void known(JsonNode body, Set<String> keys, Consumer<String> wrong) {
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      must(keys.contains(name), "unknown member " + name, wrong);
    }
  }

  private static void must(boolean holds, String what, Consumer<String> wrong) {
    if (!holds) {
      wrong.accept(what);
    }
  }
}
