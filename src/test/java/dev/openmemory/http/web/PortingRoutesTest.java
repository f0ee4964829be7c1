package dev.openmemory.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class PortingRoutesTest extends WebFixture {

  private static final String GRAPH =
      """
      {"type":"entity","name":"Carla","entityType":"person","observations":["works at Initech"]}
      {"type":"entity","name":"Bees"
      {"type":"relation","from":"Carla","relationType":"knows","to":"Ann"}
      """;

  private HttpResponse<byte[]> download(String parameters) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/ui/api/export" + parameters))
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private JsonNode upload(String parameters, byte[] file) throws Exception {
    HttpResponse<String> answer =
        client.send(uploading(parameters, file).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }

  private HttpRequest.Builder uploading(String parameters, byte[] file) {
    return HttpRequest.newBuilder(URI.create(server.address() + "/ui/api/import" + parameters))
        .header("Content-Type", "application/octet-stream")
        .header(SamePage.MARK, "1")
        .POST(BodyPublishers.ofByteArray(file));
  }

  private int memories() throws Exception {
    return call("GET", "/memories?state=all", null).path("total").asInt();
  }

  @Test
  void whatIsDownloadedIsTakenInAgainAndNothingIsAddedTwice() throws Exception {
    String bees = add("Ann keeps bees on the roof", "ann");
    String radios = add("Ben repairs old radios", "ben");

    HttpResponse<byte[]> all = download("");
    byte[] withVectors = download("?vectors=true&user_id=ann").body();
    assertThat(all.headers().firstValue("Content-Disposition").orElse(""))
        .matches("attachment; filename=\"openmemory-\\d{4}-\\d\\d-\\d\\d\\.jsonl\"");
    assertThat(new String(withVectors, StandardCharsets.UTF_8))
        .contains("bees", "\"vectors\":true")
        .doesNotContain("radios");

    assertThat(upload("", all.body()).at("/memories/known").asInt()).isEqualTo(2);
    call("DELETE", "/memories/" + bees, null);
    call("DELETE", "/memories/" + radios, null);
    assertThat(upload("", withVectors).at("/memories/added").asInt()).isEqualTo(1);
    assertThat(upload("", all.body()).at("/memories/added").asInt()).isEqualTo(1);
    assertThat(call("GET", "/memories/" + bees, null).path("text").asText())
        .isEqualTo("Ann keeps bees on the roof");
    assertThat(memories()).isEqualTo(2);
  }

  @Test
  void aDryRunSaysWhatWouldComeAndWhichLinesCannotBeUsedAndWritesNothing() throws Exception {
    byte[] file = GRAPH.getBytes(StandardCharsets.UTF_8);

    JsonNode would = upload("?dry_run=true&user_id=ann", file);

    assertThat(would.path("dry_run").asBoolean()).isTrue();
    assertThat(would.path("format").asText()).contains("knowledge graph");
    assertThat(would.at("/memories/added").asInt()).isEqualTo(2);
    assertThat(would.path("refused").asInt()).isEqualTo(1);
    assertThat(would.at("/refusals/0/place").asText()).isEqualTo("line 2");
    assertThat(would.at("/refusals/0/problem").asText()).contains("not JSON");
    assertThat(memories()).isZero();

    JsonNode came = upload("?user_id=ann", file);
    assertThat(came.at("/memories/added").asInt()).isEqualTo(2);
    assertThat(call("GET", "/memories?user_id=ann", null).path("memories").findValuesAsText("text"))
        .containsExactlyInAnyOrder("Carla: works at Initech", "Carla knows Ann");
  }

  @Test
  void aCompressedFileIsKnownByItsContent() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(GRAPH.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(upload("", packed.toByteArray()).at("/memories/added").asInt()).isEqualTo(2);
    assertThat(memories()).isEqualTo(2);
    assertThat(call("GET", "/values/user_id", null).path("values").get(0).asText())
        .as("whose it is where nobody is named")
        .isEqualTo("tester");
  }

  @Test
  void notesComeAsAZipWithOneEntryForEachMemory() throws Exception {
    add("Ann keeps bees on the roof", "ann");
    add("Ben repairs old radios", "ben");

    HttpResponse<byte[]> notes = download("?format=markdown&user_id=ann");

    assertThat(notes.headers().firstValue("Content-Type")).hasValue("application/zip");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(notes.body()))) {
      ZipEntry entry = zip.getNextEntry();
      assertThat(entry.getName()).contains("ann-keeps-bees").endsWith(".md");
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("---\n")
          .contains("Ann keeps bees on the roof");
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void whatCannotBeMeantIsRefusedWithWhatToDo() throws Exception {
    assertThat(download("?format=pdf").statusCode()).isEqualTo(400);
    assertThat(download("?vectors=maybe").statusCode()).isEqualTo(400);
    byte[] film = new byte[3_000_000];
    HttpResponse<String> nothing =
        client.send(uploading("", film).build(), BodyHandlers.ofString());
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(nothing.body()).contains("nothing that can be imported", "Give an export");
    assertThat(memories()).isZero();
  }

  @Test
  void anotherPageGetsNothingAndPutsNothingIn() throws Exception {
    add("Ann keeps bees on the roof", "ann");
    byte[] file = GRAPH.getBytes(StandardCharsets.UTF_8);
    HttpRequest unmarked =
        HttpRequest.newBuilder(URI.create(server.address() + "/ui/api/import"))
            .POST(BodyPublishers.ofByteArray(file))
            .build();
    HttpRequest foreign = uploading("", file).header("Origin", "http://localhost:1").build();

    assertThat(client.send(unmarked, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(client.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/ui/api/export", null, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(memories()).isEqualTo(1);
  }

  @Test
  void whileAFileIsTakenInItIsSeenHowFarAndASecondOneWaits() throws Exception {
    PipedOutputStream out = new PipedOutputStream();
    try (InputStream in = new PipedInputStream(out)) {
      HttpRequest slow =
          HttpRequest.newBuilder(URI.create(server.address() + "/ui/api/import?id=one"))
              .header(SamePage.MARK, "1")
              .POST(BodyPublishers.ofInputStream(() -> in))
              .build();
      CompletableFuture<HttpResponse<String>> coming =
          client.sendAsync(slow, BodyHandlers.ofString());
      byte[] file = GRAPH.getBytes(StandardCharsets.UTF_8);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  out.write(file);
                  out.write("\n".repeat(100_000).getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      JsonNode far = call("GET", "/import/one", null);
      for (int i = 0; i < 300 && far.path("done").asInt() <= file.length; i++) {
        TimeUnit.MILLISECONDS.sleep(20);
        far = call("GET", "/import/one", null);
      }
      assertThat(far.path("running").asBoolean()).isTrue();
      assertThat(far.path("done").asInt()).isGreaterThan(file.length);
      HttpResponse<String> second =
          client.send(uploading("", file).build(), BodyHandlers.ofString());
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.body()).contains("another file is being taken in");

      writing.get(30, TimeUnit.SECONDS);
      out.close();
      HttpResponse<String> done = coming.get(30, TimeUnit.SECONDS);
      assertThat(Json.read(done.body()).at("/memories/added").asInt()).isEqualTo(2);
      assertThat(call("GET", "/import/one", null).path("running").asBoolean()).isFalse();
    }
  }
}
