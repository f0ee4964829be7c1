package dev.openmemory.distill.llm;

import dev.openmemory.distill.Draft;
import dev.openmemory.distill.Llm;
import dev.openmemory.distill.PassageFinder;
import dev.openmemory.distill.PassageSplitter;
import dev.openmemory.model.Claim;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Maker;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Message;
import dev.openmemory.model.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes drafts of what a model stated, for one write. Nothing is believed that can be checked:
 * numbers of messages and memories that do not exist are dropped, and so is what merely repeats a
 * known memory that the new messages do not mention.
 */
final class Drafting {

  private static final int MOST_FACTS = 64;
  private static final int MOST_PARTS = 24;
  private static final int LONGEST_FACT = 1_000;
  private static final int LONGEST_NAME = 200;

  /** How much of a known memory the new messages must say for it to be said anew. */
  private static final double SAID_ANEW = 0.5;

  private final List<Memory> shown;
  private final PassageFinder finder;
  private final Llm llm;
  private final Set<String> drafted = new HashSet<>();
  private final Set<String> known = new HashSet<>();

  /**
   * For one write.
   *
   * @param shown the known memories that the model was shown, in the order of their numbers
   */
  Drafting(List<Message> messages, List<Memory> shown, PassageSplitter splitter, Llm llm) {
    this.shown = List.copyOf(shown);
    this.finder = new PassageFinder(messages, splitter);
    this.llm = llm;
    shown.forEach(memory -> known.add(Text.hash(memory.text())));
  }

  /**
   * The drafts of what was stated about a window.
   *
   * @param answered the model that answered; null where it did not say
   */
  List<Draft> drafts(Window window, List<StatedFact> facts, @Nullable String answered) {
    Maker maker = new Maker(answered == null ? llm.name() : answered, Prompt.VERSION);
    List<Draft> drafts = new ArrayList<>();
    for (StatedFact fact : facts) {
      if (drafts.size() < MOST_FACTS) {
        draft(window, fact, maker).ifPresent(drafts::add);
      }
    }
    return drafts;
  }

  private Optional<Draft> draft(Window window, StatedFact fact, Maker maker) {
    String text;
    try {
      text = Text.clean("the fact", fact.text());
    } catch (InvalidInputException e) {
      return Optional.empty(); // nothing but control characters
    }
    String hash = Text.hash(text);
    if (text.length() > LONGEST_FACT
        || (known.contains(hash) && finder.share(text) < SAID_ANEW)
        || !drafted.add(hash)) {
      return Optional.empty();
    }
    int number = fact.message().orElse(0);
    PassageFinder.Place place =
        number >= 1 && number <= window.parts().size()
            ? finder.find(text, window.parts().get(number - 1).message())
            : finder.find(text);
    Map<String, Mention> mentions = mentions(fact);
    return Optional.of(
        new Draft(
            place.message(),
            place.passage(),
            text,
            llm.kind(),
            maker,
            List.copyOf(mentions.values()),
            claims(fact, mentions),
            replaced(fact, hash)));
  }

  private static Map<String, Mention> mentions(StatedFact fact) {
    Map<String, Mention> mentions = new LinkedHashMap<>();
    for (StatedFact.Entity entity : fact.entities()) {
      mention(entity.name(), EntityKind.ofKey(entity.type()))
          .filter(mention -> mentions.size() < MOST_PARTS)
          .filter(mention -> !mention.name().equals(Mention.USER))
          .ifPresent(mention -> mentions.putIfAbsent(mention.name(), mention));
    }
    return mentions;
  }

  private static List<Claim> claims(StatedFact fact, Map<String, Mention> mentions) {
    List<Claim> claims = new ArrayList<>();
    for (StatedFact.Relation relation : fact.relations()) {
      Optional<Mention> subject = mention(relation.subject(), EntityKind.OTHER);
      Optional<Mention> object = mention(relation.object(), EntityKind.OTHER);
      if (subject.isPresent()
          && object.isPresent()
          && claims.size() < MOST_PARTS
          && relation.predicate().length() <= LONGEST_NAME) {
        try {
          claims.add(
              new Claim(
                  mentions.getOrDefault(subject.get().name(), subject.get()),
                  relation.predicate(),
                  mentions.getOrDefault(object.get().name(), object.get())));
        } catch (InvalidInputException e) {
          // a predicate without a letter relates nothing
        }
      }
    }
    return claims;
  }

  private static Optional<Mention> mention(String name, EntityKind kind) {
    String cleaned;
    try {
      cleaned = Text.clean("the name", name).replaceAll("\\s+", " ");
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
    if (cleaned.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    return Optional.of(
        cleaned.equalsIgnoreCase(Mention.USER) || cleaned.equalsIgnoreCase("the user")
            ? Mention.user()
            : new Mention(cleaned, kind));
  }

  /** The memories that the numbers stand for, but for one that says just what the fact says. */
  private List<MemoryId> replaced(StatedFact fact, String hash) {
    return fact.replaces().stream()
        .distinct()
        .filter(number -> number >= 1 && number <= shown.size())
        .map(number -> shown.get(number - 1))
        .filter(memory -> !Text.hash(memory.text()).equals(hash))
        .map(Memory::id)
        .toList();
  }
}
