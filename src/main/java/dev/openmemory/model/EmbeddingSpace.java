package dev.openmemory.model;

/**
 * The vector space that a database's embeddings live in. Vectors of two spaces are never compared.
 *
 * @param model the id of the model that made them
 * @param dimension how many numbers a vector has
 */
public record EmbeddingSpace(String model, int dimension) {

  public EmbeddingSpace {
    if (model.isBlank() || dimension < 1) {
      throw new IllegalArgumentException("an embedding space has a model and a dimension");
    }
  }
}
