package dev.openmemory.storage;

import dev.openmemory.model.UnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the file smaller and searches in it faster: merges the keyword index, gives empty pages
 * back where there are many, and writes the log into the file. What is stored stays the same.
 */
final class Compacting {

  private static final Logger LOG = LoggerFactory.getLogger(Compacting.class);

  /** The share of empty pages from which the file is written anew. */
  private static final double MUCH = 0.25;

  private final Connections connections;
  private final DatabaseFile file;
  private final boolean vec0;

  Compacting(Connections connections, DatabaseFile file, boolean vec0) {
    this.connections = connections;
    this.file = file;
    this.vec0 = vec0;
  }

  Compaction run() {
    long before = file.bytes();
    boolean vacuum =
        connections.<Boolean>write(
            sql -> {
              sql.update("INSERT INTO memory_fts (memory_fts) VALUES ('optimize')");
              boolean much =
                  sql.number("PRAGMA freelist_count") > MUCH * sql.number("PRAGMA page_count");
              if (much && new Vec0Rows(sql).exist()) {
                // Its rows point at rows of other tables by numbers that writing anew may change.
                new Vec0Rows(sql).purge();
              }
              return much;
            });
    boolean vacuumed = vacuum && vacuumed();
    if (vacuum && vec0) {
      connections.write(
          sql -> {
            new Vec0Rows(sql).apply(Integer.MAX_VALUE);
            return true;
          });
    }
    connections.outside("PRAGMA wal_checkpoint(TRUNCATE)");
    return new Compaction(before, file.bytes(), vacuumed);
  }

  private boolean vacuumed() {
    try {
      connections.outside("VACUUM");
      return true;
    } catch (UnavailableException e) {
      LOG.info("The file was not written anew: {}", e.problem());
      return false;
    }
  }
}
