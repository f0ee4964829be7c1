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
 * @param taking what is done with what the file and the memory say differently
 */
public record ImportOptions(
    Scope scope, boolean infer, boolean dryRun, long bytes, Instant now, Taking taking) {

  /** What is done with what the file and the memory say differently. */
  public enum Taking {
    /** Memories are whose the file says, and what is there already stays as it is. */
    AS_TOLD,
    /** The memories of other programs become the user's, whatever the file says; the same else. */
    FOR_USER,
    /** They become the user's, and what the user has under the same id becomes as in the file. */
    FOR_USER_ANEW
  }

  /** Memories are whose the file says, and what is there already stays as it is. */
  public ImportOptions(Scope scope, boolean infer, boolean dryRun, long bytes, Instant now) {
    this(scope, infer, dryRun, bytes, now, Taking.AS_TOLD);
  }

  /** Whether the user is who the options say, not who the file says. */
  boolean forUser() {
    return taking != Taking.AS_TOLD;
  }
}
