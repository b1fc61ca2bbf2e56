-- For reading: plain names, times in ISO 8601 (UTC). These stay as they are.
CREATE FUNCTION iso(millis BIGINT) RETURNS TEXT LANGUAGE SQL STABLE AS $$
  SELECT to_char(to_timestamp(millis / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

CREATE VIEW runs AS
SELECT mode, experiment, number AS run, state,
       iso(started_at) AS started_at, iso(ended_at) AS ended_at,
       shipped_group
FROM run;

CREATE VIEW visitors AS
SELECT r.mode, r.experiment, r.number AS run,
       CASE get_byte(v.visitor, 0) WHEN 1 THEN encode(substr(v.visitor, 2), 'hex')
            ELSE convert_from(v.visitor, 'UTF8') END AS visitor,
       v.group_name,
       iso(v.exposed_at) AS exposed_at, iso(v.signed_up_at) AS signed_up_at,
       CAST((v.signed_up_at - v.exposed_at) / 1000.0 AS DOUBLE PRECISION) AS seconds_to_signup,
       v.crossed_over
FROM visitor v JOIN run r ON r.id = v.run
WHERE v.group_name IS NOT NULL;

CREATE VIEW signups_without_exposure AS
SELECT r.mode, r.experiment, r.number AS run,
       CASE get_byte(v.visitor, 0) WHEN 1 THEN encode(substr(v.visitor, 2), 'hex')
            ELSE convert_from(v.visitor, 'UTF8') END AS visitor,
       iso(v.unexposed_signup_at) AS signed_up_at
FROM visitor v JOIN run r ON r.id = v.run
WHERE v.unexposed_signup_at IS NOT NULL;

CREATE VIEW counts AS
SELECT r.mode, r.experiment, r.number AS run, t.group_name,
       CAST(sum(t.visitors) AS BIGINT) AS visitors, CAST(sum(t.signups) AS BIGINT) AS signups,
       CAST(sum(t.signups) / nullif(sum(t.visitors), 0) AS DOUBLE PRECISION) AS rate
FROM time_bucket t JOIN run r ON r.id = t.run
GROUP BY r.mode, r.experiment, r.number, t.group_name;

CREATE VIEW exclusions AS
SELECT r.mode, r.experiment, r.number AS run, e.kind, CAST(sum(e.counted + e.found) AS BIGINT) AS times
FROM exclusion e JOIN run r ON r.id = e.run
GROUP BY r.mode, r.experiment, r.number, e.kind;

CREATE VIEW changes AS
SELECT r.mode, r.experiment, r.number AS run,
       iso(c.changed_at) AS changed_at,
       c.what, nullif(c.group_name, '') AS group_name, c.old_value, c.new_value
FROM change c JOIN run r ON r.id = c.run;
