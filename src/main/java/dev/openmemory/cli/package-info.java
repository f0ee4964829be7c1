/**
 * Picocli commands, and the composition root of the process. Nothing else writes to standard
 * output, save the stdio transport.
 */
@NullMarked
package dev.openmemory.cli;

import org.jspecify.annotations.NullMarked;
