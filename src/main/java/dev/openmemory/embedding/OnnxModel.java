package dev.openmemory.embedding;

import dev.openmemory.model.MisconfiguredException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** An embedding model in memory: its graph and its tokenizer. Safe to call from any thread. */
final class OnnxModel implements LoadedModel {

  private final ModelDescriptor descriptor;
  private final OnnxGraph graph;
  private final Tokenizer tokenizer;
  private final String output;

  private OnnxModel(
      ModelDescriptor descriptor, OnnxGraph graph, Tokenizer tokenizer, String output) {
    this.descriptor = descriptor;
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.output = output;
  }

  /**
   * Loads a model.
   *
   * @throws MisconfiguredException if its files cannot be used
   */
  static OnnxModel load(ModelDescriptor descriptor, Optional<Path> nativeCache) {
    String what = "embedding model " + descriptor.id();
    Tokenizer tokenizer = TokenizerFile.tokenizer(what, descriptor.tokenizerFile(), nativeCache);
    try {
      OnnxGraph graph = OnnxGraph.load(what, descriptor.modelFile(), nativeCache);
      Optional<String> output = tokenVectors(graph, descriptor.space().dimension());
      if (output.isEmpty()) {
        graph.close();
        throw new MisconfiguredException(
            "The "
                + what
                + " has no output of "
                + descriptor.space().dimension()
                + " numbers per token",
            "Correct the dimension in the model's description, or take another export of it.");
      }
      return new OnnxModel(descriptor, graph, tokenizer, output.get());
    } catch (MisconfiguredException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** The ids of all tokens of a text. */
  long[] tokens(String text) {
    return tokenizer.encode(text);
  }

  /**
   * The vector of a text, from no more tokens than the model reads.
   *
   * @param tokens the ids of all its tokens
   */
  float[] vector(long[] tokens) {
    long[] read = shorten(tokens, descriptor.maxTokens());
    return graph.run(
        read,
        new long[read.length],
        output,
        vectors ->
            toUnitLength(descriptor.pooling().pool(vectors, descriptor.space().dimension())));
  }

  @Override
  public void close() {
    tokenizer.close();
    graph.close();
  }

  /** The first tokens and the closing marker. */
  private static long[] shorten(long[] tokens, int most) {
    if (tokens.length <= most) {
      return tokens;
    }
    long[] first = Arrays.copyOf(tokens, most);
    first[most - 1] = tokens[tokens.length - 1];
    return first;
  }

  private static float[] toUnitLength(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }

  /** The output of shape (texts, tokens, dimension). */
  private static Optional<String> tokenVectors(OnnxGraph graph, int dimension) {
    return graph.outputs().entrySet().stream()
        .filter(output -> output.getValue().length == 3 && output.getValue()[2] == dimension)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
