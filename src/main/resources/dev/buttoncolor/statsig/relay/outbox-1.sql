CREATE TABLE batch (
  -- In order of arrival; AUTOINCREMENT never hands out a number twice.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Milliseconds since 1970.
  received_at INTEGER NOT NULL,
  -- A "Name: value" a line; never the server key.
  headers TEXT NOT NULL,
  -- As it came, compressed or not.
  body BLOB NOT NULL,
  -- Of headers and body together: what the bound counts.
  bytes INTEGER NOT NULL,
  -- The status that set it aside; NULL while it waits.
  refused_with INTEGER
) STRICT;

-- Holds all that the status and the bound ask for, so that neither reads a body.
CREATE INDEX batch_by_state ON batch (refused_with, id, received_at, bytes);

-- One row. Batches lost to the bound in the life of this file.
CREATE TABLE tally (dropped INTEGER NOT NULL) STRICT;

INSERT INTO tally VALUES (0);
