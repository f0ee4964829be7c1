package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuerySignsTest {

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  @Test
  void aDifferingSignCountsByHowFarFromZeroTheQueryIs() {
    Random random = new Random(7);
    for (int dimension : new int[] {8, 64, 70, 384, 512, 768, 1024}) {
      float[] query = vector(random, dimension);
      double square = 0;
      for (float number : query) {
        square += number * number;
      }
      double far = 3 * Math.sqrt(square / dimension);
      for (int round = 0; round < 20; round++) {
        float[] other = vector(random, dimension);
        long expected = 0;
        for (int i = 0; i < dimension; i++) {
          boolean differs = query[i] > 0 != other[i] > 0;
          expected += differs ? Math.round(Math.min(1, Math.abs(query[i]) / far) * 7) : 0;
        }
        int words = Vectors.words(dimension);
        long[] bits = new long[3 * words];
        System.arraycopy(Vectors.signature(other), 0, bits, words, words);
        assertThat(QuerySigns.of(query).distance(bits, words)).isEqualTo(expected);
      }
    }
  }

  @Test
  void theLargestDistanceIsThatOfAllSignsWithTheMostWeight() {
    float[] query = new float[384];
    query[5] = 1; // all others are so near to zero that they have no weight
    float[] opposite = new float[384];
    opposite[5] = -1;
    assertThat(QuerySigns.of(query).distance(Vectors.signature(opposite), 0)).isEqualTo(7);
    assertThat(QuerySigns.largest(384)).isEqualTo(7 * 384);
  }

  @Test
  void aVectorOfNothingIsAsFarFromEverything() {
    long[] bits = Vectors.signature(vector(new Random(1), 384));
    assertThat(QuerySigns.of(new float[384]).distance(bits, 0)).isZero();
  }
}
