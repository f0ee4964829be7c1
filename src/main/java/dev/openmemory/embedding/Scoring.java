package dev.openmemory.embedding;

import java.nio.FloatBuffer;

/** How what a re-ranker gives for two texts becomes a score of 0…1. */
public enum Scoring {
  /** It gives one number, any at all: the logistic function of it. */
  SIGMOID {
    @Override
    double score(FloatBuffer logits) {
      return 1 / (1 + Math.exp(-logits.get(0)));
    }

    @Override
    boolean reads(long numbers) {
      return numbers == 1;
    }
  },
  /** It gives a number for each class, of which the last is "it answers": that one's share. */
  SOFTMAX {
    @Override
    double score(FloatBuffer logits) {
      int last = logits.remaining() - 1;
      double sum = 0;
      for (int i = 0; i <= last; i++) {
        sum += Math.exp((double) logits.get(i) - logits.get(last));
      }
      return 1 / sum;
    }

    @Override
    boolean reads(long numbers) {
      return numbers >= 2;
    }
  };

  /** The score. */
  abstract double score(FloatBuffer logits);

  /** Whether it can be made of so many numbers. */
  abstract boolean reads(long numbers);
}
