-- Everybody's days in the program and how they ended: 'left' is empty while an episode is open.
CREATE VIEW endings AS
SELECT payer, last_on - admitted_on AS days,
       CASE WHEN reason IN ('completed', 'transferred') THEN 'completed_or_transferred'
            WHEN reason = 'dropped_out' THEN 'dropped_out'
            WHEN reason IS NOT NULL THEN 'other' END AS "left"
FROM evening;

-- Sessions of these episodes from admission to their last day.
CREATE VIEW held AS
SELECT e.*, scheduled_on, minutes, coalesce(kind, 'unknown') AS kind, coalesce(modality, 'unknown') AS modality, status,
       status IN ('attended', 'no_show', 'late_cancel', 'client_cancel') AS due,
       status = 'attended' AS came
FROM evening e JOIN sessions USING (episode_id)
WHERE scheduled_on BETWEEN admitted_on AND last_on;

-- Whole weeks with the minutes of their sessions.
CREATE VIEW person_weeks AS
WITH weeks AS (
    SELECT episode_id, payer, unnest(generate_series(1, (last_on - admitted_on + 1) // 7)) AS week FROM evening),
sums AS (
    SELECT episode_id, (scheduled_on - admitted_on) // 7 + 1 AS week, count(*) > count(minutes) AS unknown,
           count(*) FILTER (came AND minutes IS NULL) > 0 AS came_unknown,
           coalesce(sum(minutes) FILTER (came), 0) AS came, coalesce(sum(minutes), 0) AS minutes
    FROM held GROUP BY ALL)
SELECT w.payer, w.episode_id, coalesce(came, 0) AS came, coalesce(minutes, 0) AS minutes,
       NOT coalesce(unknown, false) AS known, NOT coalesce(came_unknown, false) AS came_known, weekly_hours_planned AS plan
FROM weeks w LEFT JOIN sums USING (episode_id, week) JOIN episodes USING (episode_id) JOIN programs USING (program_id);

-- What became of discharges by the share of their sessions that they attended.
CREATE VIEW doses AS
SELECT e.payer, episode_id, e.reason,
       CASE WHEN a < 0.5 * n THEN 'under_50' WHEN a < 0.75 * n THEN '50_to_74' WHEN 10 * a < 9 * n THEN '75_to_89'
            ELSE '90_and_over' END AS attended
FROM evening e JOIN (SELECT episode_id, count(*) FILTER (came) AS a, count(*) AS n FROM held WHERE due GROUP BY ALL)
USING (episode_id)
WHERE discharged_on IS NOT NULL;

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

-- name: attendance_by_modality
SELECT payer, modality, count(*) FILTER (came) AS numerator, count(*) AS denominator, numerator / denominator AS value
FROM held WHERE due GROUP BY payer, modality;

-- name: attendance_by_kind
SELECT payer, kind, count(*) FILTER (came) AS numerator, count(*) AS denominator, numerator / denominator AS value
FROM held WHERE due GROUP BY payer, kind;

-- name: attendance_by_weekday
SELECT payer, lower(dayname(scheduled_on)) AS weekday, count(*) FILTER (came) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM held WHERE due GROUP BY ALL;

-- name: telehealth_share
WITH counted AS (
    SELECT payer, count(*) FILTER (modality = 'telehealth') AS tele, count(*) FILTER (modality <> 'unknown') AS known,
           count(*) AS n
    FROM held WHERE came GROUP BY payer)
SELECT payer, NULL AS modality, tele AS numerator, known AS denominator, tele / nullif(known, 0) AS value FROM counted
UNION ALL SELECT payer, 'unknown', n - known, n, (n - known) / n FROM counted;

-- name: engagement
WITH begun AS (
    SELECT episode_id, min(scheduled_on) AS first FROM held WHERE came AND scheduled_on < admitted_on + 14 GROUP BY ALL),
counted AS (
    SELECT e.payer, as_of - admitted_on AS known, b.first IS NOT NULL AS came,
           (SELECT count(*) FROM held h WHERE h.episode_id = e.episode_id AND h.came
            AND h.scheduled_on BETWEEN b.first + 1 AND b.first + 34) >= 2 AS engaged
    FROM evening e LEFT JOIN begun b USING (episode_id))
SELECT payer, NULL AS step, count(*) FILTER (engaged) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM counted WHERE known >= 48 GROUP BY payer
UNION ALL SELECT payer, 'initiation', count(*) FILTER (came), count(*), count(*) FILTER (came) / count(*)
FROM counted WHERE known >= 14 GROUP BY payer;

-- name: family_involved
WITH kinds AS (
    SELECT episode_id, bool_or(kind = 'family') AS family, bool_or(kind = 'unknown') AS unknown
    FROM held WHERE came GROUP BY ALL),
counted AS (
    SELECT e.payer, count(*) AS n, count(*) FILTER (family) AS k, count(*) FILTER (unknown AND NOT family) AS u
    FROM evening e LEFT JOIN kinds USING (episode_id) WHERE discharged_on IS NOT NULL GROUP BY e.payer),
read AS (
    SELECT payer, unnest(['negative', 'positive', 'observed']) AS missing, unnest([k, k + u, k]) AS numerator,
           unnest([n, n, n - u]) AS denominator
    FROM counted)
SELECT *, numerator / nullif(denominator, 0) AS value FROM read;

-- name: contact_hours
WITH counted AS (
    SELECT payer, count(*) AS n, count(*) FILTER (known) AS k, count(*) FILTER (came_known) AS c, count(plan) AS p, sum(plan) AS plan,
           sum(came) FILTER (came_known) / 60 AS came, sum(minutes) FILTER (known) / 60 AS held,
           count(*) FILTER (came_known AND came >= 540) AS nine, count(*) FILTER (known AND minutes >= 540) AS nine_held,
           count(*) FILTER (came >= 540) AS least, count(*) FILTER (came >= 540 OR NOT came_known) AS most
    FROM person_weeks GROUP BY payer),
read AS (
    SELECT payer,
           unnest(['delivered', 'scheduled', 'planned', 'delivered', 'delivered', 'delivered', 'scheduled']) AS hours,
           unnest([NULL, NULL, NULL, 'at_least_9_hours', 'at_least_9_hours', 'at_least_9_hours', 'at_least_9_hours'])
               AS statistic,
           unnest([NULL, NULL, NULL, 'observed', 'negative', 'positive', NULL]) AS missing,
           unnest([came, held, plan, nine, least, most, nine_held]) AS numerator, unnest([c, k, p, c, n, n, k]) AS denominator
    FROM counted)
SELECT *, numerator / denominator AS value FROM read WHERE denominator > 0;

-- name: group_size
WITH seats AS (
    SELECT program_id, group_id, scheduled_on, client_id, max(episode_id) AS episode_id
    FROM stays JOIN episodes e USING (episode_id, client_id) JOIN sessions s USING (episode_id)
    WHERE status = 'attended' AND kind = 'group' AND group_id IS NOT NULL
      AND scheduled_on BETWEEN stays.admitted_on AND stays.last_on
    GROUP BY ALL),
sized AS (SELECT *, count(*) OVER (PARTITION BY program_id, group_id, scheduled_on) AS size FROM seats),
-- A seat in whole parts of a meeting: 5354228880 is divisible by every size up to 24.
parts AS (
    SELECT payer, size, sum(5354228880 // size) AS weight FROM sized JOIN evening USING (episode_id) GROUP BY ALL),
run AS (
    SELECT *, sum(weight) OVER (PARTITION BY payer ORDER BY size) AS upto, sum(weight) OVER (PARTITION BY payer) AS n
    FROM parts)
SELECT payer, 'median' AS statistic, NULL AS numerator, max(n) / 5354228880 AS denominator,
       (min(size) FILTER (2 * upto >= n) + min(size) FILTER (2 * upto > n)) / 2 AS value
FROM run GROUP BY payer
UNION ALL SELECT payer, 'above_12', coalesce(sum(weight) FILTER (size > 12), 0) / 5354228880, max(n) / 5354228880,
                 coalesce(sum(weight) FILTER (size > 12), 0) / max(n)
FROM run GROUP BY payer;

-- name: outcome_by_attendance
WITH found AS (
    SELECT payer, attended, 'completed' AS outcome, reason = 'completed' AS met, reason = 'unknown' AS unknown FROM doses
    UNION ALL SELECT d.payer, attended, 'phq9_improved', coalesce(baseline - latest >= 6, false), latest IS NULL
    FROM doses d JOIN pairs USING (episode_id) WHERE instrument = 'PHQ-9'),
counted AS (
    SELECT payer, attended, outcome, count(*) FILTER (met) AS k, count(*) FILTER (unknown) AS u, count(*) AS n
    FROM found GROUP BY ALL),
read AS (
    SELECT payer, attended, outcome, unnest(['observed', 'negative', 'positive']) AS missing,
           unnest([k, k, k + u]) AS numerator, unnest([n - u, n, n]) AS denominator
    FROM counted)
SELECT *, numerator / denominator AS value FROM read WHERE denominator > 0;
