package dev.openmemory.storage;

import org.jspecify.annotations.Nullable;

/** Builds every derived table again from the canonical ones, in one transaction. */
final class Reindexing {

  private final Sql sql;
  private final Space space;
  private final boolean vec0;

  Reindexing(Sql sql, Space space, boolean vec0) {
    this.sql = sql;
    this.space = space;
    this.vec0 = vec0;
  }

  void run() {
    new KeywordIndex(sql).rebuild();
    signatures();
    Vec0Rows rows = new Vec0Rows(sql);
    if (vec0) {
      rows.drop();
      rows.create(space.dimension());
      rows.apply(Integer.MAX_VALUE);
    } else if (rows.exist()) {
      rows.purge();
    }
  }

  /** Change numbers go on rising, so that every index in memory takes the new rows in. */
  private void signatures() {
    SignatureRows signatures = new SignatureRows(sql);
    VectorSearch embeddings = new VectorSearch(sql, space.dimension());
    for (Long orphan :
        sql.list(
            """
            SELECT memory FROM signature s
             WHERE bits IS NOT NULL AND NOT EXISTS (SELECT 1 FROM memory WHERE key = s.memory)
            """,
            row -> row.getLong(1))) {
      signatures.erase(orphan);
    }
    record Row(long key, int state, ScopeKeys scope, @Nullable Long expires) {}
    for (Row row :
        sql.list(
            """
            SELECT key, state, coalesce(user_key, 0), coalesce(agent_key, 0), coalesce(run_key, 0),
                   coalesce(app_key, 0), expires
              FROM memory m WHERE EXISTS (SELECT 1 FROM embedding WHERE memory = m.key)
             ORDER BY key
            """,
            r ->
                new Row(
                    r.getLong(1),
                    r.getInt(2),
                    new ScopeKeys(r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6)),
                    Sql.longOrNull(r, 7)))) {
      signatures.put(
          row.key(), row.state(), row.scope(), row.expires(), embeddings.signature(row.key()));
    }
  }
}
