package dev.openmemory.pipeline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When two texts of one scope say the same thing. Close vectors are not enough: texts that differ
 * in a number, a name, a date, a negation or the one word that matters are close and say different
 * things. So the words have to agree too, apart from their endings, their spelling, a few synonyms
 * and what carries nothing of its own.
 */
final class Likeness {

  /** Pairs whose cosine is lower are never repeats; see the curve in docs/writing.md. */
  static final double COSINE = 0.92;

  /** Texts of that many telling words may differ in one that only one of them has. */
  private static final int LONG = 9;

  private static final Pattern WORD =
      Pattern.compile("\\p{N}[\\p{N}.,:/-]*\\p{N}|[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}]+)?");

  private static final Pattern ORDINAL = Pattern.compile("(\\d+)(?:st|nd|rd|th)");

  /** Words whose presence on one side only changes what is said, by stem. */
  private static final Set<String> TURNING =
      stems(
          "not no never none nothing nobody neither nor without hardly longer stop quit former used"
              + " but except only instead before after until since more less dislike hate like love"
              + " always sometimes often rarely yes old new first last next left right will might"
              + " plan want hope was were all some most");

  /** Words that carry nothing of their own. */
  private static final Set<String> LIGHT =
      Set.of(
          "a",
          "an",
          "the",
          "is",
          "are",
          "be",
          "been",
          "being",
          "am",
          "to",
          "of",
          "in",
          "on",
          "at",
          "and",
          "that",
          "this",
          "it",
          "its",
          "so",
          "very",
          "really",
          "just",
          "also",
          "well",
          "oh",
          "hi",
          "hey",
          "please",
          "quite",
          "has",
          "have",
          "had",
          "does",
          "do",
          "did",
          "for",
          "as",
          "by",
          "with",
          "from",
          "over",
          "than",
          "their",
          "there",
          "currently",
          "would",
          "which",
          "my",
          "his",
          "her",
          "s",
          "own",
          "owns",
          "holds",
          "hold",
          "consists",
          "suffers",
          "age",
          "aged",
          "about",
          "while",
          "get",
          "gets");

  /** Turns of phrase that mean the same, as they are written and as they are compared. */
  private static final Map<Pattern, String> TURNS = new LinkedHashMap<>();

  static {
    for (String[] turn :
        new String[][] {
          {"would like to", "wants to"},
          {"(?:does not|doesn't|do not|don't) like", "dislikes"},
          {"every day", "daily"},
          {"(?:takes|took) place", "is"},
          {"is a member of", "belongs to"},
          {"works as (?=an? )", "is "},
          {"has a subscription to", "subscribes to"},
          {"never been to", "never visited"},
          {"gets up", "wakes up"},
        }) {
      TURNS.put(Pattern.compile("\\b" + turn[0] + "\\b"), turn[1]);
    }
  }

  /** Number words and words that mean the same in a statement, by stem. */
  private static final Map<String, String> SAME = same();

  /** Where the order of what is named says which is which. */
  private static final Pattern DIRECTED =
      Pattern.compile("\\b(?:over|than|prefer\\w*|before|after|from .+ to)\\b");

  private static final Pattern FRONTED =
      Pattern.compile("^(?:on|in|at|every|each|during|since|last|this|next)\\b");

  private static final Pattern EQUATED = Pattern.compile("\\b(?:is|are)\\b");

  private Likeness() {}

  private static Set<String> stems(String words) {
    return Arrays.stream(words.split(" ")).map(Statement::stem).collect(Collectors.toSet());
  }

