package dev.openmemory.model;

import java.util.UUID;
import java.util.regex.Pattern;

/** Reads UUIDs strictly: {@link UUID#fromString} alone takes {@code 1-1-1-1-1}. */
final class Uuids {

  private static final Pattern CANONICAL =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Uuids() {}

  static UUID parse(String what, String text) {
    String id = text.strip();
    if (!CANONICAL.matcher(id).matches()) {
      String shown = id.length() > 60 ? id.substring(0, 60) + "…" : id;
      throw new InvalidInputException(
          "'" + shown + "' is not a " + what,
          "A "
              + what
              + " is a UUID such as 01980f6e-2c1a-7b3e-9f00-1d2c3b4a5f60; search or list gives it.");
    }
    return UUID.fromString(id);
  }
}
