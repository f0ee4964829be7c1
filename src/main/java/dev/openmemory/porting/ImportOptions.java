package dev.openmemory.porting;

import dev.openmemory.model.Scope;
import java.time.Instant;

/**
 * How a file is imported.
 *
 * @param scope whose the memories are, as far as the file does not say; it names at least the user
 * @param infer whether facts are distilled from conversations
 * @param dryRun whether nothing is to be written
 * @param bytes how long the stream is; 0 where that is not known
 * @param now the present
 */
public record ImportOptions(Scope scope, boolean infer, boolean dryRun, long bytes, Instant now) {}
