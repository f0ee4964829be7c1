-- Canonical tables first, derived ones last. Times are microseconds since 1970, ids are 16 bytes.

CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE embedding_space (
  key       INTEGER PRIMARY KEY,
  model     TEXT NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension > 0),
  UNIQUE (model, dimension)
) STRICT;

-- Each value of each scope axis once; a key belongs to one axis.
CREATE TABLE scope_value (
  key   INTEGER PRIMARY KEY,
  axis  TEXT NOT NULL CHECK (axis IN ('user_id', 'agent_id', 'run_id', 'app_id')),
  value TEXT NOT NULL,
  UNIQUE (axis, value)
) STRICT;

CREATE TABLE message (
  key       INTEGER PRIMARY KEY,
  id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  user_key  INTEGER REFERENCES scope_value,
  agent_key INTEGER REFERENCES scope_value,
  run_key   INTEGER REFERENCES scope_value,
  app_key   INTEGER REFERENCES scope_value,
  role      TEXT NOT NULL,
  speaker   TEXT,
  client    TEXT,
  text      TEXT NOT NULL,
  observed  INTEGER NOT NULL,
  recorded  INTEGER NOT NULL
) STRICT;

CREATE INDEX message_by_scope ON message (run_key, user_key, agent_key, app_key, observed);

-- AUTOINCREMENT: a key is never used twice, so an index in memory cannot mistake a new memory for
-- one that was erased.
CREATE TABLE memory (
  key           INTEGER PRIMARY KEY AUTOINCREMENT,
  id            BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  user_key      INTEGER REFERENCES scope_value,
  agent_key     INTEGER REFERENCES scope_value,
  run_key       INTEGER REFERENCES scope_value,
  app_key       INTEGER REFERENCES scope_value,
  state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  observed      INTEGER NOT NULL,
  created       INTEGER NOT NULL,
  updated       INTEGER NOT NULL,
  expires       INTEGER,
  valid_from    INTEGER NOT NULL,
  valid_to      INTEGER,
  superseded_by INTEGER REFERENCES memory ON DELETE SET NULL,
  sightings     INTEGER NOT NULL CHECK (sightings > 0),
  message_key   INTEGER NOT NULL REFERENCES message,
  passage       INTEGER NOT NULL,
  role          TEXT NOT NULL,
  speaker       TEXT,
  client        TEXT,
  distiller     TEXT NOT NULL,
  text_hash     BLOB NOT NULL CHECK (length(text_hash) = 16),
  metadata      TEXT,
  text          TEXT NOT NULL
) STRICT;

-- Nearly every question names a user: its index answers lists and counts alone.
CREATE INDEX memory_by_user ON memory
  (user_key, observed, id, state, expires, app_key, agent_key, run_key);
CREATE INDEX memory_by_run ON memory (run_key, observed, id) WHERE run_key IS NOT NULL;
CREATE INDEX memory_by_agent ON memory (agent_key, observed, id) WHERE agent_key IS NOT NULL;
CREATE INDEX memory_by_app ON memory (app_key, observed, id) WHERE app_key IS NOT NULL;
CREATE INDEX memory_by_time ON memory (observed, id);
CREATE INDEX memory_by_hash ON memory (text_hash, user_key);
CREATE INDEX memory_by_message ON memory (message_key);
CREATE INDEX memory_by_successor ON memory (superseded_by) WHERE superseded_by IS NOT NULL;

-- float32, little-endian, unit length.
CREATE TABLE embedding (
  memory INTEGER PRIMARY KEY REFERENCES memory ON DELETE CASCADE,
  space  INTEGER NOT NULL REFERENCES embedding_space,
  vector BLOB NOT NULL
) STRICT;

CREATE TABLE sighting (
  key     INTEGER PRIMARY KEY,
  memory  INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  message INTEGER NOT NULL REFERENCES message,
  at      INTEGER NOT NULL
) STRICT;

CREATE INDEX sighting_by_memory ON sighting (memory);
CREATE INDEX sighting_by_message ON sighting (message);

-- as_now is a mask of what is not repeated here: 1 old_text and 2 new_text are the memory's present
-- text, 4 message is the memory's own.
CREATE TABLE history (
  key       INTEGER PRIMARY KEY,
  memory    INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  kind      TEXT NOT NULL,
  as_now    INTEGER NOT NULL,
  old_text  TEXT,
  new_text  TEXT,
  old_state INTEGER,
  new_state INTEGER NOT NULL,
  message   INTEGER REFERENCES message ON DELETE SET NULL,
  client    TEXT,
  at        INTEGER NOT NULL
) STRICT;

CREATE INDEX history_by_memory ON history (memory);
CREATE INDEX history_by_message ON history (message) WHERE message IS NOT NULL;

CREATE TABLE access (
  key    INTEGER PRIMARY KEY,
  memory INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  kind   TEXT NOT NULL,
  client TEXT,
  at     INTEGER NOT NULL
) STRICT;

CREATE INDEX access_by_memory ON access (memory);

-- Derived: what a vector search needs of each memory, small enough to be read whole. bits are the
-- signs of the vector; NULL stands for a memory that was erased. Each change of a row takes the next
-- change number, so that an index elsewhere can ask what is new. An absent axis is 0.
CREATE TABLE signature (
  memory    INTEGER PRIMARY KEY,
  change    INTEGER NOT NULL UNIQUE,
  state     INTEGER NOT NULL,
  user_key  INTEGER NOT NULL,
  agent_key INTEGER NOT NULL,
  run_key   INTEGER NOT NULL,
  app_key   INTEGER NOT NULL,
  expires   INTEGER,
  bits      BLOB
) STRICT;

-- Derived: the words of every memory that is not deleted. The scope stands in a column of its own,
-- so that a search walks only the postings of its scope.
CREATE VIEW memory_words AS
  SELECT key,
         CASE WHEN distiller = 'verbatim' AND speaker IS NOT NULL THEN speaker || ': ' ELSE '' END
           || text AS text,
         coalesce('s' || user_key, '') || coalesce(' s' || agent_key, '')
           || coalesce(' s' || run_key, '') || coalesce(' s' || app_key, '') AS scope
    FROM memory
   WHERE state <> 3;

CREATE VIRTUAL TABLE memory_fts USING fts5 (
  text, scope,
  content = 'memory_words', content_rowid = 'key',
  tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Words of an erased memory leave the index at once, not at some later merge.
INSERT INTO memory_fts (memory_fts, rank) VALUES ('secure-delete', 1);
