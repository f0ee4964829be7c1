package dev.openmemory.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryTest {

  private static final Instant SAID = Instant.parse("2026-05-01T12:00:00Z");
  private static final Instant LATER = SAID.plusSeconds(3600);

  /** In which no component is what it would be by default. */
  private static final Memory FULL =
      new Memory(
          new MemoryId(new UUID(0x7000, 1L << 63)),
          "User lives in Oslo",
          new Scope("alice", "helper", "r1", "cursor"),
          new Provenance(
              new MessageId(new UUID(0x7001, 1L << 63)),
              3,
              Actor.USER,
              "cursor",
              DistillerKind.RULES,
              null),
          State.PAUSED,
          new Validity(SAID, SAID.plusSeconds(60), new MemoryId(new UUID(0x7002, 1L << 63))),
          SAID,
          SAID.plusSeconds(1),
          SAID.plusSeconds(2),
          SAID.plusSeconds(90_000),
          4,
          new Metadata(Map.of("k", "v")),
          new Importance(0.9, true));

  private record Change(String component, Function<Memory, Memory> of) {
    @Override
    public String toString() {
      return component;
    }
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change("text", it -> it.withText("User lives in Bergen", LATER)),
        new Change("state", it -> it.withState(State.ARCHIVED, LATER)),
        new Change("validity", it -> it.withValidity(Validity.since(LATER), LATER)),
        new Change("metadata", it -> it.withMetadata(Metadata.EMPTY, LATER)),
        new Change("expiresAt", it -> it.withExpiry(null, LATER)),
        new Change("importance", it -> it.withImportance(Importance.UNSAID, LATER)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeTouchesOneComponentAndTheTimeOfChange(Change change) {
    Memory after = change.of().apply(FULL);
    assertThat(after.updatedAt()).isEqualTo(LATER);
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields(change.component(), "updatedAt")
        .isEqualTo(FULL);
    assertThat(after)
        .as("the %s is another", change)
        .isNotEqualTo(FULL.withText(FULL.text(), LATER));
  }
}
