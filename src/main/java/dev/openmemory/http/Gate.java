package dev.openmemory.http;

import java.util.OptionalLong;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes before anything looks at it: the name the server was called by, the
 * page it comes from, the token, the size. Safe for any thread.
 */
final class Gate extends Handler.Wrapper {

  /**
   * The request attribute that says whether the caller presented the token, or none is asked for.
   */
  static final String TRUSTED = "dev.openmemory.http.trusted";

  private static final String CORS_METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
  private static final String CORS_HEADERS =
      "Authorization, Content-Type, Accept, Last-Event-ID, Mcp-Session-Id, MCP-Protocol-Version,"
          + " Mcp-Method, Mcp-Name";
  private static final String CORS_EXPOSED =
      "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate";

  /** A body of so many times the limit is not even read to be thrown away. */
  static final long DISCARDED = 8;

  private final Admission admission;
  private final long maxBodyBytes;
  private final Predicate<String> open;
  private final Sessions sessions;
  private final Routes routes;

  /**
   * @param routes say how large a body may be
   * @param open the paths that answer without a token
   * @param sessions the browsers that have shown it
   */
  Gate(
      HttpOptions options, Routes routes, Predicate<String> open, Sessions sessions, Handler next) {
    super(next);
    this.routes = routes;
    this.sessions = sessions;
    this.admission = new Admission(options);
    this.maxBodyBytes = options.maxBodyBytes();
    this.open = open;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    HttpFields headers = request.getHeaders();
    String origin = headers.get(HttpHeader.ORIGIN);
    Problem refusal = refusal(request, origin);
    if (refusal != null) {
      return refuse(response, callback, refusal);
    }
    if (origin != null) {
      allow(response, origin);
      if (HttpMethod.OPTIONS.is(request.getMethod())
          && headers.contains("Access-Control-Request-Method")) {
        return preflight(response, callback);
      }
    }
    String path = Request.getPathInContext(request);
    boolean trusted =
        admission.admitsToken(headers.get(HttpHeader.AUTHORIZATION))
            || (path.startsWith(Sessions.PATH + "/")
                && sessions.admits(headers.get(HttpHeader.COOKIE)));
    request.setAttribute(TRUSTED, trusted);
    if (!trusted && !open.test(path)) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"openmemory\"");
      return refuse(
          response,
          callback,
          new Problem(
              401,
              "a token is required, and this is not it",
              "Send it as 'Authorization: Bearer …'; it is the server's OPENMEMORY_TOKEN."));
    }
    OptionalLong streamed = routes.streamed(request.getMethod(), path);
    if (request.getLength() > streamed.orElse(DISCARDED * maxBodyBytes)) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      return refuse(
          response,
          callback,
          new Problem(
              413,
              "the body has "
                  + request.getLength()
                  + " bytes; the limit is "
                  + streamed.orElse(maxBodyBytes),
              "Send less at a time."));
    }
    return super.handle(request, response, callback);
  }

  private @Nullable Problem refusal(Request request, @Nullable String origin) {
    HttpFields headers = request.getHeaders();
    String address = Request.getLocalAddr(request);
    if (headers.getValuesList(HttpHeader.HOST).size() > 1
        || !admission.admitsHost(headers.get(HttpHeader.HOST), address)
        || !admission.admitsHost(request.getHttpURI().getHost(), address)) {
      return new Problem(
          403,
          "this server does not answer to that host name",
          "Call it as localhost or 127.0.0.1, or add the name to OPENMEMORY_ALLOWED_HOSTS.");
    }
    if (headers.getValuesList(HttpHeader.ORIGIN).size() > 1
        || !admission.admitsOrigin(origin, address)) {
      return new Problem(
          403,
          "pages of that origin may not call this server",
          "Call it from this machine, or add the origin to OPENMEMORY_ALLOWED_ORIGINS.");
    }
    return null;
  }

  private static void allow(Response response, String origin) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Access-Control-Allow-Origin", origin);
    headers.put("Access-Control-Expose-Headers", CORS_EXPOSED);
    headers.add(HttpHeader.VARY, "Origin");
  }

  private static boolean preflight(Response response, Callback callback) {
    response.setStatus(204);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Access-Control-Allow-Methods", CORS_METHODS);
    headers.put("Access-Control-Allow-Headers", CORS_HEADERS);
    headers.put("Access-Control-Max-Age", "600");
    callback.succeeded();
    return true;
  }

  private static boolean refuse(Response response, Callback callback, Problem problem) {
    ProblemPage.send(response, callback, problem);
    return true;
  }
}
