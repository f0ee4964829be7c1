package dev.openmemory.embedding;

import dev.openmemory.model.EmbeddingSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An {@link Embedder} over an ONNX model that is loaded with the first text. Each text is computed
 * alone and on one thread, so neither its neighbours nor the number of threads touch its vector.
 * Safe to call from any thread; as many texts are computed at a time as there are cores.
 */
final class OnnxEmbedder implements Embedder {

  private final ModelDescriptor descriptor;
  private final LazyModel<OnnxModel> model;
  private final Workers workers = new Workers("embedding");

  OnnxEmbedder(ModelDescriptor descriptor, Optional<Path> nativeCache) {
    this.descriptor = descriptor;
    this.model = new LazyModel<>(() -> OnnxModel.load(descriptor, nativeCache));
  }

  @Override
  public EmbeddingSpace space() {
    return descriptor.space();
  }

  @Override
  public int maxTokens() {
    return descriptor.maxTokens();
  }

  @Override
  public float[] query(String text) {
    return embed(descriptor.queryPrefix() + text).vector();
  }

  @Override
  public Embedding passage(String text) {
    return embed(descriptor.passagePrefix() + text);
  }

  @Override
  public List<Embedding> passages(List<String> texts) {
    return workers.each(texts, this::passage);
  }

  @Override
  public int countTokens(String text) {
    return model.with(loaded -> loaded.tokens(text).length);
  }

  /** Waits for the texts that are being computed, then frees the model. */
  @Override
  public void close() {
    workers.close();
    model.close();
  }

  private Embedding embed(String text) {
    return model.with(
        loaded ->
            workers.one(
                () -> {
                  long[] tokens = loaded.tokens(text);
                  return new Embedding(
                      loaded.vector(tokens), tokens.length, tokens.length > descriptor.maxTokens());
                }));
  }
}
