package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingModelsTest {

  private static final Path BUILT_IN = Path.of("models");

  @TempDir private Path folder;

  @Test
  void theDefaultModelComesWithTheBuild() {
    ModelDescriptor model = EmbeddingModels.find(List.of(BUILT_IN), EmbeddingModels.DEFAULT);

    assertThat(model.space()).isEqualTo(new EmbeddingSpace("bge-small-en-v1.5-q", 384));
    assertThat(model.pooling()).isEqualTo(Pooling.CLS);
    assertThat(model.maxTokens()).isEqualTo(512);
    assertThat(model.queryPrefix()).endsWith("passages: ");
    assertThat(model.passagePrefix()).isEmpty();
    assertThat(model.modelFile()).isRegularFile();
    assertThat(model.tokenizerFile()).isRegularFile();
  }

  @Test
  void theBuiltInFolderIsFoundFromTheClasses() {
    assertThat(EmbeddingModels.builtIn())
        .hasValueSatisfying(found -> assertThat(found).isEqualTo(BUILT_IN.toAbsolutePath()));
  }

  @Test
  void allDescribedModelsAreListed() {
    assertThat(EmbeddingModels.ids(List.of(folder.resolve("absent"), BUILT_IN)))
        .containsExactly("all-MiniLM-L6-v2", "bge-small-en-v1.5-q");
  }

  @Test
  void aModelWhoseFilesAreMissingSaysWhereToGetThem() {
    assertThatThrownBy(() -> EmbeddingModels.find(List.of(BUILT_IN), "all-MiniLM-L6-v2"))
        .isInstanceOfSatisfying(
            MisconfiguredException.class,
            e ->
                assertThat(e.advice()).contains("model_quantized.onnx", "Xenova/all-MiniLM-L6-v2"));
  }

  @Test
  void theDefaultModelWithoutItsFilesSaysToBuildAgain() throws IOException {
    Path file = folder.resolve("bge-small-en-v1.5-q.json");
    Files.copy(BUILT_IN.resolve("bge-small-en-v1.5-q.json"), file);

    assertThatThrownBy(() -> EmbeddingModels.find(List.of(folder), EmbeddingModels.DEFAULT))
        .isInstanceOfSatisfying(
            MisconfiguredException.class, e -> assertThat(e.remedy()).contains("build again"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nomic", "../bge-small-en-v1.5-q", "", "a/b", "a\u0000b"})
  void anUnknownModelIsAnErrorThatNamesTheKnownOnes(String id) {
    assertThatThrownBy(() -> EmbeddingModels.find(List.of(BUILT_IN), id))
        .isInstanceOfSatisfying(
            MisconfiguredException.class,
            e -> assertThat(e.remedy()).contains("bge-small-en-v1.5-q"));
  }

  @Test
  void theFirstFolderWins() throws IOException {
    write("bge-small-en-v1.5-q", description("bge-small-en-v1.5-q", 7, "mean"));
    Files.createFile(folder.resolve("m.onnx"));
    Files.createFile(folder.resolve("t.json"));

    assertThat(EmbeddingModels.find(List.of(folder, BUILT_IN), EmbeddingModels.DEFAULT).space())
        .isEqualTo(new EmbeddingSpace("bge-small-en-v1.5-q", 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{\"id\": \"mine\"}",
        "{\"id\": \"mine\", \"dimension\": 0, \"pooling\": \"cls\", \"max_tokens\": 9,"
            + " \"model_file\": \"m\", \"tokenizer_file\": \"t\"}",
        "{\"id\": \"mine\", \"dimension\": 4, \"pooling\": \"max\", \"max_tokens\": 9,"
            + " \"model_file\": \"m\", \"tokenizer_file\": \"t\"}",
        "{\"id\": \"mine\", \"dimension\": 4, \"pooling\": \"cls\","
            + " \"model_file\": \"m\", \"tokenizer_file\": \"t\"}",
        "{\"id\": \"other\", \"dimension\": 4, \"pooling\": \"cls\", \"max_tokens\": 9,"
            + " \"model_file\": \"m\", \"tokenizer_file\": \"t\"}"
      })
  void aBadDescriptionIsAnErrorThatNamesIt(String json) throws IOException {
    write("mine", json);

    assertThatThrownBy(() -> EmbeddingModels.find(List.of(folder), "mine"))
        .isInstanceOfSatisfying(
            MisconfiguredException.class, e -> assertThat(e.advice()).contains("mine"));
  }

  @Test
  void filesThatAreNoModelAreAnErrorAtFirstUse() throws IOException {
    write("mine", description("mine", 4, "cls"));
    Files.writeString(folder.resolve("m.onnx"), "not a graph");
    Files.copy(
        BUILT_IN.resolve("bge-small-en-v1.5-q/bge-small-en-v1.5-q-tokenizer.json"),
        folder.resolve("t.json"));

    try (Embedder embedder = EmbeddingModels.open(EmbeddingModels.find(List.of(folder), "mine"))) {
      assertThat(embedder.space()).isEqualTo(new EmbeddingSpace("mine", 4));
      assertThatThrownBy(() -> embedder.query("hello"))
          .isInstanceOf(MisconfiguredException.class)
          .hasMessageContaining("m.onnx");
    }
  }

  @Test
  void aModelOfAnotherDimensionThanDescribedIsAnError() throws IOException {
    Path given = BUILT_IN.toAbsolutePath().resolve("bge-small-en-v1.5-q");
    write(
        "mine",
        description("mine", 383, "cls")
            .replace("m.onnx", path(given.resolve("bge-small-en-v1.5-q.onnx")))
            .replace("t.json", path(given.resolve("bge-small-en-v1.5-q-tokenizer.json"))));

    try (Embedder embedder = EmbeddingModels.open(EmbeddingModels.find(List.of(folder), "mine"))) {
      assertThatThrownBy(() -> embedder.passage("hello"))
          .isInstanceOf(MemoryException.class)
          .hasMessageContaining("383 numbers");
    }
  }

  private void write(String id, String json) throws IOException {
    Files.writeString(folder.resolve(id + ".json"), json);
  }

  private static String description(String id, int dimension, String pooling) {
    return """
        {"id": "%s", "dimension": %d, "pooling": "%s", "max_tokens": 9,
         "model_file": "m.onnx", "tokenizer_file": "t.json"}
        """
        .formatted(id, dimension, pooling);
  }

  private static String path(Path file) {
    return file.toString().replace("\\", "/");
  }
}
