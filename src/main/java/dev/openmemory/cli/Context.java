package dev.openmemory.cli;

import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.config.Surroundings;
import dev.openmemory.distill.llm.EndpointLlm;
import dev.openmemory.embedding.Embedder;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.embedding.RerankerDescriptor;
import dev.openmemory.embedding.Rerankers;
import dev.openmemory.engine.Caller;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.RankingOptions;
import dev.openmemory.engine.RerankerChoice;
import dev.openmemory.json.Json;
import dev.openmemory.model.InvalidInputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every command works with. Where the parts of the process are put together.
 *
 * @param terminal where it reads and writes
 * @param surroundings the process's environment
 * @param clock what time it is
 * @param localZone the zone of the person's times; looked up late, since reading the zone rules
 *     costs more than all else a server does before its first reply
 */
record Context(
    Terminal terminal, Surroundings surroundings, Clock clock, Supplier<ZoneId> localZone) {

  /** Whom the command line's calls are noted under. */
  static final Caller CALLER = Caller.COMMAND_LINE;

  /** The settings, with those of the command line before all. */
  Configuration configuration(Map<Setting, String> options) {
    return new Configuration(surroundings, options);
  }

  /** Opens the engine for one command. */
  Engine engine(StoreOptions store) {
    return engine(configuration(store.given()), EngineOptions.Lifetime.ONE_SHOT);
  }

  /** Opens the engine. */
  Engine engine(Configuration configuration, EngineOptions.Lifetime lifetime) {
    return Engine.open(
        options(configuration, lifetime),
        embedder(configuration),
        EndpointLlm.configured(configuration),
        reranker(configuration)
            .map(
                found ->
                    new RerankerChoice(
                        Rerankers.open(found, configuration.home().resolve("native")),
                        configuration.rerankerHits(),
                        configuration.rerankerWeight())),
        clock);
  }

  /** How the engine is opened. */
  EngineOptions options(Configuration configuration, EngineOptions.Lifetime lifetime) {
    return new EngineOptions(
        configuration.database(),
        configuration.user(),
        lifetime,
        switch (configuration.index()) {
          case AUTO -> EngineOptions.Index.AUTO;
          case VEC0 -> EngineOptions.Index.VEC0;
          case RESIDENT -> EngineOptions.Index.RESIDENT;
        },
        configuration.home().resolve("native"),
        configuration.busyTimeout(),
        new RankingOptions(configuration.weights(), configuration.halfLife()));
  }

  /** The configured embedding model; the caller closes it. */
  Embedder embedder(Configuration configuration) {
    return EmbeddingModels.open(
        EmbeddingModels.find(modelFolders(configuration), configuration.model()),
        configuration.home().resolve("native"));
  }

  /**
   * The re-ranker in use, if any.
   *
   * @throws dev.openmemory.model.MisconfiguredException if one is named and cannot be used
   */
  static Optional<RerankerDescriptor> reranker(Configuration configuration) {
    List<Path> folders = modelFolders(configuration);
    return switch (configuration.reranker()) {
      case "none" -> Optional.empty();
      case "auto" -> Rerankers.installed(folders);
      default -> Optional.of(Rerankers.find(folders, configuration.reranker()));
    };
  }

  /** Where models are looked for, in order: the user's own, then those that came along. */
  static List<Path> modelFolders(Configuration configuration) {
    List<Path> folders = new ArrayList<>();
    folders.add(configuration.models());
    EmbeddingModels.builtIn().ifPresent(folders::add);
    return folders;
  }

  /** The zone that times are read and shown in. */
  ZoneId zone() {
    return localZone.get();
  }

  /** Shows memories to a person. */
  MemoryText people() {
    return new MemoryText(terminal, zone());
  }

  /** Prints a result as JSON. */
  void json(Object value) {
    terminal.result(Printable.json(Json.pretty(value)));
  }

  /**
   * The text that a command is given: its arguments, or standard input when the only one is {@code
   * -} or there is none and standard input is not a person.
   *
   * @param what what the text is, such as {@code text}
   * @throws InvalidInputException if there is none
   */
  String text(String what, List<String> words) {
    if (words.equals(List.of("-")) || (words.isEmpty() && !terminal.interactive())) {
      String text = terminal.readAll();
      if (text.isBlank()) {
        throw new InvalidInputException(
            "there is no " + what, "Give it as an argument or on standard input.");
      }
      return text;
    }
    if (words.isEmpty()) {
      throw new InvalidInputException(
          "there is no " + what, "Give it as an argument, or '-' to read standard input.");
    }
    return String.join(" ", words);
  }
}
