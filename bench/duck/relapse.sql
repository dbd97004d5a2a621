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
SELECT episode_id, payer, count(*) FILTER (met = 4) > 0 AS event, count(*) FILTER (met >= 2) > 0 AS two_of_four,
       7 * (coalesce(min(week) FILTER (met = 4), max(week)) - 1) AS time
FROM windows WHERE n = 4 GROUP BY episode_id, payer;

-- What came first: relapse, completing or leaving, up to the start of the last window of four weeks that fits.
CREATE VIEW firsts AS
WITH known AS (
    SELECT *, 7 * ((as_of - admitted_on + 1) // 7 - 4) AS last, discharged_on - admitted_on AS stay FROM evening),
ends AS (
    SELECT known.*, event, time FROM known LEFT JOIN relapses USING (episode_id) WHERE last >= 0)
SELECT payer, episode_id,
       CASE WHEN event THEN time WHEN stay <= last THEN stay ELSE last END AS days,
       CASE WHEN event THEN 'relapsed' WHEN stay > last OR stay IS NULL THEN NULL
            WHEN reason IN ('completed', 'transferred') THEN 'completed_or_transferred' ELSE 'left' END AS "end"
FROM ends
WHERE payer IN (SELECT e.payer FROM ends e JOIN observed USING (episode_id));

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

-- name: competing_outcomes
WITH daily AS (
    SELECT payer, days, count(*) AS n, count("end") AS gone, count(*) FILTER ("end" = 'relapsed') AS relapsed,
           count(*) FILTER ("end" = 'completed_or_transferred') AS finished, count(*) FILTER ("end" = 'left') AS out
    FROM firsts GROUP BY payer, days),
risk AS (SELECT *, sum(n) OVER (PARTITION BY payer ORDER BY days DESC) AS at_risk FROM daily),
free AS (SELECT *, product(1 - gone / at_risk) OVER (PARTITION BY payer ORDER BY days) AS free FROM risk),
steps AS (
    SELECT *, coalesce(lag(free) OVER (PARTITION BY payer ORDER BY days), 1) / at_risk AS each FROM free),
kinds AS (
    SELECT payer, days, n, each, unnest(['still_in', 'relapsed', 'completed_or_transferred', 'left']) AS "end",
           unnest([gone, relapsed, finished, out]) AS events
    FROM steps)
SELECT payer, 'four_of_four' AS rule, 'positive' AS missing, week, "end",
       coalesce(sum(events) FILTER (days < 7 * week), 0) AS numerator,
       coalesce(sum(n) FILTER (days >= 7 * week - 1), 0) AS denominator,
       CASE WHEN denominator = 0 THEN NULL
            WHEN "end" = 'still_in' THEN 1 - coalesce(sum(each * events) FILTER (days < 7 * week), 0)
            ELSE coalesce(sum(each * events) FILTER (days < 7 * week), 0) END AS value
FROM kinds CROSS JOIN (SELECT unnest([4, 8, 12]) AS week) GROUP BY payer, week, "end";

-- name: relapse_rule_changes
WITH counts AS (
    SELECT payer, count(*) AS n, count(*) FILTER (event AND two_of_four) AS both_,
           count(*) FILTER (event AND NOT two_of_four) AS one, count(*) FILTER (two_of_four AND NOT event) AS two
    FROM relapses GROUP BY payer)
SELECT payer, 'four_of_four' AS "from", 'two_of_four' AS "to", 'positive' AS missing,
       unnest(['both', 'first_only', 'second_only', 'neither']) AS class,
       unnest([both_, one, two, n - both_ - one - two]) AS numerator, n AS denominator, numerator / n AS value
FROM counts;
