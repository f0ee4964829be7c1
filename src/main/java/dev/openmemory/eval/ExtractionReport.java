package dev.openmemory.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well facts and entities were extracted.
 *
 * @param facts of the notes
 * @param junkRate the share of facts that match no label and are near none ({@link FactMatch#junk})
 * @param names of the entities by name alone
 * @param kinds of the entities by name and kind
 * @param labelledKinds of the entities by name, without those of a kind that no label of the set
 *     has
 * @param millis how long each text took, in the order of the set
 * @param pairs what was matched with what
 * @param entities what was found and missed, text by text
 */
public record ExtractionReport(
    Score facts,
    double junkRate,
    Score names,
    Score kinds,
    Score labelledKinds,
    List<Double> millis,
    List<FactMatch> pairs,
    List<Found> entities) {

  public ExtractionReport {
    millis = List.copyOf(millis);
    pairs = List.copyOf(pairs);
    entities = List.copyOf(entities);
  }

  /**
   * The entities of one text.
   *
   * @param id the text's label
   * @param right found and labelled
   * @param missed labelled and not found
   * @param extra found and not labelled
   */
  public record Found(String id, List<String> right, List<String> missed, List<String> extra) {

    public Found {
      right = List.copyOf(right);
      missed = List.copyOf(missed);
      extra = List.copyOf(extra);
    }
  }

  /**
   * A fact, a label, or both.
   *
   * @param id the text's label
   * @param fact what was made; null for a label that no fact matches
   * @param label what should be made: the one matched, else the nearest; null if there is none
   * @param f1 the F1 of their words
   * @param cosine of their vectors
   * @param matched whether they say the same
   */
  public record FactMatch(
      String id,
      @Nullable String fact,
      @Nullable String label,
      double f1,
      double cosine,
      boolean matched) {

    /** Whether it is a fact that matches no label and is near none. */
    public boolean junk() {
      return fact != null && !matched && f1 < Matching.NEAR_F1 && cosine < Matching.NEAR_COSINE;
    }
  }
}
