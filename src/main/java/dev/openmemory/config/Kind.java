package dev.openmemory.config;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What values a setting takes. */
public sealed interface Kind {

  /** One line for documentation, such as {@code a whole number from 0 to 65535}. */
  String describe();

  /**
   * The value in its one spelling.
   *
   * @param raw not blank, outer white space removed
   * @throws InvalidInputException if it is no such value; the problem begins with the value, unless
   *     it is secret
   */
  String read(String raw);

  /** A name of up to {@link Scope#MAX_ID_LENGTH} printable characters. */
  record Name() implements Kind {
    @Override
    public String describe() {
      return "a name";
    }

    @Override
    public String read(String raw) {
      if (raw.length() > Scope.MAX_ID_LENGTH || raw.chars().anyMatch(Character::isISOControl)) {
        throw new InvalidInputException(
            "the name is too long or holds control characters",
            "Use at most " + Scope.MAX_ID_LENGTH + " printable characters.");
      }
      return raw;
    }
  }

  /** Several names, separated by commas. */
  record Names() implements Kind {
    @Override
    public String describe() {
      return "names separated by commas";
    }

    @Override
    public String read(String raw) {
      return Arrays.stream(raw.split(","))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .map(name -> new Name().read(name))
          .collect(Collectors.joining(","));
    }
  }

  /** A path; {@code ~} at its start means the user's own folder. */
  record Location() implements Kind {
    @Override
    public String describe() {
      return "a path";
    }

    @Override
    public String read(String raw) {
      if (raw.chars().anyMatch(Character::isISOControl)) {
        throw new InvalidInputException("the path holds control characters", "Remove them.");
      }
      return raw;
    }
  }

  /** A whole number within bounds. */
  record WholeNumber(int least, int most) implements Kind {
    @Override
    public String describe() {
      return "a whole number from " + least + " to " + most;
    }

    @Override
    public String read(String raw) {
      try {
        int number = Integer.parseInt(raw);
        if (number >= least && number <= most) {
          return Integer.toString(number);
        }
      } catch (NumberFormatException e) {
        // answered below, as a number out of bounds is
      }
      throw new InvalidInputException(
          "'" + raw + "' is not " + describe(), "Use " + describe() + ".");
    }
  }

  /** Numbers by name, such as {@code role=0.2,time=0}, each from 0 to a bound. */
  record Shares(int most) implements Kind {
    @Override
    public String describe() {
      return "name=number separated by commas, numbers from 0 to " + most;
    }

    @Override
    public String read(String raw) {
      Map<String, Double> shares = new LinkedHashMap<>();
      for (String part : raw.split(",", -1)) {
        int sign = part.indexOf('=');
        String name = sign < 0 ? "" : part.substring(0, sign).strip();
        double share = sign < 0 ? -1 : number(part.substring(sign + 1).strip());
        if (name.isEmpty() || !(share >= 0 && share <= most)) {
          throw new InvalidInputException(
              "'" + part.strip() + "' is not a name=number from 0 to " + most,
              "Use " + describe() + ", such as recency=0.2,role=0.");
        }
        shares.put(name, share);
      }
      return shares.entrySet().stream()
          .map(share -> share.getKey() + "=" + share.getValue())
          .collect(Collectors.joining(","));
    }

    /** The numbers in a value that was {@link #read}. */
    static Map<String, Double> parse(String value) {
      Map<String, Double> shares = new LinkedHashMap<>();
      for (String part : value.split(",")) {
        int sign = part.indexOf('=');
        shares.put(part.substring(0, sign), Double.valueOf(part.substring(sign + 1)));
      }
      return shares;
    }

    /** −1 for what is no number. */
    private static double number(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }

  /** The address of an HTTP server, without user information, query or fragment. */
  record Address() implements Kind {
    @Override
    public String describe() {
      return "an http or https address";
    }

    @Override
    public String read(String raw) {
      URI uri;
      try {
        uri = new URI(raw);
      } catch (URISyntaxException e) {
        throw unusable(e);
      }
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      if ((!http && !"https".equalsIgnoreCase(uri.getScheme()))
          || uri.getHost() == null
          || uri.getUserInfo() != null
          || uri.getQuery() != null
          || uri.getFragment() != null) {
        throw unusable(null);
      }
      return raw.replaceAll("/+$", "");
    }

    /** The address itself is not repeated: it may hold a password. */
    private static InvalidInputException unusable(@Nullable URISyntaxException cause) {
      return new InvalidInputException(
          "the value is not an http or https address without user, query and fragment",
          "Use one like http://127.0.0.1:11434.",
          cause);
    }
  }

  /** One of a few words. */
  record Choice(List<String> words) implements Kind {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public String describe() {
      return "one of " + String.join(", ", words);
    }

    @Override
    public String read(String raw) {
      String word = raw.toLowerCase(Locale.ROOT);
      if (!words.contains(word)) {
        throw new InvalidInputException(
            "'" + raw + "' is not " + describe(), "Use " + describe() + ".");
      }
      return word;
    }
  }

  /** A {@link Secret}. */
  record Hidden() implements Kind {
    @Override
    public String describe() {
      return "a secret of printable ASCII without spaces";
    }

    @Override
    public String read(String raw) {
      return new Secret(raw).reveal();
    }
  }
}
