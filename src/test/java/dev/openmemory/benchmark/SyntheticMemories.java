package dev.openmemory.benchmark;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.Embedding;
import dev.openmemory.model.Actor;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.EmbeddingSpace;
import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.Provenance;
import dev.openmemory.model.Relation;
import dev.openmemory.model.Role;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import dev.openmemory.model.Validity;
import dev.openmemory.storage.StoreWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Memories that can be made again one by one from their number: word-like text with words and names
 * as unevenly frequent as in a language, in runs of twenty, of so many users, with vectors in
 * clusters of clusters. For one thread.
 */
final class SyntheticMemories implements Embedder {

  static final Instant START = Instant.parse("2024-01-01T09:00:00Z");
  private static final int RUN = 20;
  private static final int DIMENSION = 384;
  private static final int TOPICS = 500;
  private static final int MATTERS = 20;
  private static final int WORDS = 50_000;
  private static final int FIRST_NAMES = 300;
  private static final int LAST_NAMES = 700;
  private static final String[] GLUE = {
    "the", "a", "to", "of", "and", "in", "that", "it", "for", "with", "on", "was", "is", "about"
  };

  private final int users;
  private final float[][] centres = new float[TOPICS * MATTERS][];
  private final Map<String, EntityId> entities = new HashMap<>();

  SyntheticMemories(int users) {
    this.users = users;
    for (int topic = 0; topic < TOPICS; topic++) {
      float[] centre = noisy(new float[DIMENSION], 1, new SplittableRandom(topic));
      for (int matter = 0; matter < MATTERS; matter++) {
        int at = topic * MATTERS + matter;
        centres[at] = noisy(centre, 0.7f, new SplittableRandom(TOPICS + at));
      }
    }
  }

  /** Stores a memory with its message, its names and how they are related. */
  void store(StoreWriter writer, int number) {
    Scope scope = new Scope(user(number), null, "run" + number / RUN, "app");
    String text = text(number);
    Instant at = START.plusSeconds(60L * number);
    Actor actor = number % 2 == 0 ? Actor.USER : new Actor(Role.ASSISTANT, null);
    Message message =
        new Message(new MessageId(uuid(number, 1)), scope, actor, "benchmark", text, at, at);
    Memory memory =
        new Memory(
            id(number),
            text,
            scope,
            new Provenance(message.id(), 0, actor, "benchmark", DistillerKind.VERBATIM, null),
            State.ACTIVE,
            Validity.since(at),
            at,
            at,
            at,
            null,
            1,
            Metadata.EMPTY);
    writer.add(message);
    writer.add(memory, query(text));
    List<EntityId> named = new ArrayList<>();
    for (String name : names(number)) {
      named.add(named(writer, user(number), name, memory));
    }
    if (named.size() == 2 && !named.get(0).equals(named.get(1))) {
      writer.add(new Relation(named.get(0), "knows", named.get(1), memory.id(), at, null));
    }
  }

  private EntityId named(StoreWriter writer, String user, String name, Memory memory) {
    EntityId known = entities.get(user + name);
    if (known == null) {
      known = new EntityId(uuid(entities.size(), 2));
      entities.put(user + name, known);
      writer.add(new Entity(known, name, EntityKind.PERSON), user, memory.observedAt());
    }
    writer.mention(memory.id(), known, new Mention(name, EntityKind.PERSON));
    return known;
  }

  MemoryId id(int number) {
    return new MemoryId(uuid(number, 0));
  }

  /** Whose a memory is; whole runs belong to one user. */
  String user(int number) {
    return "user" + number / RUN % users;
  }

  String text(int number) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder text = new StringBuilder("User");
    int length = 8 + random.nextInt(20);
    for (int i = 0; i < length; i++) {
      text.append(' ').append(GLUE[random.nextInt(GLUE.length)]).append(' ').append(word(random));
    }
    names(number).forEach(name -> text.append(" met ").append(name));
    return text.append('.').toString();
  }

  /** Whom a memory names: every third one somebody, every ninth one two. */
  private static List<String> names(int number) {
    SplittableRandom random = new SplittableRandom(-number);
    List<String> names = new ArrayList<>();
    for (int i = number % 9 == 0 ? 2 : number % 3 == 0 ? 1 : 0; i > 0; i--) {
      names.add(name(random));
    }
    return names;
  }

  /** A question of six words, every second one with a name. */
  String question(int number) {
    SplittableRandom random = new SplittableRandom(77_000_000L + number);
    StringBuilder text = new StringBuilder("what did");
    if (number % 2 == 0) {
      text.append(' ').append(name(random)).append(" say of");
    }
    for (int i = 0; i < 6; i++) {
      text.append(' ').append(word(random));
    }
    return text.append('?').toString();
  }

  private static String name(SplittableRandom random) {
    return capital(random, FIRST_NAMES, 3) + ' ' + capital(random, LAST_NAMES, 5);
  }

  private static String capital(SplittableRandom random, int most, int salt) {
    String word = word(rank(random, most) * 31 + salt);
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String word(SplittableRandom random) {
    return word(rank(random, WORDS));
  }

  /** The word of rank r comes with a weight of 1/(r + 10), as words other than the commonest do. */
  private static int rank(SplittableRandom random, int most) {
    return (int) (10 * Math.pow((most + 10) / 10.0, random.nextDouble())) - 10;
  }

  private static String word(int rank) {
    StringBuilder word = new StringBuilder("w");
    for (int rest = rank + 20; rest > 0; rest /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
    }
    return word.toString();
  }

  @Override
  public EmbeddingSpace space() {
    return new EmbeddingSpace("synthetic", DIMENSION);
  }

  @Override
  public float[] query(String text) {
    SplittableRandom random = new SplittableRandom(text.hashCode());
    return noisy(centres[random.nextInt(centres.length)], 0.6f, random);
  }

  @Override
  public List<Embedding> passages(List<String> texts) {
    return texts.stream()
        .map(text -> new Embedding(query(text), countTokens(text), false))
        .toList();
  }

  @Override
  public int countTokens(String text) {
    return text.length() / 4 + 2;
  }

  @Override
  public int maxTokens() {
    return 512;
  }

  @Override
  public void close() {}

  /** A unit vector in the direction of a centre plus noise of that standard deviation. */
  private static float[] noisy(float[] centre, float scale, SplittableRandom random) {
    float[] vector = new float[centre.length];
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      // The sum of four uniform numbers is normal enough.
      long bits = random.nextLong();
      int sum = (int) ((bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff));
      float normal = (sum + (int) (bits >>> 48) - 131_070) / 37_837f;
      vector[i] = centre[i] * (float) Math.sqrt(vector.length) + scale * normal;
      square += vector[i] * (double) vector[i];
    }
    float norm = (float) Math.sqrt(square);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= norm;
    }
    return vector;
  }

  private static UUID uuid(int number, int kind) {
    long mixed = (number + 1L) * 0x9E3779B97F4A7C15L + kind;
    return new UUID((long) number << 20 | (long) kind << 16 | 0x7000, mixed >>> 2 | 1L << 63);
  }
}
