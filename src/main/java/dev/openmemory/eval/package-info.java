/**
 * Reads benchmark sets, runs them through the engine, computes metrics. Uses {@code model}, {@code
 * json} and {@code engine}.
 */
@NullMarked
package dev.openmemory.eval;

import org.jspecify.annotations.NullMarked;
