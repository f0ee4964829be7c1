package dev.openmemory.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatePairsTest {

  @Test
  void repeatsAreToldFromNearMissesOfEveryKind() throws IOException {
    List<DuplicatePairs.Pair> pairs = DuplicatePairs.read();
    assertThat(pairs).hasSize(200);
    assertThat(pairs.stream().filter(DuplicatePairs.Pair::same)).hasSize(100);
    DuplicatePairs.Score score = DuplicatePairs.score(pairs, Likeness.COSINE, true);
    assertThat(score.f1()).as("%s", score).isGreaterThanOrEqualTo(0.95);
    assertThat(score.falseHits()).isZero();
  }
}