  private static Map<String, String> same() {
    Map<String, String> same = new HashMap<>();
    List<String> numbers =
        List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve");
    List<String> ordinals =
        List.of(
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth");
    for (int i = 0; i < numbers.size(); i++) {
      same.put(Statement.stem(numbers.get(i)), Integer.toString(i));
    }
    for (int i = 0; i < ordinals.size(); i++) {
      same.put(Statement.stem(ordinals.get(i)), Integer.toString(i + 1));
    }
    same.put("twenty", "20");
    for (String group :
        List.of(
            "like enjoy",
            "name call",
            "buy purchase bought",
            "complete finish",
            "afraid scared frightened",
            "flat apartment",
            "child kid children",
            "live reside",
            "visit travel",
            "manage manager",
            "keep store",
            "attend go goes",
            "begin start began",
            "big large",
            "fast quick",
            "favorite favourite",
            "color colour",
            "practice practise",
            "organize organise",
            "center centre",
            "gray grey",
            "car vehicle",
            "mother mom mum",
            "father dad",
            "picture photo",
            "film movie",
            "job position",
            "write written wrote",
            "meet met",
            "give given gave",
            "hate detest",
            "think find",
            "allergy allergic")) {
      List<String> words = List.of(group.split(" "));
      words.forEach(w -> same.putIfAbsent(Statement.stem(w), Statement.stem(words.get(0))));
    }
    return Map.copyOf(same);
  }

  /** Whether the second text repeats the first. */
  static boolean repeats(String first, String second, double cosine) {
    return cosine >= COSINE && sameWords(first, second);
  }

  /** Whether the words of two texts say the same, however near the texts are. */
  static boolean sameWords(String first, String second) {
    Map<String, Boolean> a = words(first);
    Map<String, Boolean> b = words(second);
    Set<String> different = new HashSet<>(a.keySet());
    different.addAll(b.keySet());
    int either = different.size();
    different.removeIf(word -> a.containsKey(word) && b.containsKey(word));
    for (String word : different) {
      if (a.getOrDefault(word, false)
          || b.getOrDefault(word, false)
          || word.chars().anyMatch(Character::isDigit)
          || TURNING.contains(word)) {
        return false;
      }
    }
    return different.size() <= (either > LONG ? 1 : 0) && inOrder(first, second, a, b);
  }

  /** Whether nothing has changed places that says who does what to whom. */
  private static boolean inOrder(
      String first, String second, Map<String, Boolean> a, Map<String, Boolean> b) {
    String one = first.toLowerCase(Locale.ROOT);
    String other = second.toLowerCase(Locale.ROOT);
    if (DIRECTED.matcher(one).find() && DIRECTED.matcher(other).find()) {
      return common(a, b, false).equals(common(b, a, false));
    }
    return common(a, b, true).equals(common(b, a, true))
        || FRONTED.matcher(one).find() != FRONTED.matcher(other).find()
        || one.contains(" by ") != other.contains(" by ")
        || (EQUATED.matcher(one).find() && EQUATED.matcher(other).find())
        || (listed(one) && listed(other));
  }

  private static boolean listed(String text) {
    return text.contains(" and ") || text.contains(", ");
  }

  /** The words of a text that the other has too, in order; of both texts the names alone. */
  private static List<String> common(
      Map<String, Boolean> words, Map<String, Boolean> others, boolean names) {
    return words.keySet().stream()
        .filter(others::containsKey)
        .filter(
            word -> !names || words.getOrDefault(word, false) || others.getOrDefault(word, false))
        .toList();
  }

  /** The telling words, in order, each once, and whether each is a name. */
  private static Map<String, Boolean> words(String text) {
    String plain = text.replace('’', '\'');
    for (Map.Entry<Pattern, String> turn : TURNS.entrySet()) {
      plain = turn.getKey().matcher(plain).replaceAll(turn.getValue());
    }
    Map<String, Boolean> words = new LinkedHashMap<>();
    Matcher matcher = WORD.matcher(plain);
    boolean opens = true;
    int end = 0;
    while (matcher.find()) {
      String gap = plain.substring(end, matcher.start());
      opens = opens || gap.contains(".") || gap.contains("!") || gap.contains("?");
      String word = matcher.group();
      String lower = word.toLowerCase(Locale.ROOT);
      boolean name = Character.isUpperCase(word.charAt(0)) && !opens && !lower.equals("i");
      if (lower.endsWith("n't") || lower.equals("cannot")) {
        String verb = lower.startsWith("can") ? "can" : lower.substring(0, lower.length() - 3);
        if (!LIGHT.contains(verb)) {
          words.putIfAbsent(plain(verb), false);
        }
        words.putIfAbsent("not", false);
      } else if (!LIGHT.contains(lower)) {
        boolean named = name || lower.startsWith("user");
        // A name keeps its ending, and what opens a sentence may be one.
        words.merge(named || opens ? bare(lower) : plain(lower), named, Boolean::logicalOr);
      }
      opens = false;
      end = matcher.end();
    }
    return words;
  }

  private static String bare(String lower) {
    return lower.endsWith("'s") ? lower.substring(0, lower.length() - 2) : lower;
  }

  private static String plain(String lower) {
    String bare = bare(lower);
    Matcher ordinal = ORDINAL.matcher(bare);
    if (ordinal.matches()) {
      return ordinal.group(1);
    }
    String stem = Statement.stem(bare);
    return SAME.getOrDefault(stem, stem);
  }
}
