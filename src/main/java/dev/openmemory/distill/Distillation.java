package dev.openmemory.distill;

import dev.openmemory.model.DistillerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of distilling.
 *
 * @param drafts in the order of the new messages; none is no failure: not all that is said is worth
 *     a fact
 * @param attempts which distillers were tried, in order
 */
public record Distillation(List<Draft> drafts, List<Attempt> attempts) {

  public Distillation {
    drafts = List.copyOf(drafts);
    attempts = List.copyOf(attempts);
  }

  /** What a distiller that cannot fail made. */
  public static Distillation of(DistillerKind kind, List<Draft> drafts) {
    return new Distillation(drafts, List.of(Attempt.succeeded(kind)));
  }

  /** Whether a distiller did its work, which may be to find nothing worth a fact. */
  public boolean successful() {
    return attempts.stream().anyMatch(Attempt::successful);
  }

  /**
   * One distiller's try.
   *
   * @param kind which kind
   * @param failure why nothing came of it, fit for a person to read and without what was said; null
   *     if it succeeded
   * @param inputTokens tokens sent to a language model; 0 where there is none
   * @param outputTokens tokens that a language model answered with; 0 where there is none
   */
  public record Attempt(
      DistillerKind kind, @Nullable String failure, long inputTokens, long outputTokens) {

    /** A success without a language model. */
    public static Attempt succeeded(DistillerKind kind) {
      return new Attempt(kind, null, 0, 0);
    }

    /** A failure before anything was sent. */
    public static Attempt failed(DistillerKind kind, String failure) {
      return new Attempt(kind, failure, 0, 0);
    }

    /** Whether anything can come of it. */
    public boolean successful() {
      return failure == null;
    }
  }
}
