package dev.openmemory.porting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /**
   * The report for programs.
   *
   * @param dryRun whether nothing was written
   */
  public ObjectNode json(boolean dryRun) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", format.label()).put("dry_run", dryRun);
    counted(node, "messages", messages);
    counted(node, "memories", memories);
    counted(node, "entities", entities);
    counted(node, "others", others);
    return node.put("refused", refused);
  }

  private static void counted(ObjectNode node, String name, Intake.Count count) {
    node.putObject(name).put("added", count.added()).put("known", count.known());
  }
}
