package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openmemory.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The default model gives the vectors that it gave when they were written down, with ONNX Runtime
 * 1.28.0 on an x86 processor with VNNI. The whole vectors are in the file, and the first four
 * numbers of each in the clear.
 *
 * <p>They are not held to the last bit: the model's 8-bit layers round what floating point hands
 * them, so another order of the same additions, as on another processor, can move a number by one
 * step of the rounding. The same graph without its fused operators, which is as different as that,
 * stays above a cosine of 0.9994 on these texts; texts that have nothing to do with each other lie
 * near 0.45. The bound of 0.998 tells both from a wrong pooling, prefix, token or weight.
 */
class GoldenVectorsTest {

  @Test
  void theVectorsAreThoseThatWereWrittenDown() throws IOException {
    JsonNode golden =
        Json.read(Files.readString(Path.of("src/test/resources/golden/embeddings.json")));
    assertThat(golden).hasSize(5);
    ModelDescriptor model =
        EmbeddingModels.find(List.of(Path.of("models")), EmbeddingModels.DEFAULT);
    try (Embedder embedder = EmbeddingModels.open(model)) {
      for (JsonNode each : golden) {
        float[] expected = floats(each.path("float32_le").asText());
        for (int i = 0; i < 4; i++) {
          assertThat(each.path("begins").path(i).asDouble()).isEqualTo(expected[i], within(1e-6));
        }

        Embedding embedding = embedder.passage(each.path("text").asText());

        assertThat(embedding.tokens()).isEqualTo(each.path("tokens").asInt());
        assertThat(embedding.truncated()).isFalse();
        assertThat(Vectors.dot(embedding.vector(), expected))
            .as(each.path("text").asText())
            .isBetween(0.998, 1.000001);
      }
    }
  }

  private static float[] floats(String base64) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    float[] floats = new float[bytes.remaining() / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
