package dev.openmemory.retrieval;

import dev.openmemory.model.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How much a wish of the user bears on the request, where the question is one. */
final class WishSignal implements Signal {

  /** The signal of wishes such as "Always show an example". */
  static final String STANDING = "standing";

  /** The signal of what the user says to prefer, which counts less. */
  static final String PREFERENCE = "preference";

  /** So much less of cosine than the nearest one has, and a wish counts for nothing. */
  private static final double SPAN = 0.2;

  /** With a cosine of no more than this a wish is about something else, by the built-in model. */
  private static final double FOREIGN = 0.45;

  /** With so much it surely bears on the request. */
  private static final double SURE = 0.6;

  private final String name;
  private final Predicate<Traits> kind;

  private WishSignal(String name, Predicate<Traits> kind) {
    this.name = name;
    this.kind = kind;
  }

  static WishSignal standing() {
    return new WishSignal(STANDING, Traits::standing);
  }

  static WishSignal preference() {
    return new WishSignal(PREFERENCE, Traits::prefers);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * How near each wish is to the request, by itself and beside the nearest one; null where the
   * question is no request, asks of somebody who speaks, or no candidate is such a wish.
   */
  @Override
  public @Nullable Values measure(Evidence evidence) {
    List<Candidate> candidates = evidence.candidates();
    String question = evidence.query().text();
    double nearest =
        candidates.stream()
            .filter(this::isWish)
            .mapToDouble(Candidate::cosine)
            .max()
            .orElse(Double.NaN);
    if (Double.isNaN(nearest) || !Wishes.bearOn(question)) {
      return null;
    }
    Set<String> words = new HashSet<>(Terms.words(question));
    if (candidates.stream().anyMatch(candidate -> SpeakerSignal.named(candidate, words))) {
      return null;
    }
    return Values.of(
        evidence,
        candidate ->
            isWish(candidate)
                ? share(candidate.cosine() - FOREIGN, SURE - FOREIGN)
                    * (1 - share(nearest - candidate.cosine(), SPAN))
                : 0);
  }

  private boolean isWish(Candidate candidate) {
    return candidate.sketch().actor().role() == Role.USER && kind.test(candidate.traits());
  }

  private static double share(double part, double whole) {
    return Math.max(0, Math.min(1, part / whole));
  }
}
