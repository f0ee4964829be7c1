-- How much a memory matters, where anybody has said; a pinned one does not fade, and upkeep leaves it
-- alone.
ALTER TABLE memory ADD COLUMN importance REAL CHECK (importance BETWEEN 0 AND 1);
ALTER TABLE memory ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
