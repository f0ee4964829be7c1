package dev.openmemory.config;

import dev.openmemory.model.InvalidInputException;
import dev.openmemory.model.MisconfiguredException;
import dev.openmemory.model.Secret;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one process: for each its value and where it was found. Option beats environment
 * beats file beats default.
 */
public final class Configuration {

  private static final String FILE = "config.json";

  private final Surroundings surroundings;
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
  private final Path home;

  /**
   * A setting's value.
   *
   * @param text its one spelling; never to be shown when the setting is secret
   * @param origin where it was found
   */
  private record Value(String text, Origin origin) {}

  /**
   * Finds every setting.
   *
   * @param options what the command line says; a setting that it does not name is absent
   * @throws InvalidInputException if an option's value cannot be used
   * @throws MisconfiguredException if the environment or the file holds a value that cannot be
   *     used; it names the place
   */
  public Configuration(Surroundings surroundings, Map<Setting, String> options) {
    this.surroundings = surroundings;
    given(Setting.HOME, options).ifPresent(value -> values.put(Setting.HOME, value));
    Value place = values.get(Setting.HOME);
    this.home =
        place == null
            ? surroundings.userHome().resolve(".openmemory").toAbsolutePath().normalize()
            : path(Setting.HOME, place.text());
    SettingsFile file = SettingsFile.read(file());
    for (Setting setting : Setting.values()) {
      if (setting.inFile()) {
        given(setting, options)
            .or(() -> written(setting, file))
            .ifPresent(value -> values.put(setting, value));
      }
    }
  }

  /**
   * Where the configuration file is, whether or not it can be read.
   *
   * @throws MisconfiguredException if {@link Setting#HOME} is no path
   */
  public static Path file(Surroundings surroundings) {
    String home = surroundings.environment().getOrDefault(Setting.HOME.environment(), "").strip();
    if (home.isEmpty()) {
      return surroundings
          .userHome()
          .resolve(".openmemory")
          .toAbsolutePath()
          .normalize()
          .resolve(FILE);
    }
    try {
      return path(Setting.HOME, Setting.HOME.kind().read(home), surroundings).resolve(FILE);
    } catch (InvalidInputException e) {
      throw misconfigured(Setting.HOME.environment() + " in the environment", e);
    }
  }

  /** The folder of everything that is kept by default. */
  public Path home() {
    return home;
  }

  /** The configuration file; it need not exist. */
  public Path file() {
    return home.resolve(FILE);
  }

  /** The database. */
  public Path database() {
    Value value = values.get(Setting.DB);
    return value == null ? home.resolve("memory.db") : path(Setting.DB, value.text());
  }

  /** Whose memory it is where a write names no user. */
  public String user() {
    return text(Setting.USER).orElse(surroundings.loginName());
  }

  /** The embedding model's id. */
  public String model() {
    return text(Setting.MODEL).orElse(Setting.MODEL.fallback());
  }

  /** The folder of the user's own models; it need not exist. */
  public Path models() {
    Value value = values.get(Setting.MODELS);
    return value == null ? home.resolve("models") : path(Setting.MODELS, value.text());
  }

  /** The re-ranker's id, or {@code auto}, or {@code none}. */
  public String reranker() {
    return text(Setting.RERANKER).orElse(Setting.RERANKER.fallback());
  }

  /** How many of the best hits the re-ranker reads, at least 1. */
  public int rerankerHits() {
    return number(Setting.RERANKER_HITS);
  }

  /** Percent of a score that the re-ranker decides, 1…90. */
  public int rerankerWeight() {
    return number(Setting.RERANKER_WEIGHT);
  }

  /** The vector index. */
  public IndexKind index() {
    return IndexKind.ofKey(text(Setting.INDEX).orElse(Setting.INDEX.fallback()));
  }

  /** What signals of the ranking count for instead of their defaults, by name. */
  public Map<String, Double> weights() {
    return text(Setting.WEIGHTS).map(Kind.Shares::parse).orElse(Map.of());
  }

  /** After how long a memory counts half as recent. */
  public Duration halfLife() {
    return Duration.ofDays(number(Setting.HALF_LIFE));
  }

  /** How long a write waits while another process holds the database. */
  public Duration busyTimeout() {
    return Duration.ofSeconds(number(Setting.BUSY_TIMEOUT));
  }

  /** The address that the HTTP server listens on. */
  public String host() {
    return text(Setting.HOST).orElse(Setting.HOST.fallback());
  }

  /** The port that the HTTP server listens on, 0…65535; 0 for a free one. */
  public int port() {
    return number(Setting.PORT);
  }

  /** The bearer token that HTTP clients must send. */
  public Optional<Secret> token() {
    return text(Setting.TOKEN).map(Secret::new);
  }

  /** Further names that the HTTP server may be called by. */
  public Set<String> allowedHosts() {
    return names(Setting.ALLOWED_HOSTS);
  }

  /** Origins of web pages that may call the HTTP server. */
  public Set<String> allowedOrigins() {
    return names(Setting.ALLOWED_ORIGINS);
  }

  /**
   * The language model that distils; empty where none is configured.
   *
   * @throws MisconfiguredException if one is wanted and something that it needs is missing
   */
  public Optional<LlmSettings> llm() {
    return LlmSettings.Provider.ofKey(llmKey())
        .map(
            provider ->
                new LlmSettings(
                    provider,
                    URI.create(text(Setting.LLM_BASE_URL).orElse(provider.home())),
                    text(Setting.LLM_MODEL).orElseThrow(() -> missing(Setting.LLM_MODEL, provider)),
                    llmKey(provider),
                    Duration.ofSeconds(number(Setting.LLM_TIMEOUT)),
                    number(Setting.LLM_CONTEXT)));
  }

