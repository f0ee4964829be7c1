package dev.openmemory.storage;

import dev.openmemory.model.Importance;
import dev.openmemory.model.MemoryId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads how memories were used, many at once. Being listed is no use. */
final class UsageRows {

  private final Sql sql;

  UsageRows(Sql sql) {
    this.sql = sql;
  }

  Map<MemoryId, Usage> of(Collection<MemoryId> ids) {
    Map<MemoryId, Usage> found = new LinkedHashMap<>();
    sql.each(
        """
        SELECT m.id, count(a.key), max(m.observed, coalesce(max(a.at), m.observed)), m.importance,
               m.pinned
          FROM json_each(?) k
          JOIN memory m ON m.id = unhex(k.value)
          LEFT JOIN access a ON a.memory = m.key AND a.kind <> 'list'
         GROUP BY m.key
        """,
        row ->
            found.put(
                new MemoryId(Ids.uuid(row.getBytes(1))),
                new Usage(
                    row.getInt(2),
                    Times.instant(row.getLong(3)),
                    new Importance(Sql.doubleOrNull(row, 4), row.getInt(5) != 0))),
        Ids.jsonOf(ids));
    return found;
  }
}
