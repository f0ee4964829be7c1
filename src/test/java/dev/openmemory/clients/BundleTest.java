package dev.openmemory.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official validator looks at the bundle of the packaged product in {@code .ci/bundle}. */
class BundleTest {

  @TempDir Path folder;

  @Test
  void aBundleHoldsItsManifestAndItsPartsAndIsTheSameEachTime() throws IOException {
    Path jar = Files.writeString(folder.resolve("some.jar"), "a jar");
    List<Bundle.Part> parts = List.of(new Bundle.Part("server/openmemory.jar", jar));
    byte[] bundle = bundle(parts);
    assertThat(bundle(parts)).isEqualTo(bundle);

    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(entries.keySet()).containsExactly("manifest.json", "server/openmemory.jar");
    assertThat(entries).containsEntry("server/openmemory.jar", "a jar");
    JsonNode manifest = Json.read(entries.getOrDefault("manifest.json", ""));
    assertThat(manifest.at("/server/entry_point").asText()).isEqualTo("server/openmemory.jar");
    assertThat(manifest.at("/server/mcp_config/args").toString())
        .contains("\"${__dirname}/server/openmemory.jar\"", "\"stdio\"");
    assertThat(manifest.get("version").asText()).isEqualTo("1.2.3");
  }

  private static byte[] bundle(List<Bundle.Part> parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Bundle.write(out, Bundle.manifest("1.2.3", "server/openmemory.jar"), parts);
    return out.toByteArray();
  }
}
