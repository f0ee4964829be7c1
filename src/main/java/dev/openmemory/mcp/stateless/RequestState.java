package dev.openmemory.mcp.stateless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.json.Json;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.RpcException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The answers a client has given so far in a call of several rounds, as an opaque text that it
 * carries for us. The client controls that text, so it is signed, lapses, and fits one call of one
 * user. The key lives as long as the process: after a restart the call starts over.
 */
final class RequestState {

  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Clock clock;

  RequestState(SecureRandom random, Clock clock) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.clock = clock;
  }

  /** Signs the answers of a call. */
  String write(String call, ObjectNode answers) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("call", call);
    payload.put("until", clock.instant().plus(LIFETIME).getEpochSecond());
    payload.set("answers", answers);
    byte[] body = Json.write(payload).getBytes(StandardCharsets.UTF_8);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(body) + "." + encoder.encodeToString(sign(body));
  }

  /**
   * The answers that a state carries; none without a state.
   *
   * @throws RpcException if it was tampered with, has lapsed or belongs to another call
   */
  ObjectNode read(String call, @Nullable JsonNode state) {
    if (state == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    String text = state.asText("");
    int dot = text.indexOf('.');
    try {
      byte[] body = Base64.getUrlDecoder().decode(text.substring(0, Math.max(dot, 0)));
      byte[] signature = Base64.getUrlDecoder().decode(text.substring(dot + 1));
      if (dot > 0 && MessageDigest.isEqual(signature, sign(body))) {
        JsonNode payload = Json.read(new String(body, StandardCharsets.UTF_8));
        if (payload.path("call").asText().equals(call)
            && payload.path("until").asLong() >= clock.instant().getEpochSecond()
            && payload.get("answers") instanceof ObjectNode answers) {
          return answers;
        }
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw invalid();
    }
    throw invalid();
  }

  /** What a state is bound to: the method, its parameters and the user it acts for. */
  static String call(String method, ObjectNode params, @Nullable String user) {
    ObjectNode salient = JsonNodeFactory.instance.objectNode().put("method", method);
    for (String member : new String[] {"name", "uri", "arguments"}) {
      if (params.has(member)) {
        salient.set(member, params.get(member));
      }
    }
    salient.put("user", user);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.write(salient).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private byte[] sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static RpcException invalid() {
    return new RpcException(
        ErrorCode.INVALID_PARAMS,
        "Invalid requestState: it was changed, has lapsed or belongs to another call;"
            + " start the call over without it");
  }
}
