package dev.openmemory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openmemory.config.Configuration;
import dev.openmemory.config.Setting;
import dev.openmemory.config.SettingsFile;
import dev.openmemory.embedding.EmbeddingModels;
import dev.openmemory.engine.Diagnosis;
import dev.openmemory.engine.Engine;
import dev.openmemory.engine.EngineOptions;
import dev.openmemory.engine.EngineStats;
import dev.openmemory.json.Json;
import dev.openmemory.model.MemoryException;
import dev.openmemory.model.Scope;
import dev.openmemory.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A look at everything that the product stands on. A part that fails does not hide the others. */
final class Examination {

  private final Context context;
  private final Configuration configuration;
  private final List<String> problems = new ArrayList<>();

  Examination(Context context, Configuration configuration) {
    this.context = context;
    this.configuration = configuration;
  }

  /** What is wrong, one advice each, once the report is made. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * What was found.
   *
   * @param reindex whether derived tables are built again first
   */
  ObjectNode report(boolean reindex) {
    ObjectNode report = Json.mapper().createObjectNode();
    report.set("program", program());
    report.set("settings", settings());
    ObjectNode database = report.putObject("database");
    ObjectNode model = report.putObject("model");
    ObjectNode reranker = report.putObject("reranker");
    database.put("file", configuration.database().toString());
    model.put("id", configuration.model());
    model.put("runtime", EmbeddingModels.runtime());
    try (Engine engine = context.engine(configuration, EngineOptions.Lifetime.ONE_SHOT)) {
      database(engine, database, reindex);
      model(engine, model);
      reranker(engine.stats(Scope.ANY, Context.CALLER).reranker(), reranker);
    } catch (MemoryException e) {
      problems.add(e.advice());
    }
    report.set("servers", servers());
    ArrayNode wrong = report.putArray("problems");
    problems.forEach(wrong::add);
    report.put("sound", problems.isEmpty());
    return report;
  }

  private static ObjectNode program() {
    return Json.mapper()
        .createObjectNode()
        .put("version", Distribution.version())
        .put(
            "java",
            Runtime.version()
                + " ("
                + System.getProperty("java.vendor")
                + ", "
                + System.getProperty("java.home")
                + ")")
        .put(
            "system",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + ", "
                + System.getProperty("os.arch"));
  }

  private ObjectNode settings() {
    Path file = configuration.file();
    ObjectNode node =
        Json.mapper()
            .createObjectNode()
            .put("home", configuration.home().toString())
            .put("file", file + (Files.exists(file) ? "" : " (not there, and need not be)"));
    List<String> set = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      switch (configuration.origin(setting)) {
        case DEFAULT -> {}
        case OPTION, ENVIRONMENT, FILE ->
            set.add(setting.key() + " (" + configuration.origin(setting).key() + ")");
      }
    }
    node.put("set", set.isEmpty() ? "nothing" : String.join(", ", set));
    SettingsFile content = SettingsFile.read(file);
    if (!content.unknown().isEmpty()) {
      node.put("meaningless", String.join(", ", content.unknown()));
    }
    if (content.get(Setting.TOKEN).isPresent() && othersMayRead(file)) {
      problems.add(file + " holds a secret and others may read it. Run 'chmod 600 " + file + "'.");
    }
    return node;
  }

  private static boolean othersMayRead(Path file) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      return rights.contains(PosixFilePermission.GROUP_READ)
          || rights.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a file system without such rights
    }
  }

  private void database(Engine engine, ObjectNode node, boolean reindex) {
    if (reindex) {
      engine.reindex();
    }
    Diagnosis diagnosis = engine.diagnose();
    EngineStats stats = diagnosis.stats();
    node.put("size", size(stats.bytes()))
        .put("engine", stats.database())
        .put("schema", stats.schema())
        .put("vector_index", stats.vectorIndex())
        .put("because", stats.vectorIndexReason())
        .put("memories", states(stats))
        .put("messages", stats.messages())
        .put("users", stats.users())
        .put("apps", stats.apps())
        .put(
            "checked",
            diagnosis.memoriesChecked()
                + " memories, "
                + (diagnosis.sound() ? "all sound" : diagnosis.problems().size() + " problems")
                + (reindex ? ", after building every derived table again" : ""));
    problems.addAll(diagnosis.problems());
  }

  private static String states(EngineStats stats) {
    List<String> parts = new ArrayList<>();
    for (State state : State.values()) {
      long count = stats.memories().getOrDefault(state, 0L);
      if (count > 0 || state == State.ACTIVE) {
        parts.add(count + " " + state.key());
      }
    }
    return String.join(", ", parts);
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1_000.0)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
  }

  private static void model(Engine engine, ObjectNode node) {
    engine.warmUp();
    node.put("loads", "yes");
  }

  /** After the models were loaded. */
  private void reranker(EngineStats.@Nullable Rereading found, ObjectNode node) {
    if (found == null) {
      node.put("id", "none");
      if (!configuration.reranker().equals("none")) {
        node.put("because", "no folder of models holds the files of one");
      }
      return;
    }
    node.put("id", found.model())
        .put("reads", "the best " + found.hits() + " hits")
        .put("decides", found.percent() + "% of a score")
        .put("loads", found.failure() == null ? "yes" : "no");
    if (found.failure() != null) {
      problems.add(found.failure());
    }
  }

  private ArrayNode servers() {
    ArrayNode list = Json.mapper().createArrayNode();
    for (RunningServer server : new RunningServers(configuration.home()).alive()) {
      list.add(server.url());
      if (!Health.answers(server.url())) {
        problems.add(
            server.url()
                + " does not answer, though process "
                + server.pid()
                + " runs. Stop it with 'openmemory server stop'.");
      }
    }
    return list;
  }
}
