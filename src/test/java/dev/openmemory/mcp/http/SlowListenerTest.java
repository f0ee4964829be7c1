package dev.openmemory.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.mcp.catalogue.Catalogue;
import dev.openmemory.mcp.catalogue.Change;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A client that opens a stream and does not read it. */
class SlowListenerTest {

  @Test
  void itLosesItsStreamAndHoldsNobodyUp() throws Exception {
    Catalogue catalogue = new Probes().catalogue();
    try (Served served = new Served(catalogue);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
      String session = served.session("/mcp");
      String request =
          String.join(
              "\r\n",
              "GET /mcp HTTP/1.1",
              "Host: localhost",
              "Accept: text/event-stream",
              "Mcp-Session-Id: " + session,
              "Connection: close",
              "",
              "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo('H');

      int changes = 200_000;
      for (int i = 0; i < changes; i++) {
        catalogue.changes().publish(new Change.ListChanged(Change.Listing.TOOLS));
      }

      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all.split("event: message", -1).length).isBetween(2, changes);
      assertThat(served.post("/mcp", Messages.request(2, "ping"), "Mcp-Session-Id", session))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }
  }
}
