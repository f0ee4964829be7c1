package dev.openmemory.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who said something.
 *
 * @param role the part in the conversation
 * @param name the person's or agent's name, where it is known
 */
public record Actor(Role role, @Nullable String name) {

  /** The user, unnamed. */
  public static final Actor USER = new Actor(Role.USER, null);

  public Actor {
    if (name != null) {
      name = name.strip();
      if (name.isEmpty()) {
        name = null;
      } else {
        if (name.length() > Scope.MAX_ID_LENGTH) {
          throw new InvalidInputException(
              "the speaker's name has " + name.length() + " characters",
              "Use at most " + Scope.MAX_ID_LENGTH + ".");
        }
        name = Text.clean("the speaker's name", name);
      }
    }
  }

  /** The name, else the role's. */
  public String label() {
    return Optional.ofNullable(name).orElse(role.key());
  }
}
