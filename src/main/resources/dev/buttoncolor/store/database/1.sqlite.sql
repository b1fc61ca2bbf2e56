-- Version 1. Times are milliseconds since 1970 (UTC).

CREATE TABLE experiment (
  id         INTEGER PRIMARY KEY,
  name       TEXT    NOT NULL UNIQUE,
  bucket_ms  INTEGER NOT NULL,           -- how wide a time bucket is; doubles as the run gets longer
  plan       TEXT    NOT NULL DEFAULT '',-- the plan that smallest_p was gathered under
  checked_at INTEGER                     -- when somebody last asked whether a write succeeds
);

-- One row for each visitor who saw the button: their first exposure, and their first signup since.
CREATE TABLE exposure (
  experiment   INTEGER NOT NULL REFERENCES experiment,
  visitor      TEXT    NOT NULL,
  group_name   TEXT    NOT NULL,
  exposed_at   INTEGER NOT NULL,
  signed_up_at INTEGER,
  crossed_over INTEGER NOT NULL DEFAULT 0, -- 1: later saw another group's button
  PRIMARY KEY (experiment, visitor)
) WITHOUT ROWID;

-- First signups of visitors who had not seen the button: kept apart, in no rate.
CREATE TABLE signup_without_exposure (
  experiment   INTEGER NOT NULL REFERENCES experiment,
  visitor      TEXT    NOT NULL,
  signed_up_at INTEGER NOT NULL,
  PRIMARY KEY (experiment, visitor)
) WITHOUT ROWID;

-- What was served and not counted.
CREATE TABLE not_counted (
  experiment INTEGER NOT NULL REFERENCES experiment,
  kind       TEXT    NOT NULL,
  times      INTEGER NOT NULL,
  PRIMARY KEY (experiment, kind)
) WITHOUT ROWID;

-- Each group's counts from the start to the end of each bucket; buckets without news are left out.
CREATE TABLE bucket (
  experiment INTEGER NOT NULL REFERENCES experiment,
  opened_at  INTEGER NOT NULL,
  group_name TEXT    NOT NULL,
  visitors   INTEGER NOT NULL,
  signups    INTEGER NOT NULL,
  PRIMARY KEY (experiment, opened_at, group_name)
) WITHOUT ROWID;

-- The smallest p-value at any look so far; the group '' stands for the sample ratio.
CREATE TABLE smallest_p (
  experiment INTEGER NOT NULL REFERENCES experiment,
  group_name TEXT    NOT NULL,
  p          REAL    NOT NULL,
  PRIMARY KEY (experiment, group_name)
) WITHOUT ROWID;
