package dev.openmemory.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI description of every route, at {@code /openapi.json}. */
public final class OpenApi {

  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  /** The route that gives it. */
  public static Routes routes() {
    byte[] description = description();
    return Routes.table()
        .on(Method.GET, "/openapi.json", call -> Answer.bytes(200, "application/json", description))
        .build();
  }

  /** The description, in UTF-8. */
  static byte[] description() {
    try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
    }
  }
}
