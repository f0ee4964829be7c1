package dev.openmemory.config;

import dev.openmemory.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A language model at an endpoint.
 *
 * @param provider which API the endpoint speaks
 * @param baseUrl what the API's paths are appended to
 * @param model the model's name there
 * @param apiKey the key that the endpoint asks for
 * @param timeout how long one question may take, with all its repetitions
 * @param contextTokens how many tokens a question and its answer may have together
 */
public record LlmSettings(
    Provider provider,
    URI baseUrl,
    String model,
    Optional<Secret> apiKey,
    Duration timeout,
    int contextTokens) {

  /** The APIs that are spoken. */
  public enum Provider {
    OLLAMA("http://127.0.0.1:11434", false),
    /** Every server that speaks OpenAI's chat API. */
    OPENAI("https://api.openai.com/v1", true),
    ANTHROPIC("https://api.anthropic.com/v1", true);

    private final String home;
    private final boolean needsKey;

    Provider(String home, boolean needsKey) {
      this.home = home;
      this.needsKey = needsKey;
    }

    /** The name in settings, such as {@code ollama}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Its address where no other is set. */
    public String home() {
      return home;
    }

    /** Whether its own address refuses whoever has no key. */
    boolean needsKey() {
      return needsKey;
    }

    /** The provider with that name; empty for {@code none}. */
    static Optional<Provider> ofKey(String key) {
      for (Provider provider : values()) {
        if (provider.key().equals(key)) {
          return Optional.of(provider);
        }
      }
      return Optional.empty();
    }
  }
}
