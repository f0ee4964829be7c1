-- Runs of upkeep, with what each changed, so that it can be undone. Only the last run is kept.
CREATE TABLE upkeep (
  key    INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  undone INTEGER
) STRICT;

-- A memory that was archived, or a passage that followed one, as it was before.
CREATE TABLE upkeep_memory (
  upkeep  INTEGER NOT NULL REFERENCES upkeep ON DELETE CASCADE,
  memory  INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  state   INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  PRIMARY KEY (upkeep, memory)
) STRICT, WITHOUT ROWID;

CREATE INDEX upkeep_memory_by_memory ON upkeep_memory (memory);

-- A sighting that a merge added to the memory that was kept.
CREATE TABLE upkeep_sighting (
  upkeep  INTEGER NOT NULL REFERENCES upkeep ON DELETE CASCADE,
  memory  INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  message INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
  PRIMARY KEY (upkeep, memory, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX upkeep_sighting_by_memory ON upkeep_sighting (memory);
CREATE INDEX upkeep_sighting_by_message ON upkeep_sighting (message);

-- A passage that a merge took from the fact that was archived. added: whether the fact that was kept
-- was not one of it before.
CREATE TABLE upkeep_coverage (
  upkeep   INTEGER NOT NULL REFERENCES upkeep ON DELETE CASCADE,
  passage  INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  archived INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  kept     INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  added    INTEGER NOT NULL,
  PRIMARY KEY (upkeep, passage, archived)
) STRICT, WITHOUT ROWID;

CREATE INDEX upkeep_coverage_by_passage ON upkeep_coverage (passage);
CREATE INDEX upkeep_coverage_by_archived ON upkeep_coverage (archived);
CREATE INDEX upkeep_coverage_by_kept ON upkeep_coverage (kept);

-- Entries of the access log, and jobs that have ended, which were put away.
CREATE TABLE upkeep_access (
  upkeep INTEGER NOT NULL REFERENCES upkeep ON DELETE CASCADE,
  key    INTEGER NOT NULL,
  memory INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  kind   TEXT NOT NULL,
  client TEXT,
  at     INTEGER NOT NULL,
  PRIMARY KEY (upkeep, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX upkeep_access_by_memory ON upkeep_access (memory);
