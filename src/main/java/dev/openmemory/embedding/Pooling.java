package dev.openmemory.embedding;

import java.nio.FloatBuffer;

/** How the vectors of a text's tokens become the vector of the text. */
public enum Pooling {
  /** The vector of the first token, a marker that stands for the whole. */
  CLS {
    @Override
    float[] pool(FloatBuffer tokens, int dimension) {
      float[] first = new float[dimension];
      tokens.get(first);
      return first;
    }
  },
  /** The mean over all tokens, markers included. */
  MEAN {
    @Override
    float[] pool(FloatBuffer tokens, int dimension) {
      double[] sums = new double[dimension];
      int count = tokens.remaining() / dimension;
      for (int token = 0; token < count; token++) {
        for (int i = 0; i < dimension; i++) {
          sums[i] += tokens.get(token * dimension + i);
        }
      }
      float[] mean = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        mean[i] = (float) (sums[i] / count);
      }
      return mean;
    }
  };

  /**
   * The vector of a text, not yet of unit length.
   *
   * @param tokens one vector after the other, at least one
   * @param dimension how many numbers a vector has
   */
  abstract float[] pool(FloatBuffer tokens, int dimension);
}
