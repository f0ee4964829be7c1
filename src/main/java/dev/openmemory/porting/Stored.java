package dev.openmemory.porting;

import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.Revision;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Metadata;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.util.Objects;
import java.util.Optional;

/** What is stored already of the memories that a file tells. For one thread. */
final class Stored {

  private final Engine engine;
  private final ImportOptions options;

  Stored(Engine engine, ImportOptions options) {
    this.engine = engine;
    this.options = options;
  }

  /** Whether a memory is stored, and another user's. */
  boolean isOfOthers(MemoryId id) {
    return find(id)
        .filter(found -> !Objects.equals(found.scope().userId(), options.scope().userId()))
        .isPresent();
  }

  /** Lets a stored memory say what the file says, where that is wanted. */
  void bringUpToDate(Memory told) {
    if (options.taking() != ImportOptions.Taking.FOR_USER_ANEW || options.dryRun()) {
      return;
    }
    find(told.id()).ifPresent(found -> revise(found, told));
  }

  private void revise(Memory found, Memory told) {
    String text = told.text().equals(found.text()) ? null : told.text();
    Metadata metadata = told.metadata().equals(found.metadata()) ? null : told.metadata();
    State state = told.state() == found.state() ? null : told.state();
    if (text != null || metadata != null || state != null) {
      var unused =
          engine.revise(
              new Revision(found.id(), text, metadata, state, null),
              found.scope(),
              new Caller(OpenMemoryZip.SOURCE));
    }
  }

  private Optional<Memory> find(MemoryId id) {
    try {
      return Optional.of(engine.records().find(id, Scope.ANY));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
