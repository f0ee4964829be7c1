-- Embeddings of another model, gathered until there is one for every memory. They take the place of
-- the present ones all at once.
CREATE TABLE next_embedding (
  memory     INTEGER PRIMARY KEY REFERENCES memory ON DELETE CASCADE,
  model      TEXT NOT NULL,
  hash       BLOB NOT NULL,
  vector     BLOB NOT NULL,
  in_context BLOB
) STRICT;
