-- One row an episode: its group, and what is known of its end on the last day of the data.
CREATE VIEW stays AS
SELECT episode_id, client_id, track, coalesce(payer, 'unknown') AS payer, admitted_on, as_of,
       CASE WHEN discharged_on <= as_of THEN discharged_on END AS discharged_on,
       CASE WHEN discharged_on <= as_of THEN coalesce(discharge_reason, 'unknown') END AS reason,
       least(coalesce(discharged_on, as_of), as_of) AS last_on
FROM episodes CROSS JOIN extract
WHERE admitted_on <= as_of;

CREATE VIEW evening AS FROM stays WHERE track = 'evening';

-- The Kaplan-Meier estimate of a table of (payer, time, event), one row a payer and time.
CREATE MACRO kaplan_meier(courses) AS TABLE
WITH daily AS (
    SELECT payer, time, count(*) AS n, count(*) FILTER (event) AS events
    FROM query_table(courses) GROUP BY payer, time),
risk AS (SELECT *, sum(n) OVER (PARTITION BY payer ORDER BY time DESC) AS at_risk FROM daily)
SELECT *, product(1 - events / at_risk) OVER (PARTITION BY payer ORDER BY time) AS free FROM risk;
