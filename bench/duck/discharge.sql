-- Every discharge with what the last thirty days in the program showed.
CREATE VIEW last_months AS
SELECT payer, count(*) FILTER (result = 'positive') > 0 AS used, count(*) FILTER (result = 'negative') > 0 AS clean,
       count(*) FILTER (result NOT IN ('positive', 'negative')) > 0 AS gaps
FROM evening LEFT JOIN (
    SELECT observed.episode_id, result FROM observed JOIN stays USING (episode_id)
    WHERE discharged_on - admitted_on - since < 30) USING (episode_id)
WHERE discharged_on IS NOT NULL GROUP BY episode_id, payer;

-- Every discharge with the days to the client's first positive after it, in any episode, and the days with a result.
CREATE VIEW followed AS
WITH seen AS (
    SELECT client_id, observed_on, result FROM substance_use JOIN episodes USING (episode_id)
    WHERE result = 'negative' OR result = 'positive' AND coalesce(prescribed, 0) <> 1)
SELECT payer, any_value(as_of - discharged_on) AS age,
       min(observed_on - discharged_on) FILTER (result = 'positive') AS first,
       list(observed_on - discharged_on) FILTER (observed_on IS NOT NULL) AS seen
FROM evening LEFT JOIN seen
     ON seen.client_id = evening.client_id AND observed_on <= as_of AND observed_on - discharged_on BETWEEN 1 AND 210
WHERE discharged_on IS NOT NULL GROUP BY episode_id, payer;

-- name: abstinent_at_discharge
WITH counts AS (
    SELECT payer, count(*) AS n, count(*) FILTER (used) AS used, count(*) FILTER (clean AND NOT used) AS good,
           count(*) FILTER (clean AND NOT used AND NOT gaps) AS spotless
    FROM last_months GROUP BY payer)
SELECT payer, unnest([NULL, 'positive', 'negative']) AS missing, unnest([good, spotless, n - used]) AS numerator,
       unnest([used + good, n, n]) AS denominator, numerator / nullif(denominator, 0) AS value
FROM counts;

-- name: relapse_after_discharge
WITH counts AS (
    SELECT payer, day, count(*) AS n, count(*) FILTER (age >= day + 30) AS done,
           count(*) FILTER (age >= day + 30 AND first <= day) AS bad,
           count(*) FILTER (age >= day + 30 AND (first IS NULL OR first > day)
                            AND len(list_filter(seen, lambda one: one BETWEEN day AND day + 30)) > 0) AS good
    FROM followed CROSS JOIN (SELECT unnest([30, 90, 180]) AS day) GROUP BY payer, day)
SELECT payer, day, unnest([NULL, 'positive', 'negative', NULL, NULL]) AS missing,
       unnest([NULL, NULL, NULL, 'not_observed', 'not_yet_known']) AS statistic,
       unnest([bad, done - good, bad, done - bad - good, n - done]) AS numerator,
       unnest([bad + good, done, done, done, n]) AS denominator, numerator / nullif(denominator, 0) AS value
FROM counts;
