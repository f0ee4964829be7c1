package dev.openmemory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.UnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpServerStartTest {

  @Test
  void aTakenPortIsToldWithWhatToDo() {
    try (HttpServer server = start("127.0.0.1", 0)) {
      assertThatThrownBy(() -> start("127.0.0.1", server.port()))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(Integer.toString(server.port()))
          .extracting(e -> ((UnavailableException) e).remedy())
          .asString()
          .contains("--port");
    }
  }

  @Test
  void anUnknownHostIsToldWithWhatToDo() {
    assertThatThrownBy(() -> start("no-such-host.invalid", 0))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void closingTwiceIsTheSameAsOnce() {
    HttpServer server = start("127.0.0.1", 0);
    int port = server.port();
    server.close();
    server.close();

    assertThat(server.port()).isEqualTo(port);
  }

  private static HttpServer start(String host, int port) {
    return HttpServer.start(
        HttpOptions.at(host, port), "1", List.of(), Routes.table().build(), StaticFiles.NONE);
  }
}
