package dev.openmemory.retrieval;

import dev.openmemory.model.Entity;
import dev.openmemory.model.EntityId;
import dev.openmemory.model.EntityKind;
import dev.openmemory.model.Mention;
import dev.openmemory.model.NameForm;
import dev.openmemory.storage.GraphReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks of the graph.
 *
 * @param entities the things that it names, in its order
 * @param terms the stems of its other words that tell something
 * @param kind the kind of thing that it asks for; {@code OTHER} if that is open
 */
public record GraphQuestion(List<Entity> entities, Set<String> terms, EntityKind kind) {

  /** The most words of a name that is looked for. */
  private static final int LONGEST = 5;

  private static final int MOST_WORDS = 100;
  private static final int NAMESAKES = 5;
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}+#@_./'’-]*");
  private static final Set<String> FIRST_PERSON =
      Set.of("i", "i'm", "i've", "me", "my", "mine", "myself", "user", "we", "our", "us");

  public GraphQuestion {
    entities = List.copyOf(entities);
    terms = Set.copyOf(terms);
  }

  /**
   * Reads a question. The longest name at a place counts, by any name that the entity has, and a
   * first name means whoever bears it.
   *
   * @param user whose entities; null for those of every user
   */
  public static GraphQuestion read(GraphReader store, @Nullable String user, String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find() && words.size() < MOST_WORDS) {
      words.add(matcher.group().replace('’', '\''));
    }
    Map<String, List<Entity>> named = named(store, user, words);
    Map<EntityId, Entity> entities = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    EntityKind kind = EntityKind.OTHER;
    int at = 0;
    while (at < words.size()) {
      int length = longest(named, words, at);
      if (length > 0) {
        named
            .getOrDefault(form(words, at, length), List.of())
            .forEach(entity -> entities.put(entity.id(), entity));
      } else {
        String word = words.get(at).toLowerCase(Locale.ROOT);
        kind = kind == EntityKind.OTHER ? Cues.asked(word) : kind;
        rest.add(words.get(at));
      }
      at += Math.max(1, length);
    }
    return new GraphQuestion(List.copyOf(entities.values()), terms(rest), kind);
  }

  private static Map<String, List<Entity>> named(
      GraphReader store, @Nullable String user, List<String> words) {
    Set<String> forms = new LinkedHashSet<>();
    for (int at = 0; at < words.size(); at++) {
      for (int length = 1; length <= LONGEST && at + length <= words.size(); length++) {
        forms.add(form(words, at, length));
      }
    }
    forms.remove("");
    boolean own = words.stream().anyMatch(w -> FIRST_PERSON.contains(w.toLowerCase(Locale.ROOT)));
    if (own) {
      forms.add(NameForm.of(Mention.USER));
    }
    Map<String, List<Entity>> named = new LinkedHashMap<>(store.entitiesNamed(user, forms));
    for (String word : words) {
      String form = NameForm.of(word);
      boolean capital = Character.isUpperCase(word.charAt(0));
      if (capital && !form.isEmpty() && !named.containsKey(form)) {
        List<Entity> namesakes = store.entitiesStarting(user, form, NAMESAKES);
        if (!namesakes.isEmpty()) {
          named.put(form, namesakes);
        }
      }
    }
    List<Entity> users = named.getOrDefault(NameForm.of(Mention.USER), List.of());
    if (!users.isEmpty()) {
      FIRST_PERSON.forEach(word -> named.put(NameForm.of(word), users));
    }
    return named;
  }

  private static int longest(Map<String, List<Entity>> named, List<String> words, int at) {
    for (int length = Math.min(LONGEST, words.size() - at); length > 0; length--) {
      if (named.containsKey(form(words, at, length))) {
        return length;
      }
    }
    return 0;
  }

  private static String form(List<String> words, int at, int length) {
    return NameForm.of(String.join(" ", words.subList(at, at + length)));
  }

  private static Set<String> terms(List<String> rest) {
    Set<String> terms = new LinkedHashSet<>();
    if (!rest.isEmpty()) {
      for (String term : Terms.telling(String.join(" ", rest))) {
        terms.add(Cues.stem(term));
      }
    }
    return terms;
  }
}
