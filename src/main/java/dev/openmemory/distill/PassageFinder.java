package dev.openmemory.distill;

import dev.openmemory.model.Message;
import dev.openmemory.model.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds which passage of which message a fact was made of: the one that has most of the fact's
 * words.
 */
public final class PassageFinder {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final int WORD_START = 6;

  private final List<Place> places = new ArrayList<>();

  /** Looks among these messages, of which there is at least one. */
  public PassageFinder(List<Message> messages, PassageSplitter splitter) {
    for (Message message : messages) {
      List<String> passages = splitter.split(message.text());
      for (int i = 0; i < passages.size(); i++) {
        places.add(new Place(message, i, words(passages.get(i))));
      }
    }
  }

  /**
   * A passage.
   *
   * @param message the message that it is of
   * @param passage which passage of the message, counted from 0
   * @param words the words that stand in it
   */
  public record Place(Message message, int passage, Set<String> words) {

    public Place {
      words = Set.copyOf(words);
    }
  }

  /** Where a fact most likely comes from; of equal places the last that a user said. */
  public Place find(String fact) {
    return best(words(fact), places);
  }

  /** Which passage of a message a fact most likely comes from. */
  public Place find(String fact, Message message) {
    return best(
        words(fact), places.stream().filter(p -> p.message().id().equals(message.id())).toList());
  }

  /** How much of a fact's words stands in the passage that has most of them, 0…1. */
  public double share(String fact) {
    Set<String> words = words(fact);
    long found = best(words, places).words().stream().filter(words::contains).count();
    return words.isEmpty() ? 0 : found / (double) words.size();
  }

  private static Place best(Set<String> words, List<Place> among) {
    Place best = among.get(0);
    double bestScore = -1;
    for (Place place : among) {
      double score = place.message().actor().role() == Role.USER ? 0.5 : 0;
      score += words.stream().filter(place.words()::contains).count();
      if (score >= bestScore) {
        bestScore = score;
        best = place;
      }
    }
    return best;
  }

  /**
   * The words, in lower case and without their endings, so that "developer" is found in
   * "developers".
   */
  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      String word = matcher.group();
      words.add(word.length() > WORD_START ? word.substring(0, WORD_START) : word);
    }
    return words;
  }
}
