/**
 * The five stages of a write, one class each, whose types allow no other order. Uses {@code model},
 * {@code storage}, {@code embedding}, {@code distill} and {@code retrieval}.
 */
@NullMarked
package dev.openmemory.pipeline;

import org.jspecify.annotations.NullMarked;
