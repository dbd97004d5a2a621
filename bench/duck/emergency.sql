-- Every covered day of everybody with an evening episode, once: it goes to during (1) before post (2) before
-- pre (3), and to the nearest admission; of two admissions on one day to the greater episode_id.
CREATE VIEW covered_days AS
WITH own AS (
    SELECT *, row_number() OVER (ORDER BY episode_id DESC) AS place
    FROM stays WHERE client_id IN (SELECT client_id FROM evening)),
claims AS (
    SELECT client_id, admitted_on, last_on, place,
           unnest(range(greatest(starts_on - admitted_on, -180),
                        least(last_on + 180, coalesce(ends_on, as_of), as_of) - admitted_on + 1)) AS since
    FROM own JOIN ed_coverage USING (client_id)),
ranked AS (
    SELECT client_id, admitted_on + since::INTEGER AS day, place, abs(since) AS away,
           CASE WHEN since < 0 THEN 3 WHEN day <= last_on THEN 1 ELSE 2 END AS turn
    FROM claims),
given AS (
    SELECT client_id, day, min((turn * 100000 + away) * 10000000 + place) AS best FROM ranked GROUP BY client_id, day)
SELECT given.client_id, given.day, own.payer, given.day - own.admitted_on AS since,
       CASE best // 1000000000000 WHEN 1 THEN 'during' WHEN 2 THEN 'post' ELSE 'pre' END AS "window"
FROM given JOIN own ON own.place = best % 10000000
WHERE own.track = 'evening';

CREATE VIEW seen_days AS
WITH visits AS (
    SELECT client_id, arrived_on AS day, bool_or(coalesce(cause, '') IN ('substance', 'mental_health')) AS narrow
    FROM ed_visits GROUP BY ALL)
SELECT d.*, v.day IS NOT NULL AS visit, coalesce(narrow, false) AS narrow_visit
FROM covered_days d LEFT JOIN visits v USING (client_id, day);

-- name: ed_rate
WITH people AS (
    SELECT payer, client_id, "window", since BETWEEN -180 AND -91 AS base, count(*) AS days,
           count(*) FILTER (visit) AS visits, count(*) FILTER (narrow_visit) AS narrow
    FROM seen_days GROUP BY ALL),
windows AS (
    FROM people SELECT payer, client_id, "window", days, visits, narrow
    UNION ALL
    FROM people SELECT payer, client_id, 'months_6_to_4_before', days, visits, narrow WHERE base),
clients AS (
    SELECT payer, client_id, "window", sum(days) AS days, sum(visits) AS visits, sum(narrow) AS narrow
    FROM windows GROUP BY ALL),
causes AS (
    FROM clients SELECT payer, "window", 'all' AS cause, days, visits
    UNION ALL
    FROM clients SELECT payer, "window", 'substance_or_mental_health', days, narrow),
sums AS (
    SELECT payer, "window", cause, sum(visits) AS visits, sum(days) / 30.4375 AS months,
           count(*) FILTER (visits > 0) AS anyone, count(*) AS everyone
    FROM causes GROUP BY ALL)
SELECT payer, "window", cause, NULL AS statistic, visits AS numerator, months AS denominator,
       1000 * visits / months AS value
FROM sums
UNION ALL
SELECT payer, "window", cause, 'any_visit', anyone, everyone, anyone / everyone FROM sums;

-- name: ed_curve
SELECT payer, CASE WHEN since < 0 THEN -((-since - 1) // 30 + 1) ELSE since // 30 + 1 END AS month,
       count(*) FILTER (visit) AS numerator, count(*) / 30.4375 AS denominator,
       1000 * numerator / denominator AS value
FROM seen_days WHERE since BETWEEN -180 AND 179 GROUP BY ALL;
