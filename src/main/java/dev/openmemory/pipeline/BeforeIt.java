package dev.openmemory.pipeline;

import dev.openmemory.model.Message;
import dev.openmemory.model.MessageId;
import dev.openmemory.model.Scope;
import dev.openmemory.storage.StoreReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The vector of what was said before each message of a submission, in the same run: that of the
 * last passage of the message before. For one thread.
 */
final class BeforeIt {

  private final Map<MessageId, MessageId> previous = new HashMap<>();
  private final Map<MessageId, float[]> last = new HashMap<>();

  BeforeIt(StoreReader reader, Scope scope, List<Message> messages) {
    if (scope.runId() == null) {
      return;
    }
    @Nullable MessageId before = null;
    for (Message message : reader.lastMessages(scope, 1)) {
      if (!messages.isEmpty() && !message.observedAt().isAfter(messages.get(0).observedAt())) {
        before = message.id();
        reader.lastPassage(message.id()).ifPresent(vector -> last.put(message.id(), vector));
      }
    }
    for (Message message : messages) {
      if (before != null) {
        previous.put(message.id(), before);
      }
      before = message.id();
    }
  }

  /** Notes a passage of a message; its later passages take the place of the earlier. */
  void said(MessageId message, float[] vector) {
    last.put(message, vector);
  }

  /** The vector of what was said before a message; empty at the start of a run or without one. */
  Optional<float[]> of(MessageId message) {
    MessageId before = previous.get(message);
    return before == null ? Optional.empty() : Optional.ofNullable(last.get(before));
  }
}