  private String llmKey() {
    return text(Setting.LLM).orElse(Setting.LLM.fallback());
  }

  private Optional<Secret> llmKey(LlmSettings.Provider provider) {
    Optional<Secret> key = text(Setting.LLM_API_KEY).map(Secret::new);
    if (key.isEmpty() && provider.needsKey() && text(Setting.LLM_BASE_URL).isEmpty()) {
      throw missing(Setting.LLM_API_KEY, provider);
    }
    return key;
  }

  private static MisconfiguredException missing(Setting setting, LlmSettings.Provider provider) {
    return new MisconfiguredException(
        Setting.LLM.key() + " is " + provider.key() + ", and " + setting.key() + " is not set",
        "Set " + setting.environment() + ", or set " + Setting.LLM.environment() + " to none.");
  }

  /** Whether the model of an MCP client that offers it is asked to distil. */
  public boolean sampling() {
    return text(Setting.SAMPLING).orElse(Setting.SAMPLING.fallback()).equals("on");
  }

  private int number(Setting setting) {
    return Integer.parseInt(text(setting).orElse(setting.fallback()));
  }

  private Set<String> names(Setting setting) {
    return text(setting).map(names -> Set.of(names.split(","))).orElse(Set.of());
  }

  /** Where the value of a setting was found. */
  public Origin origin(Setting setting) {
    Value value = values.get(setting);
    return value == null ? Origin.DEFAULT : value.origin();
  }

  /** The value of a setting as it may be shown; empty if it has none. */
  public Optional<String> shown(Setting setting) {
    return switch (setting) {
      case HOME -> Optional.of(home.toString());
      case DB -> Optional.of(database().toString());
      case USER -> Optional.of(user());
      case MODEL -> Optional.of(model());
      case MODELS -> Optional.of(models().toString());
      case INDEX -> Optional.of(index().key());
      case BUSY_TIMEOUT -> Optional.of(Long.toString(busyTimeout().toSeconds()));
      case HOST -> Optional.of(host());
      case PORT -> Optional.of(Integer.toString(port()));
      case TOKEN -> token().map(Secret::toString);
      case LLM_API_KEY -> text(setting).map(key -> Secret.MASK);
      case RERANKER -> Optional.of(reranker());
      case RERANKER_HITS, RERANKER_WEIGHT, LLM, LLM_TIMEOUT, LLM_CONTEXT, SAMPLING, HALF_LIFE ->
          Optional.of(text(setting).orElse(setting.fallback()));
      case LLM_BASE_URL ->
          text(setting).or(() -> LlmSettings.Provider.ofKey(llmKey()).map(p -> p.home()));
      case LLM_MODEL, ALLOWED_HOSTS, ALLOWED_ORIGINS, WEIGHTS -> text(setting);
    };
  }

  private Optional<String> text(Setting setting) {
    return Optional.ofNullable(values.get(setting)).map(Value::text);
  }

  private Optional<Value> given(Setting setting, Map<Setting, String> options) {
    String option = options.get(setting);
    if (option != null) {
      // an option that is given empty is a mistake, such as an unset shell variable
      return Optional.of(checked(setting, option.strip(), Origin.OPTION));
    }
    String variable = surroundings.environment().getOrDefault(setting.environment(), "").strip();
    return variable.isEmpty()
        ? Optional.empty()
        : Optional.of(checked(setting, variable, Origin.ENVIRONMENT));
  }

  private Optional<Value> written(Setting setting, SettingsFile file) {
    return file.get(setting).map(raw -> checked(setting, raw, Origin.FILE));
  }

  private Value checked(Setting setting, String raw, Origin origin) {
    try {
      if (raw.isEmpty()) {
        throw new InvalidInputException(
            "the value is empty", "Use " + setting.kind().describe() + ", or leave it out.");
      }
      Value value = new Value(setting.kind().read(raw), origin);
      if (setting.kind() instanceof Kind.Location) {
        path(setting, value.text());
      }
      return value;
    } catch (InvalidInputException e) {
      throw switch (origin) {
        case OPTION ->
            new InvalidInputException("--" + setting.key() + ": " + e.problem(), e.remedy(), e);
        case ENVIRONMENT -> misconfigured(setting.environment() + " in the environment", e);
        case FILE -> misconfigured(setting.key() + " in " + file(), e);
        case DEFAULT -> throw new IllegalStateException("defaults are not checked", e);
      };
    }
  }

  private static MisconfiguredException misconfigured(String where, InvalidInputException e) {
    return new MisconfiguredException(where + ": " + e.problem(), e.remedy(), e);
  }

  private Path path(Setting setting, String text) {
    return path(setting, text, surroundings);
  }

  private static Path path(Setting setting, String text, Surroundings surroundings) {
    try {
      Path path =
          text.equals("~") || text.startsWith("~/") || text.startsWith("~\\")
              ? surroundings.userHome().resolve(text.substring(Math.min(2, text.length())))
              : Path.of(text);
      return path.toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new InvalidInputException(
          "'" + text + "' is not a path", "Use the path of " + setting.help() + ".", e);
    }
  }
}
