package dev.openmemory.pipeline;

import dev.openmemory.distill.Conversation;
import dev.openmemory.distill.Distillation;
import dev.openmemory.distill.Distiller;
import dev.openmemory.distill.Draft;
import dev.openmemory.model.Claim;
import dev.openmemory.model.DistillerKind;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Maker;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes facts from lines that are written out in the message: {@code = text | subject --predicate->
 * object | replaces ID}, where all but the text may be absent or repeated.
 */
public final class LineDistiller implements Distiller {

  @Override
  public boolean readsContext() {
    return false;
  }

  @Override
  public Distillation distil(Conversation conversation) {
    List<Draft> drafts = new ArrayList<>();
    for (Message message : conversation.messages()) {
      for (String line : message.text().split("\n", -1)) {
        if (line.startsWith("= ")) {
          drafts.add(draft(message, line.substring(2)));
        }
      }
    }
    return Distillation.of(DistillerKind.RULES, drafts);
  }

  private static Draft draft(Message message, String line) {
    String[] parts = line.split("\\|");
    List<Claim> claims = new ArrayList<>();
    List<MemoryId> replaces = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      if (part.startsWith("replaces ")) {
        replaces.add(MemoryId.parse(part.substring(9)));
      } else {
        String[] words = part.split("--|->");
        claims.add(new Claim(mention(words[0]), words[1], mention(words[2])));
      }
    }
    List<Mention> mentions =
        claims.stream()
            .flatMap(claim -> java.util.stream.Stream.of(claim.subject(), claim.object()))
            .distinct()
            .toList();
    return new Draft(
        message,
        0,
        parts[0].strip(),
        DistillerKind.RULES,
        new Maker("lines", "1"),
        mentions,
        claims,
        replaces);
  }

  /** A kind may follow the name after a colon, as in {@code Acme:organization}. */
  private static Mention mention(String words) {
    String[] parts = words.strip().split(":");
    EntityKind kind = parts.length > 1 ? EntityKind.ofKey(parts[1]) : EntityKind.OTHER;
    return parts[0].equals(Mention.USER) ? Mention.user() : new Mention(parts[0], kind);
  }
}
