package dev.openmemory.storage;

import dev.openmemory.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rows belong to an archive of one scope, as conditions of SQL. The keys of a scope are
 * numbers of our own and stand in the text.
 *
 * @param keys the scope
 */
record ArchiveScope(ScopeKeys keys) {

  /** Empty if nothing was ever stored of that scope. */
  static Optional<ArchiveScope> of(Sql sql, Scope scope) {
    return ScopeKeys.find(sql, scope).map(ArchiveScope::new);
  }

  /** Whether everything belongs to it. */
  boolean all() {
    return keys.equals(ScopeKeys.ANY);
  }

  /** That a row with the four columns of a scope is of this one. */
  String on(String table) {
    List<String> parts = new ArrayList<>();
    part(parts, table + ".user_key", keys.user());
    part(parts, table + ".agent_key", keys.agent());
    part(parts, table + ".run_key", keys.run());
    part(parts, table + ".app_key", keys.app());
    return parts.isEmpty() ? "1" : String.join(" AND ", parts);
  }

  private static void part(List<String> parts, String column, long key) {
    if (key != 0) {
      parts.add(column + " = " + key);
    }
  }

  /** That a message is of this scope, or that a memory of it refers to the message. */
  String needsMessage() {
    return all()
        ? "1"
        : """
          (%s
           OR EXISTS (SELECT 1 FROM memory m WHERE m.message_key = g.key AND %s)
           OR EXISTS (SELECT 1 FROM sighting x JOIN memory m ON m.key = x.memory
                       WHERE x.message = g.key AND %s)
           OR EXISTS (SELECT 1 FROM history x JOIN memory m ON m.key = x.memory
                       WHERE x.message = g.key AND %s))
          """
            .formatted(on("g"), on("m"), on("m"), on("m"));
  }

  /** That a memory of this scope names an entity. */
  String needsEntity() {
    return all()
        ? "1"
        : """
          (EXISTS (SELECT 1 FROM memory_entity x JOIN memory m ON m.key = x.memory
                    WHERE x.entity = e.key AND %s)
           OR EXISTS (SELECT 1 FROM relation x JOIN memory m ON m.key = x.memory
                       WHERE x.subject = e.key AND %s)
           OR EXISTS (SELECT 1 FROM relation x JOIN memory m ON m.key = x.memory
                       WHERE x.object = e.key AND %s))
          """
            .formatted(on("m"), on("m"), on("m"));
  }

  /** That a memory of this scope uses a name of an entity. */
  String needsName() {
    return all()
        ? "1"
        : """
          EXISTS (SELECT 1 FROM memory_entity x JOIN memory m ON m.key = x.memory
                   WHERE x.entity = a.entity AND x.form = a.form AND %s)
          """
            .formatted(on("m"));
  }

  /** That a message or memory of this scope has a value of an axis. */
  String needsValue() {
    return all()
        ? "1"
        : """
          v.key IN (SELECT user_key FROM memory m WHERE %1$s
                    UNION SELECT agent_key FROM memory m WHERE %1$s
                    UNION SELECT run_key FROM memory m WHERE %1$s
                    UNION SELECT app_key FROM memory m WHERE %1$s)
          """
            .formatted(on("m"));
  }
}
