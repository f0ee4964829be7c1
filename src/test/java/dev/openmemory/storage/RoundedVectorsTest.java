package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundedVectorsTest {

  private static final int MANY = 1_000;

  private final Samples samples = new Samples(5);
  private final List<float[]> vectors =
      IntStream.range(0, MANY).mapToObj(i -> samples.vector()).toList();
  private final int[] slots = IntStream.range(0, MANY).toArray();

  private RoundedVectors rounded() {
    RoundedVectors rounded = new RoundedVectors(vectors.get(0).length);
    for (int slot = 0; slot < MANY; slot++) {
      rounded.put(slot, vectors.get(slot));
    }
    return rounded;
  }

  private int[] exact(float[] query, int wanted) {
    return IntStream.range(0, MANY)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Vectors.dot(query, vectors.get(i))))
        .limit(wanted)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void theNearestAreAmongFew() {
    RoundedVectors rounded = rounded();
    for (int i = 0; i < 20; i++) {
      float[] query = samples.vector();
      int[] found = rounded.nearest(query, slots, 50, 400);
      assertThat(found).isSorted().contains(exact(query, 50)).hasSizeLessThan(150);
    }
  }

  @Test
  void noMoreAreGivenThanTheMost() {
    float[] query = samples.vector();
    assertThat(rounded().nearest(query, slots, 50, 52)).hasSize(52).contains(exact(query, 10));
  }

  @Test
  void fewPlacesAreGivenWhole() {
    assertThat(rounded().nearest(samples.vector(), new int[] {7, 3}, 5, 9)).containsExactly(0, 1);
  }

  @Test
  void aPlaceHoldsWhatWasPutThereLast() {
    RoundedVectors rounded = rounded();
    float[] query = samples.vector();
    rounded.put(123, query);
    assertThat(rounded.nearest(query, slots, 1, 9)).containsExactly(123);
  }

  @Test
  void aPlaceWithoutAVectorIsAlwaysAmongThem() {
    RoundedVectors rounded = rounded();
    rounded.put(124, new float[vectors.get(0).length]);
    int[] more = IntStream.concat(IntStream.of(slots), IntStream.of(5 * MANY)).toArray();
    assertThat(rounded.nearest(samples.vector(), more, 10, 100)).contains(124, MANY);
  }
}
