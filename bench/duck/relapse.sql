-- Observations in program; a positive for what was prescribed says nothing.
CREATE VIEW observed AS
SELECT episode_id, payer, observed_on - admitted_on AS since, last_on - admitted_on AS last, source, result
FROM evening JOIN substance_use USING (episode_id)
WHERE observed_on BETWEEN admitted_on AND last_on AND (result <> 'positive' OR coalesce(prescribed, 0) <> 1);

-- Four of four weeks of use, a missing week read as use: the first such window, else the last full one.
CREATE VIEW relapses AS
WITH weeks AS (
    SELECT episode_id, payer, since // 7 + 1 AS week,
           bool_or(result = 'positive') OR NOT bool_or(result = 'negative') AS used
    FROM observed WHERE 7 * week - 1 <= last GROUP BY ALL),
windows AS (
    SELECT *, count(*) OVER four AS n, count(*) FILTER (used) OVER four AS met
    FROM weeks
    WINDOW four AS (PARTITION BY episode_id ORDER BY week ROWS BETWEEN CURRENT ROW AND 3 FOLLOWING))
SELECT payer, count(*) FILTER (met = 4) > 0 AS event,
       7 * (coalesce(min(week) FILTER (met = 4), max(week)) - 1) AS time
FROM windows WHERE n = 4 GROUP BY episode_id, payer;

-- The first positive, else the last day with a result.
CREATE VIEW first_uses AS
SELECT payer, bool_or(result = 'positive') AS event,
       coalesce(min(since) FILTER (result = 'positive'), max(since)) AS time
FROM observed WHERE result IN ('positive', 'negative') GROUP BY episode_id, payer;

CREATE MACRO readings(courses) AS TABLE
SELECT payer, day, NULL AS statistic, coalesce(sum(events) FILTER (time <= day), 0) AS numerator,
       coalesce(sum(n) FILTER (time >= day), 0) AS denominator,
       CASE WHEN denominator > 0 THEN coalesce(min(free) FILTER (time <= day), 1) END AS value
FROM kaplan_meier(courses) CROSS JOIN (SELECT unnest([30, 60, 90, 180]) AS day) GROUP BY payer, day
UNION ALL
SELECT payer, NULL, 'median', sum(events), sum(n), min(time) FILTER (free <= 0.5)
FROM kaplan_meier(courses) GROUP BY payer;

-- name: relapse_rate
SELECT payer, 'four_of_four' AS rule, 'positive' AS missing, count(*) FILTER (event) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM relapses GROUP BY payer;

-- name: time_to_relapse
SELECT payer, 'four_of_four' AS rule, 'positive' AS missing, day, statistic, numerator, denominator, value
FROM readings('relapses');

-- name: time_to_first_use
FROM readings('first_uses');

-- name: screen_positivity
WITH counts AS (
    SELECT payer, count(*) FILTER (result = 'positive') AS positive,
           count(*) FILTER (result = 'negative') AS negative, count(*) FILTER (result = 'missed') AS missed
    FROM observed WHERE source IN ('urine', 'breath') GROUP BY payer)
SELECT payer, unnest([NULL, 'positive']) AS missing, unnest([positive, positive + missed]) AS numerator,
       unnest([positive + negative, positive + negative + missed]) AS denominator,
       numerator / nullif(denominator, 0) AS value
FROM counts;
