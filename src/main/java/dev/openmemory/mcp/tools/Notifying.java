package dev.openmemory.mcp.tools;

import dev.openmemory.mcp.catalogue.Change;
import dev.openmemory.mcp.catalogue.Changes;
import dev.openmemory.model.MemoryId;

/** Tells whoever listens that memories read differently now. */
final class Notifying {

  private final Changes changes;

  Notifying(Changes changes) {
    this.changes = changes;
  }

  void changed(MemoryId id) {
    changes.publish(new Change.ResourceUpdated(MemoryResources.uri(id)));
    recent();
  }

  void recent() {
    changes.publish(new Change.ResourceUpdated(MemoryResources.RECENT));
  }
}
