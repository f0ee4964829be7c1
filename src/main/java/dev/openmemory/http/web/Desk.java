package dev.openmemory.http.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page needs of the process around the server: its version and its settings. The command
 * that starts the server provides it.
 */
public interface Desk {

  /** The product's version. */
  String version();

  /** Whose memory it is where nobody is named. */
  String defaultUser();

  /** Where settings are kept. */
  String file();

  /** Every setting as it will be at the next start. */
  List<Option> settings();

  /**
   * Writes a setting down; it takes effect when the server starts again.
   *
   * @throws dev.openmemory.model.InvalidInputException if there is no such setting, it takes no
   *     such value, or it is not {@link Option#editable}
   */
  void set(String key, String value);

  /** Removes a setting from the file, so that its default holds. */
  void unset(String key);

  /**
   * One setting.
   *
   * @param key its name
   * @param value what it is, {@code ***} of a secret; null when it is not set
   * @param origin where that comes from, such as {@code file} or {@code environment}
   * @param environment its environment variable, which comes before the file
   * @param fallback what holds when nobody sets it, for people
   * @param help one line that says what it is
   * @param choices the values it takes; empty when there is no such list
   * @param secret whether its value is never shown
   * @param editable whether the page may change it
   */
  record Option(
      String key,
      @Nullable String value,
      String origin,
      String environment,
      String fallback,
      String help,
      List<String> choices,
      boolean secret,
      boolean editable) {

    public Option {
      choices = List.copyOf(choices);
    }
  }
}
