-- For reading, made of the other views. These stay as they are.
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
