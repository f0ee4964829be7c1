package dev.openmemory.http.openmemory;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids of things that are known here by their names: applications and categories. An id is made
 * of the name, always the same; where a caller gives one, the name will do too.
 */
final class Names {

  private Names() {}

  /** The id of an application. */
  static String app(String name) {
    return id("app", name);
  }

  /** The id of a category. */
  static String category(String name) {
    return id("category", name);
  }

  /** The application that an id or a name means. */
  static Optional<String> app(String given, Collection<String> known) {
    return known.stream().filter(name -> name.equals(given) || app(name).equals(given)).findFirst();
  }

  /** The category that an id or a name means. */
  static Optional<String> category(String given, Collection<String> known) {
    return known.stream()
        .filter(name -> name.equals(given) || category(name).equals(given))
        .findFirst();
  }

  private static String id(String kind, String name) {
    return UUID.nameUUIDFromBytes((kind + "/" + name).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
