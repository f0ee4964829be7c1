package dev.openmemory.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

  private final HttpServer server =
      HttpServer.start(
          HttpOptions.at("127.0.0.1", 0),
          "1",
          List.of(),
          Routes.table().build(),
          StaticFiles.in("http-test-files"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aStaticFileIsServedWithItsType() throws Exception {
    HttpResponse<String> page = send("GET", "/");
    HttpResponse<String> script = send("GET", "/sub/app.js");

    assertThat(page.body()).contains("a page");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(script.headers().firstValue("Content-Type").orElse("")).startsWith("text/java");
    assertThat(script.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(send("POST", "/sub/app.js").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../http-test-outside.txt",
        "/sub/../../http-test-outside.txt",
        "/%2e%2e/http-test-outside.txt",
        "/..%2fhttp-test-outside.txt",
        "/sub/..%5c..%5chttp-test-outside.txt",
        "/.hidden.txt",
        "//http-test-outside.txt",
        "/sub/..;/..;/http-test-outside.txt",
        "/sub",
        "/sub/"
      })
  void nothingOutsideTheFolderIsServed(String path) throws Exception {
    RawHttp answer = RawHttp.get(server.port(), path, "Host: localhost\r\n");

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.body()).doesNotContain("outside").doesNotContain("hidden");
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
  }
}
