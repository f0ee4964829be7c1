package dev.openmemory.mcp.protocol;

/** What can be wrong with a message, with the code and the HTTP status that say so. */
public enum ErrorCode {
  PARSE_ERROR(-32700, 400),
  INVALID_REQUEST(-32600, 400),
  METHOD_NOT_FOUND(-32601, 404),
  INVALID_PARAMS(-32602, 200),
  /** The members of {@code _meta} that every stateless request carries. */
  INVALID_META(-32602, 400),
  INTERNAL_ERROR(-32603, 200),
  /** Session era only; the stateless era says {@link #INVALID_PARAMS}. */
  RESOURCE_NOT_FOUND(-32002, 200),
  HEADER_MISMATCH(-32020, 400),
  MISSING_CAPABILITY(-32021, 400),
  UNSUPPORTED_VERSION(-32022, 400);

  private final int code;
  private final int httpStatus;

  ErrorCode(int code, int httpStatus) {
    this.code = code;
    this.httpStatus = httpStatus;
  }

  /** The code on the wire. */
  public int code() {
    return code;
  }

  /** The status of an HTTP response with this error. */
  public int httpStatus() {
    return httpStatus;
  }
}
