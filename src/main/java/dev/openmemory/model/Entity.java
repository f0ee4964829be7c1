package dev.openmemory.model;

/**
 * A named thing that one user's memories speak of.
 *
 * @param id its identity
 * @param name the fullest name it was given; {@link Mention#USER} for the user itself
 * @param kind what sort of thing it is
 */
public record Entity(EntityId id, String name, EntityKind kind) {

  /** Whether it is the user whose memory it is. */
  public boolean isUser() {
    return name.equals(Mention.USER);
  }
}
