package dev.openmemory.distill;

import dev.openmemory.model.Claim;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.Maker;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.Voice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A memory that a distiller proposes; nothing is stored yet.
 *
 * @param source the message that says it
 * @param passage which passage of the message says it, counted from 0
 * @param text what the memory would say
 * @param distiller what kind of distiller proposes it
 * @param maker which one it was; null where the kind says it all
 * @param mentions the entities that the text names, each once
 * @param claims the relations that the text states
 * @param replaces memories of the same scope that are no longer true if this is; only ids that the
 *     distiller was shown or the caller named
 */
public record Draft(
    Message source,
    int passage,
    String text,
    DistillerKind distiller,
    @Nullable Maker maker,
    List<Mention> mentions,
    List<Claim> claims,
    List<MemoryId> replaces) {

  public Draft {
    mentions = List.copyOf(mentions);
    claims = List.copyOf(claims);
    replaces = List.copyOf(replaces);
  }

  /** A passage as it was said. */
  public static Draft verbatim(Message source, int passage, String text) {
    return new Draft(
        source, passage, text, DistillerKind.VERBATIM, null, List.of(), List.of(), List.of());
  }

  /** What is embedded and compared: {@link Voice#indexed}. */
  public String indexed() {
    return Voice.indexed(source.actor(), distiller, text);
  }

  /** Its identity for exact de-duplication: {@link Voice#fingerprint}. */
  public String fingerprint() {
    return Voice.fingerprint(source.actor(), distiller, text);
  }
}
