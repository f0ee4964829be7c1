package dev.openmemory.embedding;

import dev.openmemory.model.MisconfiguredException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A re-ranker in memory: its graph and its tokenizer. Safe to call from any thread. */
final class CrossEncoder implements LoadedModel {

  private final RerankerDescriptor descriptor;
  private final OnnxGraph graph;
  private final Tokenizer tokenizer;
  private final Tokenizer.Joint joint;
  private final String output;

  private CrossEncoder(
      RerankerDescriptor descriptor, OnnxGraph graph, Tokenizer tokenizer, String output) {
    this.descriptor = descriptor;
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.joint = tokenizer.joint();
    this.output = output;
  }

  /**
   * Loads a re-ranker.
   *
   * @throws MisconfiguredException if its files cannot be used
   */
  static CrossEncoder load(RerankerDescriptor descriptor, Optional<Path> nativeCache) {
    String what = "re-ranker " + descriptor.id();
    Tokenizer tokenizer = TokenizerFile.tokenizer(what, descriptor.tokenizerFile(), nativeCache);
    try {
      OnnxGraph graph = OnnxGraph.load(what, descriptor.modelFile(), nativeCache);
      Optional<String> output = scores(graph, descriptor.scoring());
      if (output.isEmpty()) {
        graph.close();
        throw new MisconfiguredException(
            "The "
                + what
                + " has no output that a "
                + descriptor.scoring()
                + " can be made of, only "
                + graph.outputs().keySet(),
            "Correct the score in the model's description, or take another export of it.");
      }
      return new CrossEncoder(descriptor, graph, tokenizer, output.get());
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
   * How well a text answers a question, 0…1.
   *
   * @param question the ids of all its tokens
   * @param text the same
   */
  double score(long[] question, long[] text) {
    Pair pair = Pair.of(question, text, joint, descriptor.maxTokens());
    return graph.run(pair.ids(), pair.segments(), output, descriptor.scoring()::score);
  }

  @Override
  public void close() {
    tokenizer.close();
    graph.close();
  }

  /** The first output of shape (texts, numbers), or (texts) for one number each. */
  private static Optional<String> scores(OnnxGraph graph, Scoring scoring) {
    return graph.outputs().entrySet().stream()
        .filter(
            output -> {
              long[] shape = output.getValue();
              long numbers = shape.length == 1 ? 1 : shape.length == 2 ? shape[1] : 0;
              // A graph need not say how many numbers it gives.
              return scoring.reads(numbers) || numbers == -1;
            })
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * A question and a text as a model reads them together.
   *
   * @param ids marker, question, joint, text, marker
   * @param segments which of the two each belongs to
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never copied
  record Pair(long[] ids, long[] segments) {

    /**
     * Joins the two and shortens what is too long: the text, and a question that would leave it
     * less than half.
     *
     * @param question its ids, markers included
     * @param text the same
     * @param most how many tokens are read
     */
    static Pair of(long[] question, long[] text, Tokenizer.Joint joint, int most) {
      int between = joint.ids().length;
      int room = most - 2 - between;
      int asked = Math.min(question.length - 2, room / 2);
      int told = Math.min(text.length - 2, room - asked);
      long[] ids = new long[2 + asked + between + told];
      System.arraycopy(question, 0, ids, 0, 1 + asked);
      System.arraycopy(joint.ids(), 0, ids, 1 + asked, between);
      System.arraycopy(text, 1, ids, 1 + asked + between, told);
      ids[ids.length - 1] = text[text.length - 1];
      long[] segments = new long[ids.length];
      Arrays.fill(segments, 1 + asked + between, ids.length, joint.segment());
      return new Pair(ids, segments);
    }
  }
}
