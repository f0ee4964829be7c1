package dev.openmemory.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Any tokenizer that Hugging Face's own library reads, through that library. Slower to load than
 * {@link WordPieceTokenizer} by some hundred milliseconds, so only for what that one cannot do.
 */
final class LibraryTokenizer implements Tokenizer {

  private final HuggingFaceTokenizer tokenizer;

  /**
   * Loads a tokenizer and the native library.
   *
   * @param nativeCache the folder to unpack the library into, else the library's own default
   */
  LibraryTokenizer(Path file, Optional<Path> nativeCache) throws IOException {
    // without these it probes for graphics cards, and where it finds one downloads a library for it
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("RUST_FLAVOR", "cpu");
    nativeCache.ifPresent(folder -> System.setProperty("ENGINE_CACHE_DIR", folder.toString()));
    try {
      this.tokenizer =
          HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false", "padding", "false"));
    } catch (RuntimeException | LinkageError e) {
      throw new IOException("the tokenizer library did not load " + file, e);
    }
  }

  @Override
  public long[] encode(String text) {
    return tokenizer.encode(text).getIds();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
