package dev.openmemory.distill.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is known of English verbs: their forms, and which words are forms of verbs. */
final class Verbs {

  private static final String VOWELS = "aeiou";

  /** Verbs of more than one syllable that double their last letter. */
  private static final Set<String> DOUBLING = WordList.set("verbs-doubling");

  private static final Set<String> ADVERBS = WordList.set("verbs-adverbs");

  private static final Set<String> BASE = new HashSet<>();
  private static final Map<String, String> PAST = new HashMap<>();
  private static final Map<String, String> THIRD = new HashMap<>();
  private static final Map<String, String> ING = new HashMap<>();
  private static final Set<String> PARTICIPLE = new HashSet<>();

  /** Verbs that carry another, and the forms of "be". */
  static final Set<String> AUXILIARY = WordList.set("verbs-auxiliary");

  static {
    for (String line : WordList.lines("verbs.txt")) {
      String[] forms = line.split(" ");
      String base = forms[0];
      BASE.add(base);
      THIRD.put(third(base), base);
      ING.put(ing(base), base);
      if (forms.length == 3) {
        PAST.put(forms[1], base);
        PARTICIPLE.add(forms[2]);
      } else {
        PAST.put(regularPast(base), base);
        PARTICIPLE.add(regularPast(base));
      }
    }
    THIRD.put("is", "be");
    THIRD.put("has", "have");
    PAST.put("were", "be");
  }

  private Verbs() {}

  /** Whether it can be a plain form, such as {@code live}. */
  static boolean base(String word) {
    return BASE.contains(word);
  }

  /** Whether it can be a past tense, such as {@code lived}; unknown words by their ending. */
  static boolean past(String word) {
    return PAST.containsKey(word)
        || (word.length() > 4 && word.endsWith("ed") && !word.endsWith("eed"));
  }

  /** Whether it is known to be a past tense. */
  static boolean knownPast(String word) {
    return PAST.containsKey(word);
  }

  /** Whether it can be a participle, such as {@code gone}. */
  static boolean participle(String word) {
    return PARTICIPLE.contains(word) || past(word);
  }

  /** Whether it is known to be a form like {@code lives}. */
  static boolean third(String word, boolean known) {
    return THIRD.containsKey(word)
        || (!known && word.length() > 3 && word.endsWith("s") && !word.endsWith("ss"));
  }

  /** Whether it is known to be a form like {@code living}. */
  static boolean ingForm(String word) {
    return ING.containsKey(word) || (word.length() > 5 && word.endsWith("ing"));
  }

  /** The plain form of a form of a known verb, else the word itself. */
  static String lemma(String word) {
    for (Map<String, String> forms : List.of(THIRD, PAST, ING)) {
      String base = forms.get(word);
      if (base != null) {
        return base;
      }
    }
    return word;
  }

  /** Whether the word can stand as the verb of a clause by itself. */
  static boolean finite(String word) {
    return AUXILIARY.contains(word) || PAST.containsKey(word) || THIRD.containsKey(word);
  }

  /** Whether it is an adverb that may stand between a subject and its verb. */
  static boolean adverb(String word) {
    return ADVERBS.contains(word)
        || (word.length() > 4 && word.endsWith("ly") && !BASE.contains(word));
  }

  /** {@code live} to {@code lives}. */
  static String third(String base) {
    String lower = base.toLowerCase(Locale.ROOT);
    if (lower.equals("be")) {
      return "is";
    }
    if (lower.equals("have")) {
      return "has";
    }
    char last = lower.charAt(lower.length() - 1);
    if (last == 'y' && lower.length() > 1 && !vowel(lower, lower.length() - 2)) {
      return base.substring(0, base.length() - 1) + "ies";
    }
    boolean hissing =
        last == 's' || last == 'x' || last == 'z' || lower.endsWith("ch") || lower.endsWith("sh");
    return base + (hissing || last == 'o' ? "es" : "s");
  }

  private static String regularPast(String base) {
    if (base.endsWith("e")) {
      return base + "d";
    }
    if (base.endsWith("y") && !vowel(base, base.length() - 2)) {
      return base.substring(0, base.length() - 1) + "ied";
    }
    return doubled(base) + "ed";
  }

  private static String ing(String base) {
    if (base.endsWith("ie")) {
      return base.substring(0, base.length() - 2) + "ying";
    }
    if (base.endsWith("e") && !base.endsWith("ee") && !base.equals("be")) {
      return base.substring(0, base.length() - 1) + "ing";
    }
    return doubled(base) + "ing";
  }

  private static String doubled(String base) {
    int n = base.length();
    boolean closed =
        n >= 3
            && !vowel(base, n - 1)
            && "wxy".indexOf(base.charAt(n - 1)) < 0
            && vowel(base, n - 2)
            && !vowel(base, n - 3);
    boolean oneSyllable = base.substring(0, Math.max(0, n - 2)).chars().noneMatch(Verbs::isVowel);
    return closed && (oneSyllable || DOUBLING.contains(base)) ? base + base.charAt(n - 1) : base;
  }

  private static boolean vowel(String word, int at) {
    return isVowel(word.charAt(at));
  }

  private static boolean isVowel(int c) {
    return VOWELS.indexOf(c) >= 0;
  }
}
