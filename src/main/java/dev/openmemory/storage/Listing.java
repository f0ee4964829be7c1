package dev.openmemory.storage;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Page;
import dev.openmemory.model.Sort;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists and counts memories by filter. */
final class Listing {

  private final Sql sql;

  Listing(Sql sql) {
    this.sql = sql;
  }

  Page<Memory> list(MemoryFilter filter, Sort sort, @Nullable Cursor after, int limit) {
    Place start = after == null ? null : Place.read(after, filter, sort);
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return new Page<>(List.of(), null, 0);
    }
    Listed listed = Listed.of(sql, keyed.get());
    RowFilter where = listed.where();
    String by = listed.lead() + column(sort.by());
    if (start != null) {
      where.and(
          "(" + by + ", m.id) " + (sort.descending() ? "<" : ">") + " (?, ?)",
          start.value(),
          start.id());
    }
    String direction = sort.descending() ? " DESC" : "";
    List<Memory> found =
        sql.list(
            MemoryRows.SELECT
                + where.sql()
                + (" ORDER BY " + by + direction + ", m.id" + direction + " LIMIT ")
                + (limit + 1L),
            MemoryRows::read,
            where.parameters());
    if (found.size() <= limit) {
      return new Page<>(found, null, listed.total());
    }
    List<Memory> page = found.subList(0, limit);
    return new Page<>(
        page, Place.of(page.get(limit - 1), sort).cursor(filter, sort), listed.total());
  }

  /** Where the listing goes on behind so many memories; empty if it has fewer. */
  Optional<Cursor> after(MemoryFilter filter, Sort sort, long skipped) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return Optional.empty();
    }
    RowFilter where = Listed.rows(keyed.get());
    String by = column(sort.by());
    String direction = sort.descending() ? " DESC" : "";
    return sql.first(
        ("SELECT " + by + ", m.id FROM memory m " + where.sql())
            + (" ORDER BY " + by + direction + ", m.id" + direction)
            + (" LIMIT 1 OFFSET " + (skipped - 1)),
        row ->
            new Place(
                    sort.by() == Sort.By.TEXT ? row.getString(1) : (Object) row.getLong(1),
                    row.getBytes(2))
                .cursor(filter, sort),
        where.parameters());
  }

  private static String column(Sort.By by) {
    return switch (by) {
      case OBSERVED -> "m.observed";
      case CREATED -> "m.created";
      case UPDATED -> "m.updated";
      // No more than fits a cursor.
      case TEXT -> "substr(m.text, 1, " + Place.CHARACTERS + ") COLLATE NOCASE";
    };
  }

  long count(MemoryFilter filter) {
    return KeyFilter.of(sql, filter).map(keyed -> Listed.count(sql, Listed.rows(keyed))).orElse(0L);
  }

  List<MemoryId> ids(MemoryFilter filter) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return List.of();
    }
    RowFilter where = Listed.rows(keyed.get());
    return sql.list(
        "SELECT m.id FROM memory m " + where.sql(),
        row -> new MemoryId(Ids.uuid(row.getBytes(1))),
        where.parameters());
  }
}
