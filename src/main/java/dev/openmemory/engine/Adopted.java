package dev.openmemory.engine;

import dev.openmemory.model.Claim;
import dev.openmemory.model.HistoryEvent;
import dev.openmemory.model.Memory;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import java.util.List;

/**
 * A memory that another program made, with its identity and times.
 *
 * @param message what stands for its source
 * @param memory what is remembered
 * @param history what happened to it, oldest first
 * @param mentions the things it is known to name; where there are no claims either, its text is
 *     read for them
 * @param claims how they are related
 */
public record Adopted(
    Message message,
    Memory memory,
    List<HistoryEvent> history,
    List<Mention> mentions,
    List<Claim> claims) {

  public Adopted {
    history = List.copyOf(history);
    mentions = List.copyOf(mentions);
    claims = List.copyOf(claims);
  }
}
