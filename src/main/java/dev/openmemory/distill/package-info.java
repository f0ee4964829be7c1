/**
 * Turns messages and known context into drafts of memories. Uses {@code model}, {@code config} and
 * {@code json}.
 */
@NullMarked
package dev.openmemory.distill;

import org.jspecify.annotations.NullMarked;
