-- SQLite and PostgreSQL take the same statements; SQLite ignores unknown type names. Times are
-- milliseconds since 1970 (UTC). The views call functions that Schema.java explains.

-- The store itself, one row, which is locked to change runs.
CREATE TABLE store (
  id          INTEGER PRIMARY KEY,
  visitor_key TEXT              -- fingerprint of the key behind the ids of visitors by address
);
INSERT INTO store (id) VALUES (1);

-- One row for each process that writes; on SQLite one for all, since one serves at a time. What the
-- outbox holds is the sum over all rows: each instance adds and subtracts in its own.
CREATE TABLE instance (
  id              INTEGER PRIMARY KEY,
  started_at      BIGINT NOT NULL,
  saved           BIGINT NOT NULL,  -- number of the last transaction that must not be repeated
  events          BIGINT NOT NULL,  -- in the outbox, dead letters apart
  dead_letters    BIGINT NOT NULL,
  bytes           BIGINT NOT NULL,  -- of both
  dropped_events  BIGINT NOT NULL   -- since the outbox was full
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
  details       TEXT    NOT NULL,  -- groups, stretches, changes and the design, as JSON
  UNIQUE (mode, experiment, number),
  UNIQUE (mode, experiment, salt)
);

-- One row for each visitor of a run: their first exposure, and their first signup since. An id of
-- 32 hexadecimal digits is kept as the byte 1 and 16 bytes, any other as its text. No table refers
-- to run: each check would lock the row of the run, which all instances share, for each visitor.
CREATE TABLE visitor (
  run                 INTEGER NOT NULL,
  visitor             BYTEA   NOT NULL,
  instance            INTEGER NOT NULL,  -- which one wrote the exposure, or the signup without one
  group_name          TEXT,              -- null: not exposed so far
  stretch             INTEGER NOT NULL,  -- of the exposure: the signup counts there too; 0 before
  exposed_at          BIGINT,
  signed_up_at        BIGINT,
  unexposed_signup_at BIGINT,            -- the last signup before any exposure; enters no rate
  crossed_over        INTEGER NOT NULL,  -- 1: later saw another group's button
  PRIMARY KEY (run, visitor)
) KEPT_BY_KEY;

-- How many were exposed and signed up in each part of time, which is longer the older the run. Each
-- instance adds to its own rows; what is read is the sum.
CREATE TABLE time_bucket (
  run        INTEGER NOT NULL,
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
  run      INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  instance INTEGER NOT NULL,
  times    BIGINT  NOT NULL,
  PRIMARY KEY (run, kind, instance)
);

-- The smallest p-value of each test at any look so far.
CREATE TABLE running_minimum (
  run         INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  group_name  TEXT    NOT NULL,  -- whose rate is above; '' for the sample ratio
  other_group TEXT    NOT NULL,  -- whose rate is below; '' for the sample ratio
  p           DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (run, kind, group_name, other_group)
);

-- The one planned look of each pair of groups, once it has been taken.
CREATE TABLE planned_look (
  run         INTEGER NOT NULL,
  group_name  TEXT    NOT NULL,
  other_group TEXT    NOT NULL,
  taken_at    BIGINT  NOT NULL,
  counts      TEXT    NOT NULL,  -- of both groups by stretch, as JSON
  PRIMARY KEY (run, group_name, other_group)
);

-- The events that are on their way to Statsig, and those that it refuses: a row holds what one
-- commit brought, or half of what failed, and of the first the lowest id is the oldest. The JSON is
-- last: what is behind a long text is costly to read.
CREATE TABLE outbox (
  id        ASCENDING_KEY,
  events    INTEGER NOT NULL,  -- how many
  bytes     BIGINT  NOT NULL,  -- of their JSON
  logged_at BIGINT  NOT NULL,
  due_at    BIGINT,            -- 0: at once; null: never again, it is a dead letter
  alone     INTEGER NOT NULL,  -- 1: halved out of a post that failed; no other row goes with it
  lease     BIGINT,            -- of the instance that sends it until it is due
  refusal   TEXT,              -- what Statsig says of a dead letter
  json      TEXT    NOT NULL   -- a line for each event, in ASCII
);
-- Or each lease, and each commit while the outbox is full, would look for these among all rows.
CREATE INDEX outbox_halves ON outbox (id) WHERE alone = 1 AND refusal IS NULL;
CREATE INDEX outbox_dead_letters ON outbox (id) WHERE refusal IS NOT NULL;

-- For reading: plain names, times in ISO 8601 (UTC). These stay as they are.
CREATE VIEW runs AS
SELECT mode, experiment, number AS run, state,
       iso(started_at) AS started_at, iso(ended_at) AS ended_at,
       shipped_group
FROM run;

CREATE VIEW visitors AS
SELECT r.mode, r.experiment, r.number AS run, id_text(v.visitor) AS visitor, v.group_name,
       iso(v.exposed_at) AS exposed_at, iso(v.signed_up_at) AS signed_up_at,
       CAST((v.signed_up_at - v.exposed_at) / 1000.0 AS DOUBLE PRECISION) AS seconds_to_signup,
       v.crossed_over
FROM visitor v JOIN run r ON r.id = v.run
WHERE v.group_name IS NOT NULL;

CREATE VIEW signups_without_exposure AS
SELECT r.mode, r.experiment, r.number AS run, id_text(v.visitor) AS visitor,
       iso(v.unexposed_signup_at) AS signed_up_at
FROM visitor v JOIN run r ON r.id = v.run
WHERE v.unexposed_signup_at IS NOT NULL;

CREATE VIEW counts AS
SELECT r.mode, r.experiment, r.number AS run, g.group_name,
       CAST(coalesce(sum(t.visitors), 0) AS BIGINT) AS visitors,
       CAST(coalesce(sum(t.signups), 0) AS BIGINT) AS signups,
       CAST(1.0 * sum(t.signups) / nullif(sum(t.visitors), 0) AS DOUBLE PRECISION) AS rate
FROM run r
  JOIN (SELECT w.id AS run, field(c.value, 'name') AS group_name
        FROM run w, elements(w.details, 'groups') c
        UNION SELECT run, group_name FROM time_bucket) g ON g.run = r.id
  LEFT JOIN time_bucket t ON t.run = r.id AND t.group_name = g.group_name
GROUP BY r.mode, r.experiment, r.number, g.group_name;

CREATE VIEW exclusions AS
SELECT r.mode, r.experiment, r.number AS run, e.kind, CAST(sum(e.times) AS BIGINT) AS times
FROM exclusion e JOIN run r ON r.id = e.run
GROUP BY r.mode, r.experiment, r.number, e.kind;

CREATE VIEW changes AS
SELECT r.mode, r.experiment, r.number AS run,
       iso(CAST(field(c.value, 'at') AS BIGINT)) AS changed_at,
       lower(field(c.value, 'what')) AS what, nullif(field(c.value, 'group'), '') AS group_name,
       field(c.value, 'before') AS old_value, field(c.value, 'after') AS new_value
FROM run r, elements(r.details, 'changes') c;

CREATE VIEW visitors_by_hour AS
SELECT mode, experiment, run, substr(exposed_at, 1, 13) || ':00:00Z' AS hour, group_name,
       count(*) AS visitors
FROM visitors
GROUP BY mode, experiment, run, hour, group_name;

CREATE VIEW signups_by_hour AS
SELECT mode, experiment, run, substr(signed_up_at, 1, 13) || ':00:00Z' AS hour, group_name,
       count(*) AS signups
FROM visitors
WHERE signed_up_at IS NOT NULL
GROUP BY mode, experiment, run, hour, group_name;
