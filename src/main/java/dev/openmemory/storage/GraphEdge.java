package dev.openmemory.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An edge between row keys, whatever memories state it.
 *
 * @param from since when it held
 * @param to until when; null while it does
 * @param memories how many state it
 */
record GraphEdge(
    long subject,
    String predicate,
    long object,
    Instant from,
    @Nullable Instant to,
    long memories) {

  static GraphEdge read(ResultSet row) throws SQLException {
    return new GraphEdge(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        Times.instant(row.getLong(4)),
        Times.instantOrNull(Sql.longOrNull(row, 5)),
        row.getLong(6));
  }

  long other(long end) {
    return subject == end ? object : subject;
  }

  boolean isSame(GraphEdge edge) {
    return subject == edge.subject && object == edge.object && predicate.equals(edge.predicate);
  }

  /** The same edge, as stated by others too. */
  GraphEdge with(GraphEdge more) {
    return new GraphEdge(
        subject,
        predicate,
        object,
        more.from.isBefore(from) ? more.from : from,
        to == null || more.to == null ? null : more.to.isAfter(to) ? more.to : to,
        memories + more.memories);
  }
}
