-- Everybody's days in the program and how they ended: 'left' is empty while an episode is open.
CREATE VIEW endings AS
SELECT payer, last_on - admitted_on AS days,
       CASE WHEN reason IN ('completed', 'transferred') THEN 'completed_or_transferred'
            WHEN reason = 'dropped_out' THEN 'dropped_out'
            WHEN reason IS NOT NULL THEN 'other' END AS "left"
FROM evening;

-- name: attendance_rate
WITH due AS (
    SELECT payer, count(*) AS denominator,
           unnest([NULL, 'no_show', 'late_cancel']) AS status,
           unnest([count(*) FILTER (status = 'attended'), count(*) FILTER (status = 'no_show'),
                   count(*) FILTER (status = 'late_cancel')]) AS numerator
    FROM evening JOIN sessions USING (episode_id)
    WHERE scheduled_on BETWEEN admitted_on AND last_on
      AND status IN ('attended', 'no_show', 'late_cancel', 'client_cancel')
    GROUP BY payer)
SELECT payer, status, numerator, denominator, numerator / denominator AS value FROM due;

-- name: retention
WITH daily AS (
    SELECT payer, days, count(*) AS n, count("left") AS gone,
           count(*) FILTER ("left" = 'completed_or_transferred') AS finished,
           count(*) FILTER ("left" = 'dropped_out') AS dropped, count(*) FILTER ("left" = 'other') AS other
    FROM endings GROUP BY payer, days),
risk AS (SELECT *, sum(n) OVER (PARTITION BY payer ORDER BY days DESC) AS at_risk FROM daily),
free AS (SELECT *, product(1 - gone / at_risk) OVER (PARTITION BY payer ORDER BY days) AS free FROM risk),
steps AS (
    SELECT *, coalesce(lag(free) OVER (PARTITION BY payer ORDER BY days), 1) / at_risk AS each FROM free),
kinds AS (
    SELECT payer, days, n, each, unnest(['any', 'completed_or_transferred', 'dropped_out', 'other']) AS "left",
           unnest([gone, finished, dropped, other]) AS events
    FROM steps)
SELECT payer, day, "left", coalesce(sum(events) FILTER (days <= day), 0) AS numerator,
       coalesce(sum(n) FILTER (days >= day), 0) AS denominator,
       CASE WHEN denominator > 0 THEN coalesce(sum(each * events) FILTER (days <= day), 0) END AS value
FROM kinds CROSS JOIN (SELECT unnest([30, 60, 90]) AS day)
GROUP BY payer, day, "left";

-- name: completion_rate
WITH finished AS (
    SELECT payer, count(*) AS n, count(*) FILTER (reason = 'unknown') AS unknown,
           unnest(['completed', 'completed_or_transferred']) AS counted,
           unnest([count(*) FILTER (reason = 'completed'),
                   count(*) FILTER (reason IN ('completed', 'transferred'))]) AS k
    FROM evening WHERE discharged_on IS NOT NULL GROUP BY payer),
read AS (
    SELECT payer, counted, unnest(['negative', 'positive', 'observed']) AS missing,
           unnest([k, k + unknown, k]) AS numerator, unnest([n, n, n - unknown]) AS denominator
    FROM finished)
SELECT *, numerator / nullif(denominator, 0) AS value FROM read;

-- name: length_of_stay
SELECT payer, 'median' AS statistic, NULL AS numerator, count(*) AS denominator,
       median(discharged_on - admitted_on) AS value
FROM evening WHERE discharged_on IS NOT NULL GROUP BY payer;
