package dev.openmemory.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A re-ranker that counts shared words, as files in a folder, made by the test that uses it. */
public final class TinyReranker {

  /** Its id. */
  public static final String ID = "tiny";

  private TinyReranker() {}

  /** Writes its description and its files into a folder of models. */
  public static void write(Path folder) {
    write(folder, ID, "sigmoid", 64, TinyGraph.overlap(4));
  }

  /** The same with a graph that is none. */
  public static void writeBroken(Path folder) {
    write(folder, ID, "sigmoid", 64, new byte[] {1, 2, 3});
  }

  static void write(Path folder, String id, String score, int maxTokens, byte[] graph) {
    try {
      Path files = Files.createDirectories(folder.resolve(id));
      Files.writeString(
          folder.resolve(id + ".json"),
          """
          {"id": "%s", "kind": "reranker", "score": "%s", "max_tokens": %d,
           "model_file": "%s/model.onnx", "tokenizer_file": "%s/tokenizer.json"}
          """
              .formatted(id, score, maxTokens, id, id));
      Files.write(files.resolve("model.onnx"), graph);
      Files.copy(
          Path.of("models", "bge-small-en-v1.5-q", "bge-small-en-v1.5-q-tokenizer.json"),
          files.resolve("tokenizer.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
