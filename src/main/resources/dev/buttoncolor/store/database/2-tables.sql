-- Version 2: runs. SQLite and PostgreSQL take the same statements; SQLite gives a name of a type
-- that it does not know no meaning. Times are milliseconds since 1970 (UTC).

-- The store itself, one row.
CREATE TABLE store (
  id          INTEGER PRIMARY KEY,
  revision    BIGINT NOT NULL,  -- goes up with each change of a run or a design
  visitor_key TEXT              -- fingerprint of the key behind the ids of visitors by address
);
INSERT INTO store (id, revision) VALUES (1, 1);

-- One row for each process that writes, or for all of them where only one can at a time.
CREATE TABLE instance (
  id         INTEGER PRIMARY KEY,
  started_at BIGINT NOT NULL,
  checked_at BIGINT            -- when a write was last tried for the sake of trying
);

-- What was last asked for explicitly, by which start.
CREATE TABLE design (
  mode             TEXT NOT NULL,
  experiment       TEXT NOT NULL,
  control          TEXT,
  control_set_at   BIGINT,
  planned_visitors BIGINT,
  planned_set_at   BIGINT,
  PRIMARY KEY (mode, experiment)
);

-- One life of an experiment. Embedded and live runs are never mixed.
CREATE TABLE run (
  id            INTEGER PRIMARY KEY,
  mode          TEXT    NOT NULL,
  experiment    TEXT    NOT NULL,
  number        INTEGER NOT NULL,  -- 1, 2, ... for each mode and experiment
  salt          TEXT    NOT NULL,  -- what the spec document deals visitors by; '' until one is seen
  state         TEXT    NOT NULL,
  started_at    BIGINT,            -- when it was first seen running
  ended_at      BIGINT,            -- what happens later is not counted
  shipped_group TEXT,
  observed_at   BIGINT  NOT NULL,  -- the run observed last is the current one
  bucket_ms     BIGINT  NOT NULL,  -- how long a time bucket is; doubles as the run gets longer
  UNIQUE (mode, experiment, number),
  UNIQUE (mode, experiment, salt)
);

-- The groups of a run as they were last seen.
CREATE TABLE run_group (
  run        INTEGER NOT NULL REFERENCES run,
  name       TEXT    NOT NULL,
  position   INTEGER NOT NULL,
  color      TEXT    NOT NULL,
  paragraph  TEXT    NOT NULL,
  PRIMARY KEY (run, name)
);

-- The groups' shares, by stretches of a run in which they are constant.
CREATE TABLE share (
  run        INTEGER NOT NULL REFERENCES run,
  stretch    INTEGER NOT NULL,  -- 1, 2, ...
  since      BIGINT  NOT NULL,
  group_name TEXT    NOT NULL,
  share      DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (run, stretch, group_name)
);

-- What changed during a run: its state, a group's share, color or paragraph, the design.
CREATE TABLE change (
  run        INTEGER NOT NULL REFERENCES run,
  changed_at BIGINT  NOT NULL,
  what       TEXT    NOT NULL,
  group_name TEXT    NOT NULL,  -- '' where no group is meant
  old_value  TEXT    NOT NULL,
  new_value  TEXT    NOT NULL,
  PRIMARY KEY (run, changed_at, what, group_name)
);

-- One row for each visitor of a run: their first exposure, and their first signup since. An id of
-- 32 hexadecimal digits is kept as the byte 1 and 16 bytes, any other as its text.
CREATE TABLE visitor (
  run                 INTEGER NOT NULL REFERENCES run,
  visitor             BYTEA   NOT NULL,
  instance            INTEGER NOT NULL,  -- which one wrote the exposure, or the signup without one
  group_name          TEXT,              -- null: not exposed so far
  exposed_at          BIGINT,
  signed_up_at        BIGINT,
  unexposed_signup_at BIGINT,            -- the last signup before any exposure; enters no rate
  crossed_over        INTEGER NOT NULL,  -- 1: later saw another group's button
  PRIMARY KEY (run, visitor)
);

-- How many were exposed and signed up in each stretch of time. Each instance adds to its own rows;
-- what is read is the sum.
CREATE TABLE time_bucket (
  run        INTEGER NOT NULL REFERENCES run,
  opened_at  BIGINT  NOT NULL,
  stretch    INTEGER NOT NULL,
  group_name TEXT    NOT NULL,
  instance   INTEGER NOT NULL,
  visitors   BIGINT  NOT NULL,
  signups    BIGINT  NOT NULL,
  PRIMARY KEY (run, opened_at, stretch, group_name, instance)
);

-- What was served and not counted. Each instance has its own rows here too.
CREATE TABLE exclusion (
  run      INTEGER NOT NULL REFERENCES run,
  kind     TEXT    NOT NULL,
  instance INTEGER NOT NULL,
  counted  BIGINT  NOT NULL,       -- by the instance itself: replaced by its whole number
  found    BIGINT  NOT NULL,       -- in rows of visitors: added to when they are written
  PRIMARY KEY (run, kind, instance)
);

-- The smallest p-value of each test at any look so far.
CREATE TABLE running_minimum (
  run         INTEGER NOT NULL REFERENCES run,
  kind        TEXT    NOT NULL,
  group_name  TEXT    NOT NULL,  -- whose rate is above; '' for the sample ratio
  other_group TEXT    NOT NULL,  -- whose rate is below; '' for the sample ratio
  design      TEXT    NOT NULL,  -- shares and planned visitors; '' for the sample ratio
  p           DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (run, kind, group_name, other_group, design)
);
