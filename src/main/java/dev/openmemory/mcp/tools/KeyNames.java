package dev.openmemory.mcp.tools;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the key that a caller probably meant by one that does not exist. */
final class KeyNames {

  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("user", "user_id"),
          Map.entry("username", "user_id"),
          Map.entry("owner", "user_id"),
          Map.entry("agent", "agent_id"),
          Map.entry("assistantid", "agent_id"),
          Map.entry("run", "run_id"),
          Map.entry("session", "run_id"),
          Map.entry("sessionid", "run_id"),
          Map.entry("thread", "run_id"),
          Map.entry("threadid", "run_id"),
          Map.entry("conversation", "run_id"),
          Map.entry("conversationid", "run_id"),
          Map.entry("app", "app_id"),
          Map.entry("application", "app_id"),
          Map.entry("applicationid", "app_id"),
          Map.entry("orgid", "app_id"),
          Map.entry("client", "app_id"),
          Map.entry("id", "memory_id"),
          Map.entry("content", "text"),
          Map.entry("memory", "text"),
          Map.entry("fact", "text"),
          Map.entry("data", "text"),
          Map.entry("message", "messages"),
          Map.entry("question", "query"),
          Map.entry("q", "query"),
          Map.entry("topk", "limit"),
          Map.entry("k", "limit"),
          Map.entry("count", "limit"),
          Map.entry("pagesize", "limit"),
          Map.entry("timestamp", "observed_at"),
          Map.entry("date", "observed_at"),
          Map.entry("expirationdate", "expires_at"),
          Map.entry("expiry", "expires_at"),
          Map.entry("createdat", "observed_at"),
          Map.entry("speaker", "name"),
          Map.entry("author", "name"),
          Map.entry("text", "content"),
          Map.entry("nextcursor", "cursor"));

  /** Words by which other software says whose data it is. */
  private static final Set<String> OWNERS =
      Set.of(
          "tenant",
          "organization",
          "organisation",
          "org",
          "workspace",
          "project",
          "team",
          "group",
          "namespace",
          "account",
          "customer",
          "collection",
          "scope",
          "room",
          "channel",
          "profile");

  private KeyNames() {}

  /**
   * Whether an unknown key seems to say whose memories are meant. Leaving it out of account would
   * show one owner what is another's.
   */
  static boolean namesAnOwner(String unknown) {
    String plain = plain(unknown);
    return OWNERS.contains(plain)
        || (plain.endsWith("id") && OWNERS.contains(plain.substring(0, plain.length() - 2)))
        || unknown.endsWith("_id");
  }

  /** The known key that an unknown one resembles; empty when it resembles none. */
  static Optional<String> meant(String unknown, Collection<String> known) {
    String plain = plain(unknown);
    String synonym = SYNONYMS.get(plain);
    if (synonym != null && known.contains(synonym)) {
      return Optional.of(synonym);
    }
    return known.stream()
        .filter(key -> resembles(plain, plain(key)))
        .min((a, b) -> Integer.compare(distance(plain, plain(a)), distance(plain, plain(b))));
  }

  private static boolean resembles(String one, String other) {
    int tolerated = Math.min(one.length(), other.length()) < 5 ? 0 : 1;
    return Math.abs(one.length() - other.length()) <= tolerated
        && distance(one, other) <= tolerated;
  }

  private static String plain(String key) {
    StringBuilder letters = new StringBuilder();
    key.toLowerCase(Locale.ROOT)
        .chars()
        .filter(Character::isLetterOrDigit)
        .limit(40)
        .forEach(c -> letters.append((char) c));
    return letters.toString();
  }

  /** How many letters have to be added, removed or replaced (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
