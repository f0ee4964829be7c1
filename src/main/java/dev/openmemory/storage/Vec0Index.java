package dev.openmemory.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * The vector index of sqlite-vec, in the file: no warm-up, right for a process that asks little.
 * What the table lacks, because a process without the library wrote it, is searched beside it.
 */
final class Vec0Index implements VectorIndex {

  /**
   * Its cost grows with what is asked for: at 100 000 memories 200 candidates take four times as
   * long as 10. The exact ten nearest are kept to 98 % with 200.
   */
  private static final int CANDIDATES = 200;

  /** The most that sqlite-vec gives. */
  private static final int MOST = 4_096;

  private final int dimension;
  private final String version;

  Vec0Index(int dimension, String version) {
    this.dimension = dimension;
    this.version = version;
  }

  @Override
  public long[] candidates(Session session, Sought sought, KeyFilter filter, int limit) {
    QuerySigns query = sought.signs();
    Sql sql = session.sql();
    KeySet admitted = filter.admitted();
    long[] few = admitted == null ? few(sql, filter) : admitted.toArray();
    if (few.length <= NearestSigns.FEW) {
      return few;
    }
    int wanted = Math.min(MOST, Math.max(CANDIDATES, 2 * limit));
    Signatures pending = session.pending(new Vec0Rows(sql).applied()).now();
    NearestSigns nearest = new NearestSigns(wanted, dimension);
    StringBuilder match =
        new StringBuilder("SELECT memory, bits FROM memory_vec0 WHERE bits MATCH vec_bit(?)");
    match.append(" AND k = ? AND expires > ? AND state IN (");
    List<String> states = new ArrayList<>();
    for (int state = 0; state < 4; state++) {
      if ((filter.states() & 1 << state) != 0) {
        states.add(Integer.toString(state));
      }
    }
    match.append(String.join(", ", states)).append(')');
    List<Object> values = new ArrayList<>();
    values.add(Vectors.bytes(query.signs()));
    // As many more as are pending: those the table knows an older state of are left out.
    values.add(Math.min(MOST, wanted + pending.size()));
    values.add(filter.at());
    axis(match, values, "user_key", filter.scope().user());
    axis(match, values, "agent_key", filter.scope().agent());
    axis(match, values, "run_key", filter.scope().run());
    axis(match, values, "app_key", filter.scope().app());
    if (admitted != null) {
      match.append(" AND memory IN (SELECT value FROM json_each(?))");
      values.add(Ids.jsonOf(few));
    }
    long[] bits = new long[Vectors.words(dimension)];
    sql.each(
        match.toString(),
        row -> {
          if (!pending.contains(row.getLong(1))) {
            Vectors.readSignature(row.getBytes(2), bits, 0);
            nearest.offer(row.getLong(1), query.distance(bits, 0));
          }
        },
        values.toArray());
    pending.search(query, filter, new Signatures(dimension), nearest);
    return nearest.keys();
  }

  /** What passes the filter, or one more than few of it. */
  private static long[] few(Sql sql, KeyFilter filter) {
    RowFilter rows = new RowFilter(filter);
    return sql
        .list(
            "SELECT m.key FROM memory m " + rows.sql() + " LIMIT " + (NearestSigns.FEW + 1),
            row -> row.getLong(1),
            rows.parameters())
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  private static void axis(StringBuilder match, List<Object> values, String column, long key) {
    if (key != 0) {
      match.append(" AND ").append(column).append(" = ?");
      values.add(key);
    }
  }

  @Override
  public String name() {
    return "vec0 (sqlite-vec " + version + ")";
  }

  @Override
  public String reason() {
    return "it needs no warm-up";
  }
}
