package dev.openmemory.http.openmemory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.http.rest.RestServer;
import dev.openmemory.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

  @TempDir Path folder;

  private static byte[] zip(RestServer server, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/v1/backup/export"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
    return answer.body();
  }

  private static Map<String, byte[]> export(RestServer server, String body) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zip(server, body)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  @Test
  void theZipHoldsOneUsersMemoriesInBothForms() throws Exception {
    try (RestServer server = new RestServer(folder, OpenMemoryRoutes::of)) {
      String add =
          "{\"text\":\"%s\",\"user_id\":\"%s\",\"app\":\"cursor\",\"infer\":false,"
              + "\"metadata\":{\"categories\":[\"food\"]}}";
      String id =
          server
              .post("/api/v1/memories/", add.formatted("I like tea.", "alice"))
              .get("id")
              .textValue();
      server.post("/api/v1/memories/", add.formatted("Bread.", "alice"));
      server.post("/api/v1/memories/", add.formatted("Not mine.", "bob"));
      server.post(
          "/api/v1/memories/actions/archive",
          "{\"user_id\":\"alice\",\"memory_ids\":[\"" + id + "\"]}");

      Map<String, byte[]> files = export(server, "{\"user_id\":\"alice\"}");
      assertThat(files).containsOnlyKeys("memories.json", "memories.jsonl.gz");
      JsonNode document = Json.read(new String(files.get("memories.json"), StandardCharsets.UTF_8));
      assertThat(document.get("memories").findValuesAsText("content"))
          .containsExactlyInAnyOrder("I like tea.", "Bread.");
      assertThat(document.at("/user/user_id").textValue()).isEqualTo("alice");
      assertThat(document.at("/apps/0/name").textValue()).isEqualTo("cursor");
      assertThat(document.get("memory_categories")).hasSize(2);
      assertThat(document.at("/status_history/0/new_state").textValue()).isEqualTo("archived");
      assertThat(document.at("/export_meta/version").textValue()).isEqualTo("1");
      String[] lines =
          new String(
                  new GZIPInputStream(new ByteArrayInputStream(files.get("memories.jsonl.gz")))
                      .readAllBytes(),
                  StandardCharsets.UTF_8)
              .split("\n", -1);
      assertThat(lines).hasSize(3);
      assertThat(Json.read(lines[0]).get("app").textValue()).isEqualTo("cursor");
      assertThat(
              Json.read(
                      new String(
                          export(server, "{\"user_id\":\"alice\",\"to_date\":1000}")
                              .get("memories.json"),
                          StandardCharsets.UTF_8))
                  .get("memories"))
          .isEmpty();
      server.json(422, "POST", "/api/v1/backup/export", "{}");
    }
  }

  private static String add(RestServer server, String text, String user) throws Exception {
    String body = "{\"text\":\"%s\",\"user_id\":\"%s\",\"app\":\"cursor\",\"infer\":false}";
    return server.post("/api/v1/memories/", body.formatted(text, user)).get("id").textValue();
  }

  /** Sends a form as OpenMemory's page does: the file first, then whose it is. */
  private static HttpResponse<String> restore(
      RestServer server, String query, String user, String name, byte[] zip) throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        ("--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name
                + "\"\r\nContent-Type: application/zip\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(zip);
    form.writeBytes(
        ("\r\n--line\r\nContent-Disposition: form-data; name=\"user_id\"\r\n\r\n"
                + user
                + "\r\n--line--\r\n")
            .getBytes(StandardCharsets.UTF_8));
    return send(server, query, "multipart/form-data; boundary=line", form.toByteArray());
  }

  private static HttpResponse<String> send(
      RestServer server, String query, String type, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/v1/backup/import" + query))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static JsonNode texts(RestServer server, String user) throws Exception {
    return server.get("/api/v1/memories/?user_id=" + user).get("items");
  }

  @Test
  void aZipIsTakenInForTheUserThatTheFormNames() throws Exception {
    try (RestServer server = new RestServer(folder, OpenMemoryRoutes::of)) {
      String id = add(server, "I like tea.", "alice");
      byte[] zip = zip(server, "{\"user_id\":\"alice\"}");

      HttpResponse<String> first = restore(server, "", "bob", "memories_export.zip", zip);
      assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
      JsonNode answer = Json.read(first.body());
      assertThat(answer.get("message").textValue()).isEqualTo("Import completed into user \"bob\"");
      assertThat(answer.get("added").asInt()).isEqualTo(1);
      assertThat(texts(server, "bob").findValuesAsText("content")).containsExactly("I like tea.");
      assertThat(texts(server, "bob").findValuesAsText("id")).doesNotContain(id);
      assertThat(texts(server, "bob").findValuesAsText("app_name")).containsExactly("cursor");
      assertThat(texts(server, "alice").findValuesAsText("id")).containsExactly(id);

      JsonNode second = Json.read(restore(server, "", "bob", "a.zip", zip).body());
      assertThat(second.get("added").asInt()).isZero();
      assertThat(second.get("known").asInt()).as("each memory counts once").isEqualTo(1);
      assertThat(texts(server, "bob")).hasSize(1);
    }
  }

  @Test
  void whatIsThereIsOverwrittenOrLeftAsTheModeSays() throws Exception {
    try (RestServer server = new RestServer(folder, OpenMemoryRoutes::of)) {
      String id = add(server, "I like tea.", "alice");
      byte[] zip = zip(server, "{\"user_id\":\"alice\"}");
      server.json(
          200,
          "PUT",
          "/api/v1/memories/" + id,
          "{\"user_id\":\"alice\",\"memory_content\":\"I like coffee.\"}");

      assertThat(restore(server, "?mode=skip", "alice", "a.zip", zip).statusCode()).isEqualTo(200);
      assertThat(texts(server, "alice").findValuesAsText("content"))
          .containsExactly("I like coffee.");
      assertThat(restore(server, "?mode=overwrite", "alice", "a.zip", zip).statusCode())
          .isEqualTo(200);
      assertThat(texts(server, "alice").findValuesAsText("content")).containsExactly("I like tea.");
      assertThat(texts(server, "alice").findValuesAsText("id")).containsExactly(id);
    }
  }

  @Test
  void aFormThatCannotBeMeantIsRefused() throws Exception {
    try (RestServer server = new RestServer(folder, OpenMemoryRoutes::of)) {
      byte[] zip = zip(server, "{\"user_id\":\"alice\"}");
      byte[] large = new byte[300_000];
      assertThat(restore(server, "?mode=merge", "alice", "a.zip", zip).statusCode()).isEqualTo(400);
      assertThat(restore(server, "", "alice", "a.txt", zip).body()).contains("Expected a zip file");
      assertThat(restore(server, "", "alice", "a.zip", large).body())
          .contains("nothing that can be imported");
      assertThat(restore(server, "", " ", "a.zip", zip).statusCode()).isEqualTo(422);
      assertThat(send(server, "", "application/zip", zip).statusCode()).isEqualTo(422);
      assertThat(send(server, "", "multipart/form-data; boundary=line", zip).statusCode())
          .isEqualTo(422);
    }
  }
}
