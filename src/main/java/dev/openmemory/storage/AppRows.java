package dev.openmemory.storage;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of applications. */
final class AppRows {

  private final Sql sql;

  AppRows(Sql sql) {
    this.sql = sql;
  }

  Map<String, Instant> paused() {
    Map<String, Instant> paused = new TreeMap<>();
    sql.each(
        "SELECT name, paused FROM app WHERE paused IS NOT NULL",
        row -> paused.put(row.getString(1), Times.instant(row.getLong(2))));
    return paused;
  }

  void pause(String app, @Nullable Instant since) {
    sql.update(
        """
        INSERT INTO app (name, paused) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET paused = excluded.paused
        """,
        app,
        Times.microsOrNull(since));
  }
}
