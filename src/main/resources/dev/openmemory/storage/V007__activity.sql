-- How much the memory is used, a row per day (since 1970, UTC), way of using it and client. An
-- unknown client is ''.
CREATE TABLE activity (
  day     INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  client  TEXT NOT NULL,
  calls   INTEGER NOT NULL,
  items   INTEGER NOT NULL,
  micros  INTEGER NOT NULL,
  slowest INTEGER NOT NULL,
  PRIMARY KEY (day, kind, client)
) STRICT, WITHOUT ROWID;
