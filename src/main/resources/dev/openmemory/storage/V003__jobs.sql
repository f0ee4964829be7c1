-- Facts still to be distilled, and what came of those that were. Status: 0 pending, 1 running,
-- 2 succeeded, 3 failed.
CREATE TABLE job (
  key       INTEGER PRIMARY KEY,
  id        BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  user_key  INTEGER REFERENCES scope_value,
  agent_key INTEGER REFERENCES scope_value,
  run_key   INTEGER REFERENCES scope_value,
  app_key   INTEGER REFERENCES scope_value,
  client    TEXT,
  expires   INTEGER,
  metadata  TEXT,
  created   INTEGER NOT NULL,
  status    INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
  attempts  INTEGER NOT NULL,
  started   INTEGER,
  finished  INTEGER,
  outcome   TEXT
) STRICT;

CREATE INDEX job_open ON job (key) WHERE status < 2;
CREATE INDEX job_by_user ON job (user_key, key);

CREATE TABLE job_message (
  job      INTEGER NOT NULL REFERENCES job ON DELETE CASCADE,
  position INTEGER NOT NULL,
  message  INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
  PRIMARY KEY (job, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_message_by_message ON job_message (message);

-- Who does the work that one process at a time may do, and until when it is theirs.
CREATE TABLE lease (
  name   TEXT PRIMARY KEY,
  holder BLOB NOT NULL,
  until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Applications of which more is known than that they wrote something.
CREATE TABLE app (
  name   TEXT PRIMARY KEY,
  paused INTEGER
) STRICT, WITHOUT ROWID;
