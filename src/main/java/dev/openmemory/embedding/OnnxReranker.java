package dev.openmemory.embedding;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A {@link Reranker} over an ONNX cross-encoder that is loaded with the first question. Each pair
 * is computed alone and on one thread, so neither its neighbours nor the number of threads touch
 * its score.
 */
final class OnnxReranker implements Reranker {

  private final RerankerDescriptor descriptor;
  private final LazyModel<CrossEncoder> model;
  private final Workers workers = new Workers("re-ranking");

  OnnxReranker(RerankerDescriptor descriptor, Optional<Path> nativeCache) {
    this.descriptor = descriptor;
    this.model = new LazyModel<>(() -> CrossEncoder.load(descriptor, nativeCache));
  }

  @Override
  public String id() {
    return descriptor.id();
  }

  @Override
  public List<Double> scores(String question, List<String> texts) {
    long[] asked = model.with(loaded -> loaded.tokens(question));
    return workers.each(
        texts,
        text -> model.with(loaded -> workers.one(() -> loaded.score(asked, loaded.tokens(text)))));
  }

  /** Waits for the texts that are being judged, then frees the model. */
  @Override
  public void close() {
    workers.close();
    model.close();
  }
}
