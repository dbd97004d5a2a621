-- Evening discharges, with what is asked of them and the days since.
CREATE VIEW left_program AS
SELECT s.*, e.program_id, e.primary_substance, e.medication_at_admission, e.naloxone_given,
       s.as_of - s.discharged_on AS passed
FROM evening s JOIN episodes e USING (episode_id)
WHERE s.discharged_on IS NOT NULL;

-- Those of programs that hand in appointments, with the first one kept and what is known of booking.
CREATE VIEW afterwards AS
WITH known AS (SELECT DISTINCT program_id FROM episodes JOIN aftercare USING (episode_id)),
each AS (
    SELECT l.episode_id,
           min(scheduled_on - l.discharged_on) FILTER (status = 'attended') AS seen,
           min(scheduled_on - l.discharged_on) FILTER (status = 'attended'
               AND kind IN ('recovery_coach', 'peer_support')) AS supported,
           bool_or(coalesce(booked_on <= l.discharged_on, false)) AS booked,
           bool_or(booked_on IS NULL) AS perhaps
    FROM left_program l JOIN aftercare a USING (episode_id)
    WHERE scheduled_on > l.discharged_on
    GROUP BY l.episode_id)
SELECT l.*, each.* EXCLUDE (episode_id), coalesce(each.booked, false) AS sure
FROM left_program l LEFT JOIN each USING (episode_id)
WHERE program_id IN (FROM known);

-- First and last answers of two different days.
CREATE VIEW reports AS
WITH answers AS (
    UNPIVOT (SELECT report_id, episode_id, reported_on, work_school_days_missed_30 AS days_missed,
                    employed_or_student AS employed, stable_housing AS housed FROM functioning)
    ON days_missed, employed, housed INTO NAME item VALUE answer),
daily AS (
    SELECT payer, episode_id, item, reported_on, max_by(answer, report_id) AS answer
    FROM answers JOIN left_program USING (episode_id)
    WHERE passed >= 14 AND reported_on BETWEEN admitted_on - 14 AND discharged_on + 14
    GROUP BY ALL)
SELECT payer, episode_id, item, min_by(answer, reported_on) AS first, max_by(answer, reported_on) AS last
FROM daily GROUP BY ALL HAVING count(*) > 1;

-- Stays of programs that hand in reports, with the day of the first report in time and what came after it.
CREATE VIEW asked AS
WITH reporting AS (SELECT DISTINCT program_id FROM episodes JOIN functioning USING (episode_id)),
beside AS (
    SELECT s.episode_id, reported_on, s.discharged_on,
           min(reported_on) FILTER (reported_on BETWEEN s.admitted_on - 14 AND s.admitted_on + 30
               AND coalesce(reported_on <= s.discharged_on, true)) OVER (PARTITION BY s.episode_id) AS first
    FROM evening s JOIN functioning USING (episode_id)),
each AS (
    SELECT episode_id, any_value(first) AS first,
           coalesce(bool_or(reported_on - first BETWEEN 150 AND 210), false) AS half,
           coalesce(bool_or(reported_on - discharged_on BETWEEN -14 AND 30 AND coalesce(reported_on > first, true)), false)
               AS closed
    FROM beside GROUP BY episode_id)
SELECT s.*, each.first, coalesce(half, false) AS half, coalesce(closed, false) AS closed,
       coalesce(s.discharged_on > each.first + 210, true) AS still
FROM evening s JOIN episodes e USING (episode_id) LEFT JOIN each USING (episode_id)
WHERE e.program_id IN (FROM reporting);

-- name: suprt_baseline
SELECT payer, count(*) FILTER (first IS NOT NULL) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM asked WHERE as_of - admitted_on >= 30 GROUP BY payer;

-- name: suprt_reassessment
SELECT payer, "of", count(*) FILTER (half) AS numerator, count(*) AS denominator, numerator / denominator AS value
FROM asked JOIN (SELECT unnest(['in_services', 'all']) AS "of") ON "of" = 'all' OR still
WHERE first + 210 <= as_of AND NOT EXISTS (
    FROM stays d WHERE d.client_id = asked.client_id AND d.reason = 'died' AND d.discharged_on <= first + 210)
GROUP BY payer, "of";

-- name: suprt_closeout
SELECT payer, count(*) FILTER (closed) AS numerator, count(*) AS denominator, numerator / denominator AS value
FROM asked WHERE as_of - discharged_on >= 30 AND reason <> 'died' GROUP BY payer;

-- name: aftercare_booked
SELECT payer, unnest([NULL, 'positive']) AS missing,
       unnest([count(*) FILTER (sure), count(*) FILTER (sure OR perhaps)]) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM afterwards WHERE reason IN ('completed', 'transferred') GROUP BY payer;

