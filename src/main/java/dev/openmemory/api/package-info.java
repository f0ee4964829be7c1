/**
 * The Java library: a memory in a few lines, for programs that embed it. Uses {@code model}, {@code
 * embedding} and {@code engine}.
 */
@NullMarked
package dev.openmemory.api;

import org.jspecify.annotations.NullMarked;
