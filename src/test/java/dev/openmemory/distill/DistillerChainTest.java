package dev.openmemory.distill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openmemory.model.DistillerKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DistillerChainTest {

  private static final Conversation NOTHING =
      new Conversation(List.of(), List.of(), List.of(), List.of());

  private final Tally tally = new Tally();
  private final List<DistillerKind> asked = new ArrayList<>();

  @Test
  void theFirstThatSucceedsEndsTheChainEvenWithoutFacts() {
    Distillation distillation =
        new DistillerChain(
                List.of(
                    distiller(DistillerKind.LLM, "it did not answer"),
                    distiller(DistillerKind.SAMPLING, null),
                    distiller(DistillerKind.RULES, null)),
                tally)
            .distil(NOTHING);
    assertThat(asked).containsExactly(DistillerKind.LLM, DistillerKind.SAMPLING);
    assertThat(distillation.attempts())
        .extracting(Distillation.Attempt::failure)
        .containsExactly("it did not answer", null);
    assertThat(distillation.successful()).isTrue();
    assertThat(tally.counts())
        .containsExactly(
            new Tally.Count(DistillerKind.LLM, 0, 1, 0, 0),
            new Tally.Count(DistillerKind.SAMPLING, 1, 0, 0, 0));
  }

  @Test
  void whereNoneSucceedsTheAttemptsSayWhy() {
    Distillation distillation =
        new DistillerChain(List.of(distiller(DistillerKind.LLM, "it did not answer")), tally)
            .distil(NOTHING);
    assertThat(distillation.drafts()).isEmpty();
    assertThat(distillation.successful()).isFalse();
    assertThat(distillation.attempts()).hasSize(1);
  }

  private Distiller distiller(DistillerKind kind, @Nullable String failure) {
    return new Distiller() {
      @Override
      public boolean readsContext() {
        return false;
      }

      @Override
      public Distillation distil(Conversation conversation) {
        asked.add(kind);
        return failure == null
            ? Distillation.of(kind, List.of())
            : new Distillation(List.of(), List.of(Distillation.Attempt.failed(kind, failure)));
      }
    };
  }
}
