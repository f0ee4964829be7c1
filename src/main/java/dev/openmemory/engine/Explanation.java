package dev.openmemory.engine;

import dev.openmemory.model.Memory;
import dev.openmemory.model.Message;
import dev.openmemory.model.Sighting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a memory comes from and how it stands beside others.
 *
 * @param memory the memory, whose provenance says speaker, client, distiller, model and prompt
 * @param source the message it was made of; null once that is erased
 * @param replaces what it took the place of, oldest first
 * @param replacedBy what took its place; null while it stands
 * @param repeats the times it was said again, oldest first
 * @param conflicts memories that cannot be true if it is
 * @param passages the passages that it was made of, word for word
 * @param facts the facts that were made of it, where it is a passage
 */
public record Explanation(
    Memory memory,
    @Nullable Message source,
    List<Memory> replaces,
    @Nullable Memory replacedBy,
    List<Repeat> repeats,
    List<Memory> conflicts,
    List<Memory> passages,
    List<Memory> facts) {

  public Explanation {
    replaces = List.copyOf(replaces);
    repeats = List.copyOf(repeats);
    conflicts = List.copyOf(conflicts);
    passages = List.copyOf(passages);
    facts = List.copyOf(facts);
  }

  /**
   * One more time that it was said.
   *
   * @param at when
   * @param message what was said
   */
  public record Repeat(Instant at, Message message) {

    static Repeat of(Sighting sighting, Message message) {
      return new Repeat(sighting.at(), message);
    }
  }
}
