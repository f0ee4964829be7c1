package dev.openmemory.retrieval;

import dev.openmemory.model.Role;
import java.util.regex.Pattern;

/**
 * Standing wishes of the user, such as "Always show an example": they bear on every later request
 * of their subject, though they seldom resemble one. A question about what was said or done is no
 * such request.
 */
final class StandingSignal implements Signal {

  private static final Pattern OF_THE_PAST =
      Pattern.compile(
          "\\b(?:did|have|had|was|were) (?:i|we)\\b"
              + "|\\bi(?:['’]ve| have| had)? (?:\\w+ )?(?:brought|said|mentioned|told|asked|talked"
              + "|discussed|described|shared|wanted|wrote|used|did)\\b"
              + "|\\b(?:our|my) (?:conversations?|chats?|sessions?|discussions?|requests?)\\b",
          Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "standing";
  }

  @Override
  public Values measure(Evidence evidence) {
    boolean request = !OF_THE_PAST.matcher(evidence.query().text()).find();
    return Values.of(
        evidence,
        candidate ->
            request
                    && candidate.traits().standing()
                    && candidate.sketch().actor().role() == Role.USER
                ? 1
                : 0);
  }
}
