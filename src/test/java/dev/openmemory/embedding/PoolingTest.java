package dev.openmemory.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolingTest {

  private static final float[] THREE_TOKENS = {1, 2, 10, 20, 100, 200};

  @Test
  void clsIsTheVectorOfTheFirstToken() {
    assertThat(Pooling.CLS.pool(FloatBuffer.wrap(THREE_TOKENS), 2)).containsExactly(1, 2);
  }

  @Test
  void meanIsOverAllTokens() {
    assertThat(Pooling.MEAN.pool(FloatBuffer.wrap(THREE_TOKENS), 2)).containsExactly(37, 74);
  }
}
