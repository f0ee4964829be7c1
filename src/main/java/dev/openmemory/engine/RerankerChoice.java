package dev.openmemory.engine;

import dev.openmemory.embedding.Reranker;

/**
 * A re-ranker and how it is used.
 *
 * @param reranker the model
 * @param hits how many of the best hits of a search it reads, at least 1
 * @param percent how much of a score it decides, 1…99
 */
public record RerankerChoice(Reranker reranker, int hits, int percent) {}
