package dev.openmemory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Importance;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Memories that matter more than others, and memories that fade. */
class ImportanceTest extends EngineFixture {

  private static final Map<String, Double> FADING = Map.of("decay", 1.0);

  @Test
  @SuppressWarnings("NullOptional") // null means: leave it as it is
  void importanceAndPinAreSetChangedAndTakenBack() {
    MemoryId id = add("I am allergic to nuts").id();
    assertThat(engine.get(id, Scope.ANY, CURSOR).importance()).isEqualTo(Importance.UNSAID);
    assertThat(revised(Revision.importance(id, Optional.of(0.9), true)))
        .isEqualTo(new Importance(0.9, true));
    assertThat(revised(Revision.importance(id, null, false))).isEqualTo(new Importance(0.9, false));
    assertThat(revised(Revision.importance(id, Optional.empty(), null)))
        .isEqualTo(Importance.UNSAID);
    assertThat(kinds(id).stream().filter(kind -> kind == HistoryEvent.Kind.UPDATE)).hasSize(3);
    assertThatThrownBy(() -> revised(Revision.importance(id, Optional.of(1.5), null)))
        .isInstanceOf(InvalidInputException.class);
    assertThat(engine.diagnose().problems()).isEmpty();
  }

  private Importance revised(Revision revision) {
    Memory after = engine.revise(revision, Scope.ANY, CURSOR);
    assertThat(engine.get(after.id(), Scope.ANY, CURSOR)).isEqualTo(after);
    return after.importance();
  }

  @Test
  void whereDecayCountsTheFreshOutranksTheOldAndThePinnedNeverFades() {
    MemoryId old = add("The garden needs water in the morning").id();
    clock.advance(Duration.ofDays(400));
    MemoryId fresh = add("The garden needs water at the evening").id();
    assertThat(decay()).containsOnlyKeys(old, fresh);
    assertThat(decay().get(old)).isLessThan(0.1);
    assertThat(decay().get(fresh)).isGreaterThan(0.99);
    engine.revise(Revision.importance(old, Optional.of(1.0), true), Scope.ANY, CURSOR);
    assertThat(decay().get(old)).isEqualTo(1);
  }

  @Test
  void nothingFadesUnlessSomebodyWantsIt() {
    add("The garden needs water");
    Recalled answer = engine.recall(new RecallRequest("garden", Scope.ANY, 5, null, true, CURSOR));
    assertThat(answer.hits().get(0).signals())
        .extracting(Recalled.Signal::name)
        .doesNotContain("decay");
    assertThat(Engine.signals()).containsEntry("decay", 0.0);
  }

  private Map<MemoryId, Double> decay() {
    Recalled answer =
        engine.recall(new RecallRequest("garden", Scope.ANY, 5, null, true, CURSOR, null, FADING));
    return answer.hits().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                hit -> hit.memory().id(), hit -> value(hit.signals())));
  }

  private static double value(List<Recalled.Signal> signals) {
    return signals.stream()
        .filter(signal -> signal.name().equals("decay"))
        .mapToDouble(Recalled.Signal::value)
        .findFirst()
        .orElseThrow();
  }
}
