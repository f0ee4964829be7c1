package dev.openmemory.retrieval;

import dev.openmemory.model.MemoryId;
import dev.openmemory.model.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets no long message fill an answer: of its passages the best two are shown, the others only
 * where nothing else is left.
 */
final class OneOfMessage {

  private static final int SHOWN = 2;

  private OneOfMessage() {}

  /**
   * The hits with the further passages of each message at the end, in the same order otherwise.
   *
   * @param messages the message of each hit that is a passage
   */
  static List<Ranked> first(List<Ranked> bestFirst, Map<MemoryId, MessageId> messages) {
    Map<MessageId, Integer> seen = new HashMap<>();
    List<Ranked> front = new ArrayList<>();
    List<Ranked> back = new ArrayList<>();
    for (Ranked hit : bestFirst) {
      MessageId message = messages.get(hit.id());
      boolean further = message != null && seen.merge(message, 1, Integer::sum) > SHOWN;
      (further ? back : front).add(hit);
    }
    front.addAll(back);
    return front;
  }
}
