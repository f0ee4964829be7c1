package dev.openmemory.storage;

/**
 * The rows of a listing, which leaves covered passages out, and how many there are.
 *
 * @param where leads to the rows
 * @param lead stands before what they are ordered by: a plus where they are so few that they are
 *     sorted, rather than picked out on a walk through all in that order
 */
record Listed(RowFilter where, long total, String lead) {

  static Listed of(Sql sql, KeyFilter filter) {
    RowFilter rows = rows(filter);
    if (filter.where().isNone()) {
      return new Listed(rows, count(sql, rows), "");
    }
    // What passes is found by one look at every row, which is dear; so it serves both questions.
    KeySet keys = new KeySet();
    sql.each(
        "SELECT m.key FROM memory m " + rows.sql(),
        row -> keys.add(row.getLong(1)),
        rows.parameters());
    if (keys.size() > NearestSigns.FEW) {
      return new Listed(rows, keys.size(), "");
    }
    RowFilter few = new RowFilter(ScopeKeys.ANY);
    few.and("m.key IN (SELECT value FROM json_each(?))", Ids.jsonOf(keys.toArray()));
    return new Listed(few, keys.size(), "+");
  }

  static RowFilter rows(KeyFilter filter) {
    RowFilter where = new RowFilter(filter);
    where.and("m.covered = 0");
    return where;
  }

  static long count(Sql sql, RowFilter where) {
    return sql.number("SELECT count(*) FROM memory m " + where.sql(), where.parameters());
  }
}
