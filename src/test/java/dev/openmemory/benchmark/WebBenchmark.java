package dev.openmemory.benchmark;

import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.http.HttpOptions;
import dev.openmemory.http.HttpServer;
import dev.openmemory.http.Sessions;
import dev.openmemory.http.web.Desk;
import dev.openmemory.http.web.WebApi;
import dev.openmemory.json.Json;
import dev.openmemory.model.Scope;
import dev.openmemory.porting.Import;
import dev.openmemory.porting.ImportOptions;
import dev.openmemory.porting.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures what the web page asks for, over HTTP, on a large memory that is rich in relations: two
 * in five memories state one, between things of which few are named often and most seldom.
 *
 * <p>Arguments: a folder, which keeps the memory for the next run, and how many memories; by
 * default 100000.
 */
public final class WebBenchmark {

  private static final int ROUNDS = 20;

  private static final List<String> RELATIONS =
      List.of("works_at", "knows", "lives_in", "uses", "manages", "likes", "part_of", "owns");

  private WebBenchmark() {}

  /** Runs the measurement and prints it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    int size = args.length < 2 ? 100_000 : Integer.parseInt(args[1]);
    Files.createDirectories(folder);
    Path file = folder.resolve("memory.db");
    boolean there = Files.exists(file);
    try (Engine engine = open(file)) {
      engine.warmUp();
      if (!there) {
        fill(engine, folder.resolve("memory.json"), size);
      }
      Sessions sessions = new Sessions(Clock.systemUTC());
      WebApi page = new WebApi(engine, new Bare(), null, sessions, Clock.systemUTC());
      HttpServer server =
          HttpServer.start(
              HttpOptions.at("127.0.0.1", 0),
              "1",
              List.of(page.mount()),
              page.routes(),
              WebApi.files(),
              sessions);
      try {
        if (args.length > 2 && args[2].equals("serve")) {
          System.out.println(server.address());
          server.join();
        } else {
          measure(server.address());
        }
      } finally {
        server.close();
      }
    }
  }

  private static void measure(URI address) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest graph = get(address, "/graph");
    String nodes = client.send(graph, BodyHandlers.ofString()).body();
    String best = Json.read(nodes).at("/nodes/0/id").asText();
    for (String path :
        List.of(
            "/memories?limit=50",
            "/memories?limit=50&state=all",
            "/memories?limit=50&sort=text",
            "/memories?limit=50&user_id=ann",
            "/memories?limit=50&category=food",
            "/graph",
            "/graph?limit=2000",
            "/graph?user_id=ann",
            "/graph?predicate=knows",
            "/graph/" + best,
            "/graph/" + best + "/memories",
            "/timeline",
            "/values/user_id",
            "/status",
            "/apps")) {
      print("GET " + path.replace(best, "{best}"), times(client, get(address, path)));
    }
    HttpRequest search =
        HttpRequest.newBuilder(URI.create(address + "/ui/api/search"))
            .header("Content-Type", "application/json")
            .header("X-Openmemory-Page", "1")
            .POST(BodyPublishers.ofString(Json.write(Map.of("query", "what does Thing 7 use?"))))
            .build();
    print("POST /search", times(client, search));
  }

  private static HttpRequest get(URI address, String path) {
    return HttpRequest.newBuilder(URI.create(address + "/ui/api" + path)).build();
  }

  private static double[] times(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(request.uri() + ": " + answer.body());
      }
    }
    return millis;
  }

  private static void print(String what, double[] millis) {
    double first = millis[0];
    Arrays.sort(millis);
    System.out.printf(
        "%-36s first %6.0f  p50 %6.0f  slowest %6.0f ms%n",
        what, first, millis[ROUNDS / 2], millis[ROUNDS - 1]);
  }

  /** Takes the memories in as the knowledge graph of another program, which is quick. */
  private static void fill(Engine engine, Path source, int size) throws IOException {
    Random random = new Random(7);
    try (BufferedWriter lines = Files.newBufferedWriter(source)) {
      for (int i = 0; i < size; i++) {
        Map<String, Object> line =
            i % 5 < 2
                ? Map.of(
                    "type", "relation",
                    "from", thing(random, size),
                    "relationType", RELATIONS.get(random.nextInt(RELATIONS.size())),
                    "to", thing(random, size))
                : Map.of(
                    "type",
                    "entity",
                    "name",
                    thing(random, size),
                    "entityType",
                    "person",
                    "observations",
                    List.of("was seen on day " + i + " near shop " + i % 977));
        lines.write(Json.write(line));
        lines.newLine();
      }
    }
    long start = System.nanoTime();
    try (InputStream in = Files.newInputStream(source)) {
      var report =
          Import.run(
              engine,
              in,
              new ImportOptions(Scope.user("ann"), false, false, 0, Clock.systemUTC().instant()),
              Progress.NONE,
              (place, problem) -> System.out.println(place + ": " + problem));
      System.out.printf(
          "%d memories in %.0f s%n", report.memories().added(), (System.nanoTime() - start) / 1e9);
    }
  }

  /** One of many things, the first far more often than the last. */
  private static String thing(Random random, int size) {
    return "Thing " + (int) Math.pow(size / 4.0, random.nextDouble());
  }

  private static Engine open(Path file) {
    return Engine.open(
        new EngineOptions(
            file,
            "ann",
            EngineOptions.Lifetime.LONG_LIVED,
            EngineOptions.Index.AUTO,
            Path.of("target", "native-cache"),
            EngineOptions.DEFAULT_BUSY_TIMEOUT),
        new SyntheticEmbedder(),
        Clock.systemUTC());
  }

  /** A server without settings. */
  private static final class Bare implements Desk {

    @Override
    public String version() {
      return "1";
    }

    @Override
    public String defaultUser() {
      return "ann";
    }

    @Override
    public String file() {
      return "config.json";
    }

    @Override
    public List<Option> settings() {
      return List.of();
    }

    @Override
    public void set(String key, String value) {
      throw new UnsupportedOperationException(key);
    }

    @Override
    public void unset(String key) {
      throw new UnsupportedOperationException(key);
    }
  }
}
