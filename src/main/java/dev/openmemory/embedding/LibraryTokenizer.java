package dev.openmemory.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.openmemory.model.MisconfiguredException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
  public Joint joint() {
    // Two texts without a word leave nothing but the markers.
    Encoding markers = tokenizer.encode("", "");
    long[] ids = markers.getIds();
    if (ids.length < 3) {
      throw new MisconfiguredException(
          "The tokenizer does not mark where a text ends, so two cannot be read together",
          "Take a tokenizer.json of the same model that has a post-processor.");
    }
    return new Joint(
        Arrays.copyOfRange(ids, 1, ids.length - 1), markers.getTypeIds()[ids.length - 1]);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
