package dev.openmemory.storage;

import dev.openmemory.model.Cursor;
import dev.openmemory.model.Memory;
import dev.openmemory.model.MemoryFilter;
import dev.openmemory.model.MemoryId;
import dev.openmemory.model.Page;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists and counts memories by filter. */
final class Listing {

  private final Sql sql;

  Listing(Sql sql) {
    this.sql = sql;
  }

  Page<Memory> list(MemoryFilter filter, @Nullable Cursor after, int limit) {
    Place start = after == null ? null : Place.read(after, filter);
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return new Page<>(List.of(), null, 0);
    }
    RowFilter where = listed(keyed.get());
    long total = count(where);
    if (start != null) {
      where.and("(m.observed, m.id) < (?, ?)", start.observed(), start.id());
    }
    List<Memory> found =
        sql.list(
            MemoryRows.SELECT
                + where.sql()
                + " ORDER BY m.observed DESC, m.id DESC LIMIT "
                + (limit + 1L),
            MemoryRows::read,
            where.parameters());
    if (found.size() <= limit) {
      return new Page<>(found, null, total);
    }
    List<Memory> page = found.subList(0, limit);
    return new Page<>(page, Place.of(page.get(limit - 1)).cursor(filter), total);
  }

  long count(MemoryFilter filter) {
    return KeyFilter.of(sql, filter).map(keyed -> count(listed(keyed))).orElse(0L);
  }

  List<MemoryId> ids(MemoryFilter filter) {
    Optional<KeyFilter> keyed = KeyFilter.of(sql, filter);
    if (keyed.isEmpty()) {
      return List.of();
    }
    RowFilter where = listed(keyed.get());
    return sql.list(
        "SELECT m.id FROM memory m " + where.sql(),
        row -> new MemoryId(Ids.uuid(row.getBytes(1))),
        where.parameters());
  }

  private static RowFilter listed(KeyFilter filter) {
    RowFilter where = new RowFilter(filter);
    where.and("m.covered = 0");
    return where;
  }

  private long count(RowFilter where) {
    return sql.number("SELECT count(*) FROM memory m " + where.sql(), where.parameters());
  }

  /**
   * Where a page ended.
   *
   * @param observed microseconds
   * @param id 16 bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Place(long observed, byte[] id) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + Integer.BYTES + Long.BYTES + 16;

    static Place of(Memory last) {
      return new Place(Times.micros(last.observedAt()), Ids.bytes(last.id().value()));
    }

    Cursor cursor(MemoryFilter filter) {
      byte[] bytes =
          ByteBuffer.allocate(LENGTH)
              .put(VERSION)
              .putInt(mark(filter))
              .putLong(observed)
              .put(id)
              .array();
      return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static Place read(Cursor cursor, MemoryFilter filter) {
      byte[] bytes;
      try {
        bytes = Base64.getUrlDecoder().decode(cursor.token());
      } catch (IllegalArgumentException e) {
        throw Cursor.invalid();
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      if (bytes.length != LENGTH || buffer.get() != VERSION || buffer.getInt() != mark(filter)) {
        throw Cursor.invalid();
      }
      long observed = buffer.getLong();
      byte[] id = new byte[16];
      buffer.get(id);
      return new Place(observed, id);
    }

    /** Tells the listings of different filters apart; the time may differ from page to page. */
    private static int mark(MemoryFilter filter) {
      return Objects.hash(
          filter.scope().userId(),
          filter.scope().agentId(),
          filter.scope().runId(),
          filter.scope().appId(),
          Codes.mask(filter.states()));
    }
  }
}
