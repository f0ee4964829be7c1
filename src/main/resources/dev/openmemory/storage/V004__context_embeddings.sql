-- What a search compares a passage by, where that is not its own embedding: a passage said in a run
-- leans on the message before it. float32, little-endian, unit length.
CREATE TABLE context_embedding (
  memory INTEGER PRIMARY KEY REFERENCES memory ON DELETE CASCADE,
  vector BLOB NOT NULL
) STRICT;
