-- What somebody thinks of a memory, of which each memory keeps the last hundred.
CREATE TABLE feedback (
  key     INTEGER PRIMARY KEY,
  memory  INTEGER NOT NULL REFERENCES memory ON DELETE CASCADE,
  verdict TEXT,
  reason  TEXT,
  client  TEXT,
  at      INTEGER NOT NULL
) STRICT;

CREATE INDEX feedback_by_memory ON feedback (memory);
