package dev.openmemory.storage;

import dev.openmemory.model.Actor;
import dev.openmemory.model.Mention;
import dev.openmemory.model.Role;
import dev.openmemory.model.StorageFailureException;
import dev.openmemory.model.Voice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A look through the whole file for damage, and for derived tables that are out of step. Damage
 * that stops one part of it is a finding, and the other parts go on.
 */
final class Inspection {

  private final Space space;
  private final boolean vec0;
  private final List<String> problems = new ArrayList<>();
  private long memories;

  Inspection(Space space, boolean vec0) {
    this.space = space;
    this.vec0 = vec0;
  }

  StoreCheck result() {
    return new StoreCheck(problems, memories);
  }

  /** What one snapshot of the rows tells. */
  void rows(Sql sql) {
    part(() -> file(sql));
    part(() -> counts(sql));
    part(() -> hashes(sql));
    part(() -> embeddings(sql));
    part(() -> graph(sql));
    if (vec0) {
      part(() -> vec0(sql));
    }
  }

  /** Whether the keyword index holds the words of the memories; needs a connection that writes. */
  void keywords(Sql sql) {
    try {
      new KeywordIndex(sql).verify();
    } catch (StorageFailureException e) {
      problems.add("the keyword index is out of step with the memories; reindex repairs it");
    }
  }

  private void part(Runnable look) {
    try {
      look.run();
    } catch (StorageFailureException e) {
      problems.add(e.problem());
    }
  }

  private void file(Sql sql) {
    sql.each(
        "PRAGMA integrity_check(20)",
        row -> {
          if (!"ok".equals(row.getString(1))) {
            problems.add("integrity: " + row.getString(1));
          }
        });
    problem(
        sql.number("SELECT count(*) FROM pragma_foreign_key_check"),
        "rows refer to rows that do not exist");
  }

  private void counts(Sql sql) {
    memories = sql.number("SELECT count(*) FROM memory");
    problem(
        sql.number(
            """
            SELECT count(*) FROM memory m
             WHERE NOT EXISTS (SELECT 1 FROM embedding e WHERE e.memory = m.key)
            """),
        "memories have no embedding");
    long wrong =
        sql.number(
            """
            SELECT count(*) FROM memory m LEFT JOIN signature s ON s.memory = m.key
             WHERE s.bits IS NULL OR s.state <> m.state OR s.expires IS NOT m.expires
                OR s.user_key <> coalesce(m.user_key, 0) OR s.run_key <> coalesce(m.run_key, 0)
                OR s.agent_key <> coalesce(m.agent_key, 0) OR s.app_key <> coalesce(m.app_key, 0)
            """);
    long orphaned =
        sql.number(
            """
            SELECT count(*) FROM signature s
             WHERE bits IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM memory m WHERE m.key = s.memory)
            """);
    problem(
        wrong + orphaned, "signatures are out of step with their memories; reindex repairs them");
  }

  private void hashes(Sql sql) {
    long[] wrong = {0};
    sql.each(
        "SELECT text_hash, role, speaker, distiller, text FROM memory",
        row -> {
          String fingerprint =
              Voice.fingerprint(
                  new Actor(Role.ofKey(row.getString(2)), row.getString(3)),
                  Codes.distiller(row.getString(4)),
                  row.getString(5));
          if (!Arrays.equals(MemoryRows.shortened(fingerprint), row.getBytes(1))) {
            wrong[0]++;
          }
        });
    problem(wrong[0], "memories have a hash that is not their text's");
  }

