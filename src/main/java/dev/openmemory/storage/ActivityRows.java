package dev.openmemory.storage;

import dev.openmemory.model.Activity;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The table of how much the memory is used. */
final class ActivityRows {

  private final Sql sql;

  ActivityRows(Sql sql) {
    this.sql = sql;
  }

  void add(Activity more) {
    sql.update(
        """
        INSERT INTO activity (day, kind, client, calls, items, micros, slowest)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (day, kind, client) DO UPDATE
           SET calls = calls + excluded.calls, items = items + excluded.items,
               micros = micros + excluded.micros, slowest = max(slowest, excluded.slowest)
        """,
        more.day().toEpochDay(),
        more.kind().key(),
        more.client() == null ? "" : more.client(),
        more.calls(),
        more.items(),
        more.micros(),
        more.slowest());
  }

  List<Activity> since(LocalDate from) {
    return sql.list(
        """
        SELECT day, kind, client, calls, items, micros, slowest FROM activity
         WHERE day >= ? ORDER BY day, kind, client
        """,
        row -> {
          String client = row.getString(3);
          return new Activity(
              LocalDate.ofEpochDay(row.getLong(1)),
              Activity.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
              client.isEmpty() ? null : client,
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7));
        },
        from.toEpochDay());
  }
}
