package dev.openmemory.http.mem0;

import dev.openmemory.engine.Engine;
import dev.openmemory.http.rest.RefusedException;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.NotFoundException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;

/** Finds the memory that a call names, or says in Mem0's words that there is none. */
final class Lookup {

  private final Engine engine;

  Lookup(Engine engine) {
    this.engine = engine;
  }

  static MemoryId id(String text) {
    try {
      return MemoryId.parse(text);
    } catch (InvalidInputException e) {
      throw RefusedException.error(400, "memory_id should be a valid UUID");
    }
  }

  /** A memory that is not deleted; this does not count as reading it. */
  Memory present(String text) {
    Memory memory = any(text);
    if (memory.state() == State.DELETED) {
      throw absent();
    }
    return memory;
  }

  /** A memory, whatever its state. */
  Memory any(String text) {
    MemoryId id = id(text);
    try {
      return engine.records().find(id, Scope.ANY);
    } catch (NotFoundException e) {
      throw absent();
    }
  }

  /** A memory that may be changed. */
  Memory changeable(String text) {
    Memory memory = present(text);
    if (MemoryShape.immutable(memory)) {
      throw RefusedException.error(400, "Memory " + memory.id() + " is immutable");
    }
    return memory;
  }

  static RefusedException absent() {
    return RefusedException.error(404, "Memory not found!");
  }
}
