package dev.openmemory.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/** Asks a server whether it is alive. */
final class Health {

  private static final int PATIENCE_MILLIS = 2_000;

  private Health() {}

  /** Whether the server at that address answers within two seconds. */
  static boolean answers(String url) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url + "/health").toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
