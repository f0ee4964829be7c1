package dev.openmemory.model;

import java.util.Locale;

/**
 * A relation as a text states it: {@code (subject) --[predicate]--> (object)}.
 *
 * @param subject what it is about
 * @param predicate a label in lower case with underscores, such as {@code works_at}
 * @param object what the subject is so related to
 */
public record Claim(Mention subject, String predicate, Mention object) {

  public Claim {
    predicate = predicate.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    predicate = predicate.replaceAll("^_+|_+$", "");
    if (predicate.isEmpty()) {
      throw new InvalidInputException(
          "a relation has no predicate", "Give each relation a predicate such as works_at.");
    }
  }
}