  private void graph(Sql sql) {
    problem(
        sql.number(
            """
            SELECT count(*) FROM entity e
             WHERE NOT EXISTS (SELECT 1 FROM memory_entity n WHERE n.entity = e.key)
                OR NOT EXISTS (SELECT 1 FROM alias a WHERE a.entity = e.key AND a.name = e.name)
                   AND e.name <> ?
            """,
            Mention.USER),
        "entities are named by no memory, or have a name that no memory gives");
    problem(
        sql.number(
            """
            SELECT count(*) FROM memory_entity n
              JOIN memory m ON m.key = n.memory JOIN entity e ON e.key = n.entity
             WHERE m.user_key IS NOT e.user_key
                OR NOT EXISTS (SELECT 1 FROM alias a
                                WHERE a.entity = n.entity AND a.form = n.form
                                  AND a.user_key IS e.user_key)
            """),
        "mentions lead to an entity of another user or to a name it does not have");
    problem(
        sql.number(
            """
            SELECT count(*) FROM relation r
             WHERE NOT EXISTS (SELECT 1 FROM memory_entity n
                                WHERE n.memory = r.memory AND n.entity = r.subject)
                OR NOT EXISTS (SELECT 1 FROM memory_entity n
                                WHERE n.memory = r.memory AND n.entity = r.object)
            """),
        "relations join things that the memory which proves them does not name");
    problem(
        sql.number(
            """
            SELECT count(*) FROM memory m
             WHERE (m.covered = 0) <> (NOT EXISTS (
               SELECT 1 FROM coverage c WHERE c.passage = m.key))
            """),
        "passages are listed beside their facts, or hidden without any");
  }

  private void embeddings(Sql sql) {
    float[] vector = new float[space.dimension()];
    long[] wrong = {0, 0};
    sql.each(
        """
        SELECT e.vector, e.space, NULL FROM embedding e
         WHERE EXISTS (SELECT 1 FROM context_embedding c WHERE c.memory = e.memory)
        UNION ALL
        SELECT coalesce(c.vector, e.vector), e.space, coalesce(s.bits, x'')
          FROM embedding e
          LEFT JOIN context_embedding c ON c.memory = e.memory
          LEFT JOIN signature s ON s.memory = e.memory
        """,
        row -> {
          byte[] bytes = row.getBytes(1);
          if (bytes.length != vector.length * Float.BYTES || row.getLong(2) != space.key()) {
            wrong[0]++;
            return;
          }
          Vectors.read(bytes, vector);
          wrong[0] += Math.abs(Vectors.dot(vector, vector) - 1) < 0.01 ? 0 : 1;
          byte[] expected = Vectors.bytes(Vectors.signature(vector));
          byte[] signature = Sql.bytesOrNull(row, 3);
          wrong[1] += signature == null || Arrays.equals(expected, signature) ? 0 : 1;
        });
    problem(wrong[0], "embeddings are not unit vectors of the model");
    problem(wrong[1], "signatures are not those of their embeddings; reindex repairs them");
  }

  /** What the table has not been told yet is no fault; what it was told must be there. */
  private void vec0(Sql sql) {
    long applied = new Vec0Rows(sql).applied();
    long missing =
        sql.number(
            """
            SELECT count(*) FROM signature s
             WHERE s.change <= ? AND s.bits IS NOT NULL AND s.state <> 3
               AND NOT EXISTS (
                 SELECT 1 FROM memory_vec0 v
                  WHERE v.memory = s.memory AND v.bits = s.bits AND v.state = s.state
                    AND v.user_key = s.user_key AND v.run_key = s.run_key
                    AND v.agent_key = s.agent_key AND v.app_key = s.app_key)
            """,
            applied);
    long extra =
        sql.number(
            """
            SELECT count(*) FROM memory_vec0_rowids r
             WHERE NOT EXISTS (
               SELECT 1 FROM signature s
                WHERE s.memory = r.rowid AND s.bits IS NOT NULL
                  AND (s.state <> 3 OR s.change > ?))
               AND NOT EXISTS (
                 SELECT 1 FROM signature s WHERE s.memory = r.rowid AND s.change > ?)
            """,
            applied,
            applied);
    problem(
        missing + extra, "rows of vec0 are out of step with the signatures; reindex repairs them");
  }

  private void problem(long count, String what) {
    if (count > 0) {
      problems.add(count + " " + what);
    }
  }
}
