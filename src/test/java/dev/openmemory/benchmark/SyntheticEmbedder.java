package dev.openmemory.benchmark;

import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.Embedding;
import dev.openmemory.model.EmbeddingSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Vectors that cost nothing, for filling large stores in a benchmark: a text's vector is its
 * topic's centre plus noise of its own, so that neighbourhoods are as uneven as real ones.
 */
public final class SyntheticEmbedder implements Embedder {

  private static final int TOPICS = 500;
  private static final float NOISE = 0.9f;

  private final EmbeddingSpace space = new EmbeddingSpace("synthetic", 384);
  private final float[][] centres = new float[TOPICS][];

  /** An embedder. */
  public SyntheticEmbedder() {
    for (int i = 0; i < TOPICS; i++) {
      centres[i] = gaussian(new Random(i), 1, new float[space.dimension()]);
    }
  }

  @Override
  public EmbeddingSpace space() {
    return space;
  }

  @Override
  public float[] query(String text) {
    Random random = new Random(text.hashCode());
    float[] centre = centres[Math.floorMod(text.hashCode(), TOPICS)];
    float[] vector = gaussian(random, NOISE, centre);
    double norm = 0;
    for (float x : vector) {
      norm += x * (double) x;
    }
    float scale = (float) (1 / Math.sqrt(norm));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }

  @Override
  public List<Embedding> passages(List<String> texts) {
    List<Embedding> embeddings = new ArrayList<>();
    for (String text : texts) {
      embeddings.add(new Embedding(query(text), countTokens(text), false));
    }
    return embeddings;
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

  private static float[] gaussian(Random random, float scale, float[] centre) {
    float[] vector = new float[centre.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = centre[i] + scale * (float) random.nextGaussian();
    }
    return vector;
  }
}
