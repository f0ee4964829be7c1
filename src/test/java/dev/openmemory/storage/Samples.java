package dev.openmemory.storage;

import dev.openmemory.model.Actor;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Validity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Messages, memories and vectors for tests, the same on every run. */
final class Samples {

  static final EmbeddingSpace SPACE = new EmbeddingSpace("test-model", 384);
  static final Scope ALICE = Scope.user("alice");
  static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

  /** One place for all tests: a library that is loaded cannot be deleted everywhere. */
  static final Path NATIVE = Path.of("target", "native").toAbsolutePath();

  private final Random random;
  private long count;

  Samples(long seed) {
    this.random = new Random(seed);
  }

  static StoreOptions options(Path folder) {
    return options(folder, StoreOptions.IndexChoice.RESIDENT);
  }

  static StoreOptions options(Path folder, StoreOptions.IndexChoice index) {
    return new StoreOptions(
        folder.resolve("memory.db"), SPACE, index, NATIVE, Duration.ofSeconds(10));
  }

  /** Ids in the order they are made, and unlike each other. */
  UUID uuid() {
    return new UUID(count++ << 16 | 0x7000, random.nextLong() >>> 2 | 1L << 63);
  }

  Message message(Scope scope, String text) {
    return new Message(
        new MessageId(uuid()), scope, Actor.USER, "test", text, NOON, NOON.plusSeconds(1));
  }

  Memory memory(Message message) {
    return memory(message, message.text());
  }

  Memory memory(Message message, String text) {
    return new Memory(
        new MemoryId(uuid()),
        text,
        message.scope(),
        new Provenance(
            message.id(), 0, message.actor(), message.client(), DistillerKind.VERBATIM, null),
        State.ACTIVE,
        Validity.since(message.observedAt()),
        message.observedAt(),
        NOON,
        NOON,
        null,
        1,
        Metadata.EMPTY);
  }

  /** A message with the one memory that is made of it, stored. */
  Memory stored(StoreWriter writer, Scope scope, String text, float[] vector) {
    Message message = message(scope, text);
    Memory memory = memory(message);
    writer.add(message);
    writer.add(memory, vector);
    return memory;
  }

  /** A unit vector in a random direction. */
  float[] vector() {
    return near(new float[SPACE.dimension()], 1);
  }

  /** A unit vector in the direction of a centre plus noise. */
  float[] near(float[] centre, double noise) {
    float[] vector = new float[centre.length];
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (centre[i] + noise * random.nextGaussian() / Math.sqrt(vector.length));
      square += vector[i] * vector[i];
    }
    float norm = (float) Math.sqrt(square);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    return vector;
  }
}
