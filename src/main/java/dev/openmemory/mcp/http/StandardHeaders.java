package dev.openmemory.mcp.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.mcp.protocol.ErrorCode;
import dev.openmemory.mcp.protocol.RpcException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers that repeat what the body of a stateless request says, so that what stands between
 * need not read it. They must be there and say the same.
 */
final class StandardHeaders {

  static final String VERSION = "MCP-Protocol-Version";
  static final String METHOD = "Mcp-Method";
  static final String NAME = "Mcp-Name";

  /** Which member of the parameters {@link #NAME} repeats, by method. */
  private static final Map<String, String> NAMED =
      Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

  private StandardHeaders() {}

  /**
   * Compares them with the body.
   *
   * @param version what the body says its version is; null when it says none
   * @throws RpcException if one is missing or says something else
   */
  static void check(
      HttpServletRequest request, @Nullable String version, String method, ObjectNode params) {
    if (version != null) {
      same(VERSION, request.getHeader(VERSION), version);
    }
    same(METHOD, request.getHeader(METHOD), method);
    String member = NAMED.get(method);
    String name = member == null ? null : params.path(member).textValue();
    if (name != null) {
      same(NAME, request.getHeader(NAME), name);
    }
  }

  private static void same(String header, @Nullable String value, String expected) {
    if (value == null) {
      throw mismatch("the header " + header + " is missing");
    }
    if (!expected.equals(decoded(header, value.strip()))) {
      throw mismatch("the header " + header + " and the body disagree");
    }
  }

  /** A value may be {@code =?base64?…?=}, for what a header cannot carry as it is. */
  private static String decoded(String header, String value) {
    if (!value.startsWith("=?base64?") || !value.endsWith("?=") || value.length() < 11) {
      return value;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(value.substring(9, value.length() - 2));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw mismatch("the header " + header + " is not valid Base64 of UTF-8");
    }
  }

  private static RpcException mismatch(String problem) {
    return new RpcException(ErrorCode.HEADER_MISMATCH, "Header mismatch: " + problem);
  }
}
