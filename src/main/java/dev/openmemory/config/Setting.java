package dev.openmemory.config;

import dev.openmemory.model.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Everything that can be set, as data. Nothing has to be. */
public enum Setting {
  HOME(
      new Kind.Location(),
      "~/.openmemory",
      "folder of the database, the configuration file and the logs"),
  DB(new Kind.Location(), "<home>/memory.db", "the database file"),
  USER(new Kind.Name(), "the login name", "whose memory it is where a write names no user"),
  MODEL(new Kind.Name(), "bge-small-en-v1.5-q", "id of the embedding model"),
  MODELS(
      new Kind.Location(),
      "<home>/models",
      "folder of your own models, searched before the built-in ones"),
  RERANKER(
      new Kind.Name(),
      "auto",
      "id of the re-ranker that reads the best hits again; auto takes one whose files are there, none uses none"),
  RERANKER_HITS(
      new Kind.WholeNumber(1, 200), "30", "how many of the best hits the re-ranker reads"),
  RERANKER_WEIGHT(
      new Kind.WholeNumber(1, 90), "50", "percent of a score that the re-ranker decides"),
  INDEX(
      new Kind.Choice(List.of("auto", "vec0", "resident")),
      "auto",
      "vector index: vec0 (sqlite-vec, no warm-up), resident (in memory), or the fitting one"),
  WEIGHTS(
      new Kind.Shares(100),
      "none",
      "what signals of the ranking count for instead of their defaults, such as recency=0.2,role=0"),
  HALF_LIFE(
      new Kind.WholeNumber(1, 36_500),
      "90",
      "days after which a memory counts half as recent, where recency or decay counts"),
  BUSY_TIMEOUT(
      new Kind.WholeNumber(0, 3_600),
      "10",
      "seconds that a write waits while another process holds the database"),
  HOST(new Kind.Name(), "127.0.0.1", "address that the HTTP server listens on"),
  PORT(
      new Kind.WholeNumber(0, 65_535),
      "8765",
      "port that the HTTP server listens on; 0 takes a free one"),
  TOKEN(
      new Kind.Hidden(),
      "none",
      "bearer token that HTTP clients must send; required beyond this computer"),
  ALLOWED_HOSTS(
      new Kind.Names(),
      "none",
      "further names, separated by commas, that the HTTP server may be called by"),
  ALLOWED_ORIGINS(
      new Kind.Names(),
      "none",
      "origins of web pages, separated by commas, that may call the HTTP server"),
  LLM(
      new Kind.Choice(List.of("none", "ollama", "openai", "anthropic")),
      "none",
      "language model that distils facts: ollama, openai (any server that speaks its API), anthropic"),
  LLM_MODEL(new Kind.Name(), "none", "the language model's name there, such as qwen3:8b"),
  LLM_BASE_URL(
      new Kind.Address(),
      "the provider's own",
      "where the language model is served, such as http://127.0.0.1:1234/v1"),
  LLM_API_KEY(new Kind.Hidden(), "none", "key that the language model's server asks for"),
  LLM_TIMEOUT(
      new Kind.WholeNumber(1, 3_600),
      "60",
      "seconds that one question to the language model may take, with all its repetitions"),
  LLM_CONTEXT(
      new Kind.WholeNumber(4_096, 1_000_000),
      "8192",
      "tokens that a question to the language model and its answer may have together"),
  SAMPLING(
      new Kind.Choice(List.of("off", "on")),
      "off",
      "whether an MCP client that offers its model is asked to distil, where no other model does");

  @SuppressWarnings("ImmutableEnumChecker") // kinds are records of numbers and unmodifiable lists
  private final Kind kind;

  private final String fallback;
  private final String help;

  Setting(Kind kind, String fallback, String help) {
    this.kind = kind;
    this.fallback = fallback;
    this.help = help;
  }

  /** Its name in the configuration file and for {@code openmemory config}, such as {@code db}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its environment variable, such as {@code OPENMEMORY_DB}. */
  public String environment() {
    return "OPENMEMORY_" + name();
  }

  /** What values it takes. */
  public Kind kind() {
    return kind;
  }

  /** What holds when nobody sets it, for people. */
  public String fallback() {
    return fallback;
  }

  /** One line that says what it is. */
  public String help() {
    return help;
  }

  /** Whether its value is never shown. */
  public boolean secret() {
    return kind instanceof Kind.Hidden;
  }

  /** Whether the configuration file may hold it; {@link #HOME} says where that file is. */
  public boolean inFile() {
    return this != HOME;
  }

  /** Every key, separated by commas. */
  static String keys() {
    return Arrays.stream(values()).map(Setting::key).collect(Collectors.joining(", "));
  }

  /**
   * The setting with that key; {@code -} counts as {@code _}, and the environment name is accepted.
   *
   * @throws InvalidInputException if there is none
   */
  public static Setting ofKey(String key) {
    String name = key.strip().replace('-', '_');
    for (Setting setting : values()) {
      if (setting.key().equalsIgnoreCase(name) || setting.environment().equals(name)) {
        return setting;
      }
    }
    throw new InvalidInputException(
        "there is no setting '" + key + "'", "Use one of " + keys() + ".");
  }
}
