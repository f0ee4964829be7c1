-- Facts beside the passages they were made of, and what they say about which things.

-- 0: stands for itself. 1: a passage whose facts are memories of their own; it is searched, and not
-- listed. 2: the same, and a fact of it has been reworded, so that the passage is not found either.
ALTER TABLE memory ADD COLUMN covered INTEGER NOT NULL DEFAULT 0 CHECK (covered BETWEEN 0 AND 2);
ALTER TABLE memory ADD COLUMN maker TEXT;
ALTER TABLE memory ADD COLUMN maker_version TEXT;

-- Lists and counts leave covered passages out, and are answered by the index alone.
DROP INDEX memory_by_user;
CREATE INDEX memory_by_user ON memory
  (user_key, observed, id, state, covered, expires, app_key, agent_key, run_key);

CREATE TABLE coverage (
  fact    INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  passage INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  PRIMARY KEY (fact, passage)
) STRICT, WITHOUT ROWID;

CREATE INDEX coverage_by_passage ON coverage (passage);

-- A named thing, known to one user.
CREATE TABLE entity (
  key      INTEGER PRIMARY KEY,
  id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  user_key INTEGER REFERENCES scope_value,
  kind     TEXT NOT NULL,
  name     TEXT NOT NULL,
  created  INTEGER NOT NULL
) STRICT;

CREATE INDEX entity_by_user ON entity (user_key);

-- form is a name without what varies: case, accents, possessive, company suffix.
CREATE TABLE alias (
  entity   INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  form     TEXT NOT NULL,
  name     TEXT NOT NULL,
  user_key INTEGER REFERENCES scope_value,
  PRIMARY KEY (entity, form)
) STRICT, WITHOUT ROWID;

CREATE INDEX alias_by_form ON alias (form, user_key);

-- Which memory names which entity, and how.
CREATE TABLE memory_entity (
  memory INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  form   TEXT NOT NULL,
  PRIMARY KEY (memory, entity, form)
) STRICT, WITHOUT ROWID;

CREATE INDEX memory_entity_by_entity ON memory_entity (entity, form);

-- One row per memory that says so.
CREATE TABLE relation (
  key        INTEGER PRIMARY KEY,
  subject    INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  predicate  TEXT NOT NULL,
  object     INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  memory     INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  valid_from INTEGER NOT NULL,
  valid_to   INTEGER,
  UNIQUE (subject, predicate, object, memory)
) STRICT;

CREATE INDEX relation_by_object ON relation (object);
CREATE INDEX relation_by_memory ON relation (memory);

-- Two memories that cannot both be true, where nothing says which one is; the lower key first.
CREATE TABLE conflict (
  memory INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  other  INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  found  INTEGER NOT NULL,
  PRIMARY KEY (memory, other),
  CHECK (memory < other)
) STRICT, WITHOUT ROWID;

CREATE INDEX conflict_by_other ON conflict (other);
