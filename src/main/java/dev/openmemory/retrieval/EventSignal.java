package dev.openmemory.retrieval;

import dev.openmemory.model.MessageId;
import dev.openmemory.model.Role;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether it was said before, after or at the time of an event that the question tells a time by
 * and that a candidate tells of: "before I moved to Berlin", where one says "We moved to Berlin
 * today".
 */
final class EventSignal {

  static final String NAME = "event";

  /** How much of the words of the event, by their rarity, a sentence has to hold to tell of it. */
  private static final double SURE = 2.0 / 3;

  /** Within so many days all have to lie that tell of an event by one common word. */
  private static final int AGREEING = 21;

  /** After so many days what was said beside an event counts half as near. */
  private static final double HALF = 30;

  /** What counts for being on the right side, however far away. */
  private static final double FAR = 0.5;

  /**
   * How many days an event lasts for what is told at the time of it, and how many it is awaited.
   */
  private static final double LASTS = 21;

  private static final double AWAITED = 7;

  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");

  /** What is planned, wished for, or only thought of. */
  private static final Pattern PLANNED =
      Pattern.compile(
          "\\b(?:will|won['’]t|going to|gonna|wanna|want(?:s|ed)? to|would|could|might|should"
              + "|plan(?:s|ned|ning)?|hop(?:e|es|ed|ing)|think(?:ing)? (?:of|about)|consider\\w*"
              + "|someday|tomorrow|soon|upcoming|if|looking forward|can['’]t wait"
              + "|dream\\w*|wish\\w*|need(?:s|ed)? to|never|next (?:week|month|year|weekend|spring"
              + "|summer|autumn|fall|winter|\\w+day))\\b|['’]ll\\b|['’]d (?:like|love)\\b",
          Pattern.CASE_INSENSITIVE);

  /** By what an event is only referred to, as in a question. */
  private static final Pattern REFERRED =
      Pattern.compile("\\b(?:before|until|after|since|when|while)\\b", Pattern.CASE_INSENSITIVE);

  /** What is told on more days than these happens often. */
  private static final int ONCE = 3;

  /**
   * A memory that tells of the event.
   *
   * @param referred whether it only refers to it, and tells something else
   * @param share how much of the words of the event its best sentence holds, 0…1
   * @param from the first day on which it says that it happened
   * @param to the last
   */
  private record Telling(
      Candidate candidate, boolean referred, double share, LocalDate from, LocalDate to) {}

  private EventSignal() {}

  /** How each candidate lies to the event; null where there is none, or none surely found. */
  static @Nullable Values measure(Evidence evidence, Words words) {
    Query query = evidence.query();
    AskedEvent asked = AskedEvent.in(query.text(), query.askedAt()).orElse(null);
    if (asked == null || onOneDay(evidence)) {
      return null;
    }
    List<Telling> tellings = tellings(evidence, words, asked);
    Telling event = event(tellings, asked);
    if (event == null) {
      return null;
    }
    Set<MessageId> own = new HashSet<>();
    tellings.forEach(telling -> own.add(telling.candidate().sketch().message()));
    return Values.of(
        evidence,
        candidate ->
            own.contains(candidate.sketch().message())
                ? 1
                : fit(asked.side(), event, day(candidate)));
  }

  /** Whether time tells nothing apart. */
  private static boolean onOneDay(Evidence evidence) {
    return evidence.candidates().stream().map(EventSignal::day).distinct().limit(2).count() < 2;
  }

  /** What surely tells of the event, and best. */
  private static List<Telling> tellings(Evidence evidence, Words words, AskedEvent asked) {
    int[] told = words.numbers(asked.words());
    List<Telling> tellings = new ArrayList<>();
    double most = SURE;
    for (int i = 0; i < words.found(); i++) {
      Candidate candidate = evidence.candidates().get(i);
      boolean another = asked.own() && candidate.sketch().actor().role() == Role.ASSISTANT;
      if (!another && words.coverage(i, told) >= most) {
        Telling telling = telling(candidate, words, told);
        if (telling != null && telling.share() >= most) {
          most = telling.referred() ? most : telling.share();
          tellings.add(telling);
        }
      }
    }
    double best = most;
    tellings.removeIf(telling -> telling.share() < best);
    tellings.sort(
        Comparator.comparing((Telling telling) -> telling.from())
            .thenComparing(telling -> telling.candidate().sketch().id()));
    return tellings;
  }

  /** The sentence that tells most of the event; null if it asks or plans. */
  private static @Nullable Telling telling(Candidate candidate, Words words, int[] told) {
    String best = "";
    double most = 0;
    String speaker = candidate.sketch().actor().name();
    for (String sentence : SENTENCE.split(candidate.sketch().text())) {
      double share = share(speaker == null ? sentence : speaker + " " + sentence, words, told);
      if (share > most) {
        best = sentence;
        most = share;
      }
    }
    if (best.isEmpty() || best.endsWith("?") || PLANNED.matcher(best).find()) {
      return null;
    }
    boolean referred = REFERRED.matcher(best).find();
    LocalDate said = day(candidate);
    AskedTime time = AskedTime.in(best, candidate.sketch().observedAt()).orElse(null);
    return time == null || time.from() == null || time.to() == null || time.from().isAfter(said)
        ? new Telling(candidate, referred, most, said, said)
        : new Telling(
            candidate, referred, most, time.from(), time.to().isAfter(said) ? said : time.to());
  }

  private static double share(String sentence, Words words, int[] told) {
    Set<Integer> held = new HashSet<>();
    Terms.words(sentence).forEach(word -> held.add(words.number(word)));
    return words.coverage(held::contains, told);
  }

  /** The first telling; null where it is not sure that all tell of one event. */
  private static @Nullable Telling event(List<Telling> all, AskedEvent asked) {
    List<Telling> tellings = all.stream().filter(telling -> !telling.referred()).toList();
    if (tellings.isEmpty()) {
      return null;
    }
    Telling first = tellings.get(0);
    Telling last = tellings.get(tellings.size() - 1);
    boolean sure;
    if (asked.words().size() > 1) {
      sure = tellings.stream().map(Telling::from).distinct().count() <= ONCE;
    } else if (asked.named() && asked.side() != AskedEvent.Side.DURING) {
      sure = true; // whoever came is spoken of ever after
    } else {
      sure = ChronoUnit.DAYS.between(first.from(), last.from()) <= AGREEING;
    }
    return sure ? first : null;
  }

  private static double fit(AskedEvent.Side side, Telling event, LocalDate said) {
    long before = ChronoUnit.DAYS.between(said, event.from());
    long after = ChronoUnit.DAYS.between(event.to(), said);
    return switch (side) {
      case BEFORE -> before > 0 ? near(before) : before == 0 ? FAR : 0;
      case AFTER -> after >= 0 ? near(after) : before <= 0 ? 1 : 0;
      case SINCE -> before <= 0 ? 1 : 0;
      case DURING ->
          before > 0
              ? Math.max(0, 1 - before / AWAITED)
              : Math.max(0, 1 - Math.max(0, after) / LASTS);
    };
  }

  private static double near(long days) {
    return FAR + (1 - FAR) * Math.pow(2, -days / HALF);
  }

  private static LocalDate day(Candidate candidate) {
    return AskedTime.day(candidate.sketch().observedAt());
  }
}
