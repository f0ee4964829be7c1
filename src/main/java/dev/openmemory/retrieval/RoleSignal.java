package dev.openmemory.retrieval;

import dev.openmemory.model.Role;
import java.util.regex.Pattern;

/**
 * Who speaks: what the user said outranks what an assistant said, unless the question is what the
 * assistant said.
 */
final class RoleSignal implements Signal {

  private static final String SAY =
      "(?:recommend|suggest|tell|say|mention|explain|provide|give|advise|list|show|propose"
          + "|describe|outline|write|share)";

  private static final String SAID =
      "(?:recommended|suggested|told|said|mentioned|explained|provided|gave|advised|listed|showed"
          + "|proposed|described|wrote|shared|outlined)";

  private static final Pattern OF_THE_ASSISTANT =
      Pattern.compile(
          "\\b(?:did|have|had) you (?:\\w+ )?"
              + SAY
              + "|\\byou (?:\\w+ )?"
              + SAID
              + "\\b|\\byour (?:recommendation|suggestion|advice|answer|explanation|response)"
              + "|\\bremind me (?:what|which|of|about|how)\\b"
              + "|(?:our|the) (?:previous|last|earlier) (?:conversation|chat|discussion)",
          Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "role";
  }

  @Override
  public Values measure(Evidence evidence) {
    boolean assistant = OF_THE_ASSISTANT.matcher(evidence.query().text()).find();
    return Values.of(
        evidence,
        candidate -> (candidate.sketch().actor().role() == Role.ASSISTANT) == assistant ? 1 : 0);
  }
}
