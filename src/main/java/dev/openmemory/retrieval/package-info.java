/**
 * Candidates to signals to one fused ranking. Uses {@code model} and {@code storage}; the vector of
 * a question is handed in.
 */
@NullMarked
package dev.openmemory.retrieval;

import org.jspecify.annotations.NullMarked;
