package dev.openmemory.pipeline;

import dev.openmemory.model.Claim;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Mention;
import dev.openmemory.storage.StoreWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Ties a memory that came by another way than the stages to the things it names. */
public final class Linking {

  private Linking() {}

  /**
   * Links a stored memory, and ends what its claims replace.
   *
   * @param now the present
   * @param ids gives new identities
   */
  public static void link(
      StoreWriter writer,
      Memory memory,
      List<Mention> mentions,
      List<Claim> claims,
      Instant now,
      Supplier<UUID> ids) {
    new Graph(writer, new Truth(writer, now), now, ids).link(memory, mentions, claims);
  }
}