-- name: aftercare_seen
SELECT payer, day, count(*) FILTER (seen <= day) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM afterwards JOIN (SELECT unnest([7, 14, 30]) AS day) ON passed >= day
WHERE reason IN ('completed', 'transferred') GROUP BY payer, day;

-- name: recovery_support
SELECT payer, 30 AS day, count(*) FILTER (supported <= 30) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM afterwards WHERE reason <> 'died' AND passed >= 30 GROUP BY payer;

-- name: readmission
WITH again AS (
    SELECT l.episode_id, min(e.admitted_on - l.discharged_on) AS since
    FROM left_program l JOIN episodes e USING (client_id)
    WHERE e.admitted_on > l.discharged_on GROUP BY l.episode_id)
SELECT payer, day, count(*) FILTER (since <= day) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM left_program LEFT JOIN again USING (episode_id) JOIN (SELECT unnest([30, 90]) AS day) ON passed >= day
WHERE reason <> 'died' GROUP BY payer, day;

-- name: medication_continuity
WITH orders AS (
    SELECT l.episode_id, l.admitted_on, l.discharged_on, starts_on,
           least(coalesce(ends_on, l.discharged_on), l.discharged_on) AS ends
    FROM left_program l JOIN medications USING (episode_id)
    WHERE starts_on <= l.discharged_on AND coalesce(ends_on >= starts_on, true)),
gaps AS (
    SELECT *, starts_on - 1 - greatest(admitted_on - 1, coalesce(max(ends) OVER (
               PARTITION BY episode_id ORDER BY starts_on, ends ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
               admitted_on - 1)) AS gap
    FROM orders),
longest AS (
    SELECT episode_id, greatest(max(gap), any_value(discharged_on) - greatest(max(ends), any_value(admitted_on) - 1)) AS gap,
           bool_or(starts_on <= admitted_on AND ends >= admitted_on) AS on_the_day
    FROM gaps GROUP BY episode_id)
SELECT payer, count(*) FILTER (gap <= 14) AS numerator, count(*) AS denominator, numerator / denominator AS value
FROM left_program JOIN longest USING (episode_id)
WHERE coalesce(medication_at_admission, CASE WHEN on_the_day THEN 'any' ELSE 'none' END) <> 'none'
GROUP BY payer;

-- name: naloxone_given
WITH told AS (SELECT * FROM left_program WHERE reason <> 'died' AND naloxone_given IS NOT NULL)
SELECT payer, "of", count(*) FILTER (naloxone_given = 1) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM told JOIN (SELECT unnest(['opioids', 'all']) AS "of") ON "of" = 'all' OR primary_substance = 'opioids'
GROUP BY payer, "of";

-- name: days_missed
SELECT payer, unnest([NULL, 'first', 'last']) AS "at", unnest([sum(last - first), sum(first), sum(last)]) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM reports WHERE item = 'days_missed' GROUP BY payer;

-- name: employed
SELECT payer, unnest(['first', 'last']) AS "at", unnest([sum(first), sum(last)]) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM reports WHERE item = 'employed' GROUP BY payer;

-- name: housed
SELECT payer, unnest(['first', 'last']) AS "at", unnest([sum(first), sum(last)]) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM reports WHERE item = 'housed' GROUP BY payer;

-- name: ed_follow_up
WITH visits AS (
    SELECT client_id, arrived_on FROM ed_visits GROUP BY ALL
    HAVING bool_or(coalesce(cause = 'substance', false)) AND NOT bool_or(coalesce(admitted_inpatient = 1, false))),
own AS (
    SELECT client_id, arrived_on, arg_max(payer, (admitted_on, episode_id)) AS payer,
           arg_max(coalesce(track, ''), (admitted_on, episode_id)) AS track, any_value(as_of) - arrived_on AS passed
    FROM visits JOIN stays USING (client_id)
    WHERE arrived_on BETWEEN admitted_on AND last_on GROUP BY client_id, arrived_on),
covered AS (
    SELECT * FROM own WHERE track = 'evening' AND EXISTS (
        FROM ed_coverage c WHERE c.client_id = own.client_id AND starts_on <= arrived_on
                             AND coalesce(ends_on >= arrived_on, true))),
came AS (
    SELECT c.client_id, arrived_on, min(scheduled_on - arrived_on) AS since
    FROM covered c JOIN episodes USING (client_id) JOIN sessions USING (episode_id)
    WHERE status = 'attended' AND scheduled_on >= arrived_on GROUP BY ALL)
SELECT payer, day, count(*) FILTER (since <= day) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM covered LEFT JOIN came USING (client_id, arrived_on) JOIN (SELECT unnest([7, 30]) AS day) ON passed >= day
GROUP BY payer, day;
