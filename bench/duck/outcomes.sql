-- Every admission beside its scores on both scales.
CREATE VIEW both_scales AS
SELECT e.*, p.baseline AS p0, p.latest AS p1, g.baseline AS g0, g.latest AS g1
FROM evening e
LEFT JOIN (FROM pairs WHERE instrument = 'PHQ-9') p USING (episode_id)
LEFT JOIN (FROM pairs WHERE instrument = 'GAD-7') g USING (episode_id);

-- Three denominators and the bounds, of a table of (payer, asked, paired, at_caseness, met).
CREATE MACRO threefold(asked) AS TABLE
WITH sums AS (
    SELECT payer, count(*) AS n, count(*) FILTER (base) AS asked_of, count(*) FILTER (base AND paired) AS twice,
           count(*) FILTER (at_caseness) AS cases, count(*) FILTER (met) AS met,
           count(*) FILTER (met AND at_caseness) AS met_cases
    FROM query_table(asked) GROUP BY payer)
SELECT payer, unnest([NULL, 'caseness', 'admitted', NULL, NULL]) AS "of",
       unnest([NULL, NULL, NULL, 'negative', 'positive']) AS missing,
       unnest([met, met_cases, met, met, met + asked_of - twice]) AS numerator,
       unnest([twice, cases, n, asked_of, asked_of]) AS denominator, numerator / denominator AS value
FROM sums;

CREATE VIEW terms AS
WITH judged AS (
    SELECT payer, p1 IS NOT NULL AND g1 IS NOT NULL AS paired,
           coalesce(p0 >= 10, false) OR coalesce(g0 >= 8, false) AS at_caseness,
           p0 IS NOT NULL OR g0 IS NOT NULL AS scored,
           p0 - p1 >= 6 OR g0 - g1 >= 4 AS up, p1 - p0 >= 6 OR g1 - g0 >= 4 AS down, p1 < 10 AND g1 < 8 AS below
    FROM both_scales)
SELECT payer, paired, at_caseness, unnest([at_caseness, scored, at_caseness, scored]) AS base,
       unnest(['recovery', 'reliable_improvement', 'reliable_recovery', 'reliable_deterioration']) AS term,
       paired AND unnest([at_caseness AND below, up AND NOT down, at_caseness AND below AND up AND NOT down,
                          down AND NOT up]) AS met
FROM judged;

CREATE VIEW responses AS
SELECT payer, p1 IS NOT NULL AS paired, coalesce(p0 >= 10, false) AS at_caseness, at_caseness AS base,
       at_caseness AND 2 * p1 <= p0 AS met FROM both_scales;

CREATE VIEW remissions AS
SELECT payer, p1 IS NOT NULL AS paired, coalesce(p0 >= 10, false) AS at_caseness, at_caseness AS base,
       at_caseness AND p1 < 5 AS met FROM both_scales;

-- Every PHQ-9 of everybody, also of other tracks: an index and a later score may belong to them.
CREATE VIEW every_phq9 AS
SELECT s.*, a.completed_on, a.assessment_id, item_9,
       coalesce(total, item_1 + item_2 + item_3 + item_4 + item_5 + item_6 + item_7 + item_8 + item_9) AS score,
       a.completed_on >= admitted_on - 14 AND a.completed_on <= least(last_on + 14, as_of) AS counts
FROM assessments a JOIN stays s USING (episode_id) WHERE instrument = 'PHQ-9';

-- name: together
WITH asked AS (FROM terms WHERE term = $term) FROM threefold('asked') WHERE denominator > 0;

-- name: response
FROM threefold('responses') WHERE denominator > 0 AND $instrument = 'PHQ-9';

-- name: remission
FROM threefold('remissions') WHERE denominator > 0 AND $instrument = 'PHQ-9';

-- name: dep_rem_6
WITH daily AS (
    SELECT episode_id, completed_on, arg_max(score, assessment_id) AS score
    FROM every_phq9 WHERE counts AND score IS NOT NULL GROUP BY ALL),
firsts AS (SELECT episode_id, min(completed_on) AS day FROM daily WHERE score >= 10 GROUP BY ALL),
indices AS (
    SELECT *, lag(day) OVER (PARTITION BY client_id ORDER BY day, episode_id) AS before
    FROM firsts JOIN stays USING (episode_id)),
kept AS (
    SELECT i.* FROM indices i JOIN episodes e USING (episode_id) JOIN clients c ON c.client_id = i.client_id
    WHERE i.track = 'evening' AND day + 240 <= i.as_of AND coalesce(day - before > 240, true)
      AND NOT EXISTS (FROM stays d WHERE d.client_id = i.client_id AND d.reason = 'died' AND d.discharged_on <= day + 240)
      AND coalesce(year(i.admitted_on) - birth_year >= 12, true) AND coalesce(depression_dx <> 0, true)),
later AS (
    SELECT client_id, completed_on, arg_max(score, assessment_id) AS score
    FROM every_phq9 WHERE score IS NOT NULL AND completed_on <= as_of GROUP BY ALL),
lasts AS (
    SELECT k.episode_id, k.payer, arg_max(l.score, l.completed_on) AS last
    FROM kept k LEFT JOIN later l
      ON l.client_id = k.client_id AND l.completed_on BETWEEN k.day + 120 AND k.day + 240
    GROUP BY ALL)
SELECT payer, 'negative' AS missing, count(*) FILTER (last < 5) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM lasts GROUP BY payer;

-- name: item9
WITH answers AS (
    SELECT episode_id, payer, as_of, completed_on, arg_max(item_9, assessment_id) AS answer
    FROM every_phq9 WHERE track = 'evening' AND counts AND item_9 IS NOT NULL GROUP BY ALL),
judged AS (
    SELECT *, EXISTS (FROM risk_reviews r WHERE r.episode_id = a.episode_id AND r.reviewed_on <= a.as_of
                      AND r.reviewed_on BETWEEN a.completed_on AND a.completed_on + 1) AS reviewed
    FROM answers a WHERE answer > 0)
SELECT payer, 'reviewed' AS statistic, count(*) FILTER (reviewed) AS numerator, count(*) AS denominator,
       numerator / denominator AS value
FROM judged WHERE reviewed OR completed_on < as_of GROUP BY payer;

-- name: joint_outcomes
WITH recent AS (
    SELECT episode_id, bool_or(result = 'positive') AS positive
    FROM substance_use JOIN evening USING (episode_id)
    WHERE observed_on BETWEEN greatest(admitted_on, last_on - 29) AND last_on
      AND (result = 'negative' OR (result = 'positive' AND coalesce(prescribed, 0) <> 1))
    GROUP BY episode_id),
cells AS (
    SELECT payer, CASE WHEN p0 - p1 >= 6 THEN 'improved' WHEN p1 - p0 >= 6 THEN 'deteriorated'
                       WHEN p1 IS NULL THEN 'unknown' ELSE 'unchanged' END AS change,
           CASE WHEN positive THEN 'using' WHEN NOT positive THEN 'not_using' ELSE 'unknown' END AS use
    FROM both_scales LEFT JOIN recent USING (episode_id))
SELECT payer, c.change, u.use, count(*) FILTER (cells.change = c.change AND cells.use = u.use) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM cells, (SELECT unnest(['improved', 'unchanged', 'deteriorated', 'unknown']) AS change) c,
     (SELECT unnest(['not_using', 'using', 'unknown']) AS use) u
GROUP BY payer, c.change, u.use;
