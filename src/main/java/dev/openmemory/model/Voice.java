package dev.openmemory.model;

/**
 * How a text counts where it matters who said it. What is kept as it was said speaks in the first
 * person, so "I moved to Lisbon" means nothing without its speaker, and says two things if two
 * people say it. A distilled fact names whom it is about.
 */
public final class Voice {

  private Voice() {}

  /**
   * What is embedded and indexed: the text, after its speaker's name where it is said in a name.
   */
  public static String indexed(Actor actor, DistillerKind distiller, String text) {
    return distiller == DistillerKind.VERBATIM && actor.name() != null
        ? actor.name() + ": " + text
        : text;
  }

  /** The identity for exact de-duplication: {@link Text#hash} of the text and of who said it. */
  public static String fingerprint(Actor actor, DistillerKind distiller, String text) {
    boolean users = actor.role() == Role.USER || distiller != DistillerKind.VERBATIM;
    String indexed = indexed(actor, distiller, text);
    return Text.hash(users ? indexed : actor.role().key() + "\n" + indexed);
  }

  /** {@link #indexed} of a memory. */
  public static String indexed(Memory memory) {
    return indexed(memory.provenance().actor(), memory.provenance().distiller(), memory.text());
  }

  /** {@link #fingerprint} of a memory. */
  public static String fingerprint(Memory memory) {
    return fingerprint(memory.provenance().actor(), memory.provenance().distiller(), memory.text());
  }
}
