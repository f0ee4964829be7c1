package dev.openmemory.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a memory on up to four axes. On a write it says whose memory it is; on a read every
 * axis that is present must match and an absent axis matches anything.
 *
 * @param userId the person
 * @param agentId the agent that acts for the person
 * @param runId the session or conversation
 * @param appId the application or organisation; by default the MCP client's name
 */
public record Scope(
    @Nullable String userId,
    @Nullable String agentId,
    @Nullable String runId,
    @Nullable String appId) {

  /** The longest identifier that is accepted, in UTF-16 units. */
  public static final int MAX_ID_LENGTH = 256;

  /** A scope that constrains nothing. */
  public static final Scope ANY = new Scope(null, null, null, null);

  public Scope {
    userId = checked(Axis.USER, userId);
    agentId = checked(Axis.AGENT, agentId);
    runId = checked(Axis.RUN, runId);
    appId = checked(Axis.APP, appId);
  }

  /** The scope of one person. */
  public static Scope user(String userId) {
    return new Scope(userId, null, null, null);
  }

  /** This scope with the given value on one axis; null clears the axis. */
  public Scope with(Axis axis, @Nullable String value) {
    return switch (axis) {
      case USER -> new Scope(value, agentId, runId, appId);
      case AGENT -> new Scope(userId, value, runId, appId);
      case RUN -> new Scope(userId, agentId, value, appId);
      case APP -> new Scope(userId, agentId, runId, value);
    };
  }

  /** The value on one axis. */
  public Optional<String> get(Axis axis) {
    return Optional.ofNullable(
        switch (axis) {
          case USER -> userId;
          case AGENT -> agentId;
          case RUN -> runId;
          case APP -> appId;
        });
  }

  /** Whether no axis is given. */
  public boolean isAny() {
    return equals(ANY);
  }

  /** Whether every axis that this scope gives has the same value in the other. */
  public boolean admits(Scope other) {
    for (Axis axis : Axis.values()) {
      if (get(axis).isPresent() && !get(axis).equals(other.get(axis))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String checked(Axis axis, @Nullable String value) {
    if (value == null) {
      return null;
    }
    String id = value.strip();
    if (id.isEmpty()) {
      throw new InvalidInputException(
          axis.key() + " is empty", "Leave " + axis.key() + " out, or give it a value.");
    }
    if (id.length() > MAX_ID_LENGTH) {
      throw new InvalidInputException(
          axis.key() + " has " + id.length() + " characters",
          "Use at most " + MAX_ID_LENGTH + " characters.");
    }
    if (!Text.isWellFormed(id) || id.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(
          axis.key() + " contains control characters or broken Unicode",
          "Use printable characters only.");
    }
    return id;
  }
}
