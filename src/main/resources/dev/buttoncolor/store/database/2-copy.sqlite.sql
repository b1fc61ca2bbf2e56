-- What a store of version 1 holds becomes an embedded run each, whose salt nobody wrote down.
INSERT INTO run (id, mode, experiment, number, salt, state, started_at, observed_at, bucket_ms)
SELECT id, 'embedded', name, 1, '', 'RUNNING',
       (SELECT min(opened_at) FROM bucket WHERE experiment = experiment.id), 0, bucket_ms
FROM experiment;

INSERT INTO visitor (run, visitor, instance, group_name, exposed_at, signed_up_at,
                     unexposed_signup_at, crossed_over)
SELECT experiment,
       CASE WHEN length(visitor) = 32 AND visitor NOT GLOB '*[^0-9a-f]*'
            THEN unhex('01' || visitor) ELSE CAST(visitor AS BLOB) END,
       1, group_name, exposed_at, signed_up_at, unexposed, crossed_over
FROM (
  SELECT e.experiment, e.visitor, e.group_name, e.exposed_at, e.signed_up_at,
         s.signed_up_at AS unexposed, e.crossed_over
  FROM exposure e LEFT JOIN signup_without_exposure s USING (experiment, visitor)
  UNION ALL
  SELECT s.experiment, s.visitor, NULL, NULL, NULL, s.signed_up_at, 0
  FROM signup_without_exposure s
  WHERE NOT EXISTS (
    SELECT 1 FROM exposure e WHERE e.experiment = s.experiment AND e.visitor = s.visitor));

-- Version 1 kept the counts from the start to the end of each bucket.
INSERT INTO time_bucket (run, opened_at, stretch, group_name, instance, visitors, signups)
SELECT experiment, opened_at, 1, group_name, 1, more_visitors, more_signups
FROM (
  SELECT experiment, opened_at, group_name,
         visitors - lag(visitors, 1, 0) OVER earlier AS more_visitors,
         signups - lag(signups, 1, 0) OVER earlier AS more_signups
  FROM bucket
  WINDOW earlier AS (PARTITION BY experiment, group_name ORDER BY opened_at))
WHERE more_visitors <> 0 OR more_signups <> 0;

INSERT INTO exclusion (run, kind, instance, counted, found)
SELECT experiment, kind, 1,
       CASE WHEN kind IN ('crossover', 'signupWithoutExposure') THEN 0 ELSE times END,
       CASE WHEN kind IN ('crossover', 'signupWithoutExposure') THEN times ELSE 0 END
FROM not_counted WHERE times > 0;

-- Only the sample ratio's minimum stays: an alarm must not be forgotten. The comparisons were made
-- by another test, whose p-values say nothing beside those of this one.
INSERT INTO running_minimum (run, kind, group_name, other_group, design, p)
SELECT experiment, 'SAMPLE_RATIO', '', '', '', p FROM smallest_p WHERE group_name = '';

DROP TABLE smallest_p;
DROP TABLE bucket;
DROP TABLE not_counted;
DROP TABLE signup_without_exposure;
DROP TABLE exposure;
DROP TABLE experiment;
