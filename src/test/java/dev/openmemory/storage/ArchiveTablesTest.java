package dev.openmemory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever adds a table or column decides here whether an archive holds it: then {@link ArchiveRows}
 * reads it, {@link ArchiveIntake} stores it, and docs/export-format.md names it.
 */
class ArchiveTablesTest {

  /** Derived, of this file alone, or about its use and not about what is remembered. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "meta",
          "embedding_space",
          "signature",
          "lease",
          "next_embedding",
          "activity",
          "upkeep",
          "upkeep_memory",
          "upkeep_sighting",
          "upkeep_coverage",
          "upkeep_access",
          "sqlite_sequence");

  private static final Map<String, String> ARCHIVED =
      Map.ofEntries(
          Map.entry("scope_value", "axis value"),
          Map.entry(
              "message",
              "id user_key agent_key run_key app_key role speaker client text observed recorded"),
          Map.entry(
              "memory",
              "id user_key agent_key run_key app_key state observed created updated expires"
                  + " valid_from valid_to superseded_by sightings message_key passage role speaker"
                  + " client distiller text_hash metadata text covered maker maker_version"
                  + " importance pinned"),
          Map.entry("embedding", "memory space vector"),
          Map.entry("context_embedding", "memory vector"),
          Map.entry("sighting", "memory message at"),
          Map.entry(
              "history",
              "memory kind as_now old_text new_text old_state new_state message client at"),
          Map.entry("access", "memory kind client at"),
          Map.entry("feedback", "memory verdict reason client at"),
          Map.entry("coverage", "fact passage"),
          Map.entry("entity", "id user_key kind name created"),
          Map.entry("alias", "entity form name user_key"),
          Map.entry("memory_entity", "memory entity form"),
          Map.entry("relation", "subject predicate object memory valid_from valid_to"),
          Map.entry("conflict", "memory other found"),
          Map.entry(
              "job",
              "id user_key agent_key run_key app_key client expires metadata created status"
                  + " attempts started finished outcome"),
          Map.entry("job_message", "job position message"),
          Map.entry("app", "name paused"));

  @TempDir Path folder;

  @Test
  void anArchiveHoldsEveryColumnThatNothingElseCouldBringBack() throws SQLException {
    Stores.open(Samples.options(folder)).close();
    Map<String, Set<String>> columns = new TreeMap<>();
    String address = "jdbc:sqlite:" + folder.resolve("memory.db");
    try (Connection connection = DriverManager.getConnection(address);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                 WHERE t.type = 'table' AND t.name NOT GLOB 'memory_fts*'
                   AND t.name NOT GLOB 'memory_vec0*' AND c.name <> 'key'
                """)) {
      while (rows.next()) {
        columns
            .computeIfAbsent(rows.getString(1), t -> new LinkedHashSet<>())
            .add(rows.getString(2));
      }
    }
    columns.keySet().removeAll(LEFT_OUT);
    assertThat(columns.keySet()).isEqualTo(new TreeMap<>(ARCHIVED).keySet());
    columns.forEach(
        (table, names) ->
            assertThat(names)
                .as(table)
                .containsExactlyInAnyOrder(ARCHIVED.getOrDefault(table, "").split(" ")));
  }
}
