package dev.openmemory.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a memory comes from.
 *
 * @param message the message that says it
 * @param passage which passage of the message, counted from 0
 * @param actor who said it
 * @param client the software that handed it in
 * @param distiller what kind of distiller made the memory of the message
 * @param maker which one it was; null where the kind says it all
 */
public record Provenance(
    MessageId message,
    int passage,
    Actor actor,
    @Nullable String client,
    DistillerKind distiller,
    @Nullable Maker maker) {

  public Provenance {
    if (passage < 0) {
      throw new IllegalArgumentException("passages are counted from 0");
    }
  }
}
