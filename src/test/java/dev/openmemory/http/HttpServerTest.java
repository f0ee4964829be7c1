package dev.openmemory.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() {
    Routes routes =
        Routes.table()
            .on(Method.GET, "/things/{id}/", call -> Answer.json(Map.of("id", call.path("id"))))
            .on(Method.GET, "/things/all", call -> Answer.json(List.of("all")))
            .on(Method.DELETE, "/things/{id}", call -> Answer.empty(204))
            .on(Method.POST, "/echo", call -> Answer.json(201, call.object()))
            .on(Method.GET, "/query", call -> Answer.json(call.queries("q")))
            .on(
                Method.GET,
                "/wrong",
                call -> {
                  throw new InvalidInputException("that is wrong", "Do it right.");
                })
            .on(
                Method.GET,
                "/gone",
                call -> {
                  throw new NotFoundException("it is gone", "Look elsewhere.");
                })
            .on(
                Method.GET,
                "/busy",
                call -> {
                  throw new UnavailableException("it is busy", "Wait.");
                })
            .on(
                Method.GET,
                "/bug",
                call -> {
                  throw new IllegalStateException("a secret detail");
                })
            .on(
                Method.GET,
                "/slow",
                call -> {
                  inside.countDown();
                  await(goOn);
                  return Answer.json(Map.of("slow", true));
                })
            .on(
                Method.GET,
                "/bits",
                call -> Answer.stream("text/plain", out -> out.write(new byte[100_000])))
            .build();
    Mount broken =
        new Mount(
            "/broken/*",
            new HttpServlet() {
              private static final long serialVersionUID = 1L;

              @Override
              protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                throw new IllegalStateException("a secret detail");
              }
            });
    server =
        HttpServer.start(
            HttpOptions.at("127.0.0.1", 0)
                .withMaxBodyBytes(1_000)
                .withPatience(Duration.ofSeconds(20), Duration.ofSeconds(20)),
            "9.9.9",
            List.of(broken),
            routes,
            StaticFiles.NONE);
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    server.close();
  }

  @Test
  void healthSaysThatItIsAliveAndWhichVersion() throws Exception {
    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(Json.read(answer.body()))
        .isEqualTo(Json.read("{\"status\":\"ok\",\"name\":\"openmemory\",\"version\":\"9.9.9\"}"));
  }

  @Test
  void noAnswerSaysWhatServerItIs() throws Exception {
    assertThat(get("/health").headers().map()).doesNotContainKeys("server", "x-powered-by");
    assertThat(RawHttp.send(server.port(), "NONSENSE\r\n\r\n").head())
        .doesNotContainIgnoringCase("jetty");
  }

  @Test
  void aPathParameterIsDecodedAndASlashAtTheEndMakesNoDifference() throws Exception {
    assertThat(Json.read(get("/things/a%20b").body()).get("id").textValue()).isEqualTo("a b");
    assertThat(Json.read(get("/things/%C3%A9/").body()).get("id").textValue()).isEqualTo("é");
  }

  @Test
  void theMoreLiteralRouteIsMeant() throws Exception {
    assertThat(get("/things/all").body()).isEqualTo("[\"all\"]");
  }

  @Test
  void aJsonBodyComesIn() throws Exception {
    HttpResponse<String> answer = post("/echo", "application/json", "{\"a\":[1,\"é\"]}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"a\":[1,\"é\"]}");
  }

  @Test
  void everyValueOfAQueryParameterComesIn() throws Exception {
    assertThat(get("/query?q=1&q=%C3%A9").body()).isEqualTo("[\"1\",\"é\"]");
  }

  @Test
  void aBodyOfUnknownLengthGoesOut() throws Exception {
    assertThat(get("/bits").body()).hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1] 2", "[1]", "\"text\"", "{\"a\":1,\"a\":2}"})
  void aBodyThatIsNoJsonObjectIsABadRequest(String body) throws Exception {
    assertThat(problem(post("/echo", "application/json", body), 400).get("remedy").textValue())
        .isNotBlank();
  }

  @Test
  void aBodyThatIsNotUtf8IsABadRequest() throws Exception {
    HttpRequest request =
        to("/echo")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'}))
            .build();

    assertThat(problem(client.send(request, BodyHandlers.ofString()), 400).get("detail").asText())
        .contains("UTF-8");
  }

  @Test
  void aBodyThatDoesNotSayItIsJsonIsRefused() throws Exception {
    problem(post("/echo", "text/plain", "{}"), 415);
  }

  @Test
  void aMethodThatAPathLacksIsNotAllowed() throws Exception {
    HttpResponse<String> answer = post("/things/1", "application/json", "{}");

    problem(answer, 405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS");
  }

  @Test
  void headIsGetWithoutTheBody() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/things/1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("10");
  }

  @Test
  void optionsSaysWhatAPathCanDo() throws Exception {
    HttpResponse<String> answer = send("OPTIONS", "/things/1");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "BREW"})
  void otherMethodsAreNotAllowed(String method) throws Exception {
    RawHttp answer =
        RawHttp.send(
            server.port(),
            method + " /things/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.json().get("status").intValue()).isEqualTo(answer.status());
  }

  @Test
  void aPathWithNothingIsNotFound() throws Exception {
    problem(get("/nowhere"), 404);
    problem(send("DELETE", "/nowhere"), 404);
  }

  @Test
  void whatTheEngineThrowsBecomesAProblemThatSaysWhatToDo() throws Exception {
    assertThat(problem(get("/wrong"), 400).get("remedy").textValue()).isEqualTo("Do it right.");
    assertThat(problem(get("/gone"), 404).get("detail").textValue()).isEqualTo("it is gone");
    HttpResponse<String> busy = get("/busy");
    problem(busy, 503);
    assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bug", "/broken/servlet"})
  void aBugShowsNothingOfTheInside(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    problem(answer, 500);
    assertThat(answer.body())
        .doesNotContain("secret detail")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
  }

  @Test
  void aBodyOverTheLimitIsRefusedBeforeItIsRead() throws Exception {
    RawHttp answer =
        RawHttp.send(
            server.port(),
            String.join(
                "\r\n",
                "POST /echo HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: 1000000000",
                "",
                ""));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().get("detail").textValue()).contains("1000000000").contains("1000");
  }

  @Test
  void aChunkedBodyOverTheLimitIsRefusedToo() throws Exception {
    String chunk = "400\r\n" + " ".repeat(1024) + "\r\n";
    RawHttp answer =
        RawHttp.send(
            server.port(),
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(3)
                + "0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.head()).contains("application/problem+json");
  }

  @Test
  void headersOverTheLimitAreRefused() throws Exception {
    RawHttp answer =
        RawHttp.get(
            server.port(), "/health", "Host: localhost\r\nX-Long: " + "x".repeat(40_000) + "\r\n");

    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.json().get("status").intValue()).isEqualTo(431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nBad Header: 1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /a%2fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /\0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      })
  void whatIsNoHttpIsAnsweredWithAProblemToo(String request) throws Exception {
    RawHttp answer = RawHttp.send(server.port(), request);

    assertThat(answer.status()).isBetween(400, 599);
    assertThat(answer.json().get("status").intValue()).isEqualTo(answer.status());
    assertThat(answer.head()).contains("application/problem+json");
  }

  @Test
  void aRequestUnderWayEndsBeforeTheServerDoes() throws Exception {
    Future<HttpResponse<String>> slow =
        client.sendAsync(to("/slow").GET().build(), BodyHandlers.ofString());
    inside.await();
    Thread closing = new Thread(server::close);
    closing.start();
    goOn.countDown();
    closing.join();

    assertThat(slow.get().statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> get("/health")).isInstanceOf(java.io.IOException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = Json.read(answer.body());
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").textValue()).isNotBlank();
    assertThat(problem.get("detail").textValue()).isNotBlank();
    return problem;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        to(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return client.send(
        to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .timeout(Duration.ofSeconds(30));
  }
}
