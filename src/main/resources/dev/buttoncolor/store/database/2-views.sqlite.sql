-- For reading: plain names, times in ISO 8601 (UTC). These stay as they are.
CREATE VIEW runs AS
SELECT mode, experiment, number AS run, state,
       strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000.0, 'unixepoch') AS started_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000.0, 'unixepoch') AS ended_at,
       shipped_group
FROM run;

CREATE VIEW visitors AS
SELECT r.mode, r.experiment, r.number AS run,
       CASE substr(v.visitor, 1, 1) WHEN x'01' THEN lower(hex(substr(v.visitor, 2)))
            ELSE CAST(v.visitor AS TEXT) END AS visitor,
       v.group_name,
       strftime('%Y-%m-%dT%H:%M:%fZ', v.exposed_at / 1000.0, 'unixepoch') AS exposed_at,
       strftime('%Y-%m-%dT%H:%M:%fZ', v.signed_up_at / 1000.0, 'unixepoch') AS signed_up_at,
       (v.signed_up_at - v.exposed_at) / 1000.0 AS seconds_to_signup,
       v.crossed_over
FROM visitor v JOIN run r ON r.id = v.run
WHERE v.group_name IS NOT NULL;

CREATE VIEW signups_without_exposure AS
SELECT r.mode, r.experiment, r.number AS run,
       CASE substr(v.visitor, 1, 1) WHEN x'01' THEN lower(hex(substr(v.visitor, 2)))
            ELSE CAST(v.visitor AS TEXT) END AS visitor,
       strftime('%Y-%m-%dT%H:%M:%fZ', v.unexposed_signup_at / 1000.0, 'unixepoch') AS signed_up_at
FROM visitor v JOIN run r ON r.id = v.run
WHERE v.unexposed_signup_at IS NOT NULL;

CREATE VIEW counts AS
SELECT r.mode, r.experiment, r.number AS run, t.group_name,
       sum(t.visitors) AS visitors, sum(t.signups) AS signups,
       1.0 * sum(t.signups) / nullif(sum(t.visitors), 0) AS rate
FROM time_bucket t JOIN run r ON r.id = t.run
GROUP BY r.mode, r.experiment, r.number, t.group_name;

CREATE VIEW exclusions AS
SELECT r.mode, r.experiment, r.number AS run, e.kind, sum(e.counted + e.found) AS times
FROM exclusion e JOIN run r ON r.id = e.run
GROUP BY r.mode, r.experiment, r.number, e.kind;

CREATE VIEW changes AS
SELECT r.mode, r.experiment, r.number AS run,
       strftime('%Y-%m-%dT%H:%M:%fZ', c.changed_at / 1000.0, 'unixepoch') AS changed_at,
       c.what, nullif(c.group_name, '') AS group_name, c.old_value, c.new_value
FROM change c JOIN run r ON r.id = c.run;
