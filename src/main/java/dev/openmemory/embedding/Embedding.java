package dev.openmemory.embedding;

/**
 * The vector of a passage.
 *
 * @param vector unit length; not copied, not to be altered
 * @param tokens how many tokens the text has
 * @param truncated whether the model read only the first of them
 */
@SuppressWarnings(
    "ArrayRecordComponent") // never compared; copying 1.5 kB per vector would be waste
public record Embedding(float[] vector, int tokens, boolean truncated) {}
