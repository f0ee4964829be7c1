package dev.openmemory.http.openmemory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.http.rest.RestServer;
import dev.openmemory.json.Json;
import java.io.ByteArrayInputStream;
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

  private static Map<String, byte[]> export(RestServer server, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/v1/backup/export"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
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
}
