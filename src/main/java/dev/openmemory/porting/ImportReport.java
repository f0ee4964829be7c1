package dev.openmemory.porting;

import dev.openmemory.engine.Intake;

/**
 * What came of an import.
 *
 * @param format what the file was taken for
 * @param messages how many messages were new, how many known
 * @param memories the same of memories
 * @param entities the same of entities
 * @param others the same of whatever else the file holds
 * @param refused how many lines or items could not be used
 * @param embedded whether texts were embedded anew, since the file tells no vectors of this model
 */
public record ImportReport(
    Format format,
    Intake.Count messages,
    Intake.Count memories,
    Intake.Count entities,
    Intake.Count others,
    long refused,
    boolean embedded) {

  /** Whether anything was new. */
  public boolean anythingNew() {
    return messages.added() + memories.added() + entities.added() + others.added() > 0;
  }
}
