package dev.openmemory.model;

/**
 * A name as a text gives it, before anything says which known entity it means.
 *
 * @param name as written, without possessive or article, such as {@code Acme Corp}
 * @param kind what sort of thing it names
 */
public record Mention(String name, EntityKind kind) {

  /** The name that stands for the user whose memory it is. */
  public static final String USER = "User";

  public Mention {
    name = name.strip();
    if (name.isEmpty()) {
      throw new InvalidInputException("an entity has no name", "Give each entity its name.");
    }
  }

  /** The user whose memory it is. */
  public static Mention user() {
    return new Mention(USER, EntityKind.PERSON);
  }
}
