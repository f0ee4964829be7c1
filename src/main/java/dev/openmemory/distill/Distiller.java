package dev.openmemory.distill;

/**
 * Turns messages and what is known already into drafts of memories. Safe to call from any thread.
 */
public interface Distiller {

  /** Whether it reads the context; where it does not, none is gathered. */
  boolean readsContext();

  /** Distils the new messages. May take as long as a language model takes; throws nothing. */
  Distillation distil(Conversation conversation);
}
