-- One score an episode, instrument and day, inside the window in which it can count.
CREATE VIEW scores AS
WITH every AS (
    SELECT assessment_id, episode_id, completed_on, instrument, coalesce(total, CASE instrument
        WHEN 'PHQ-9' THEN item_1 + item_2 + item_3 + item_4 + item_5 + item_6 + item_7 + item_8 + item_9
        WHEN 'GAD-7' THEN item_1 + item_2 + item_3 + item_4 + item_5 + item_6 + item_7
        WHEN 'PCL-5' THEN item_1 + item_2 + item_3 + item_4 + item_5 + item_6 + item_7 + item_8 + item_9 + item_10
            + item_11 + item_12 + item_13 + item_14 + item_15 + item_16 + item_17 + item_18 + item_19 + item_20
        WHEN 'AUDIT-C' THEN item_1 + item_2 + item_3
        WHEN 'DAST-10' THEN item_1 + item_2 + item_3 + item_4 + item_5 + item_6 + item_7 + item_8 + item_9 + item_10
        END) AS score
    FROM assessments WHERE instrument <> 'BAM'
    UNION ALL
    SELECT assessment_id, episode_id, completed_on, unnest(['BAM use', 'BAM risk', 'BAM protective', 'BAM craving']),
           unnest([item_4 + item_5 + item_6, item_1 + item_2 + item_3 + item_8 + item_11 + item_15,
                   item_9 + item_10 + item_12 + item_13 + item_14 + item_16, item_8])
    FROM assessments WHERE instrument = 'BAM')
SELECT episode_id, payer, instrument, completed_on, completed_on - admitted_on AS since,
       arg_max(score, assessment_id) AS score
FROM every JOIN evening USING (episode_id)
WHERE score IS NOT NULL AND since >= -14 AND completed_on <= least(last_on + 14, as_of)
GROUP BY ALL;

CREATE VIEW baselines AS
SELECT episode_id, payer, instrument, min(since) AS first, arg_min(score, since) AS baseline
FROM scores WHERE since <= 14 GROUP BY ALL;

CREATE VIEW pairs AS
SELECT b.episode_id, b.payer, b.instrument, baseline, arg_max(score, since) AS latest
FROM baselines b LEFT JOIN scores s
  ON s.episode_id = b.episode_id AND s.instrument = b.instrument AND since > first
GROUP BY ALL;

CREATE MACRO severity(instrument, score) AS
CASE WHEN instrument = 'DAST-10' THEN CASE WHEN score = 0 THEN 'no_problems' WHEN score <= 2 THEN 'low'
         WHEN score <= 5 THEN 'moderate' WHEN score <= 8 THEN 'substantial' ELSE 'severe' END
     WHEN instrument NOT IN ('PHQ-9', 'GAD-7') THEN NULL
     WHEN score <= 4 THEN 'minimal' WHEN score <= 9 THEN 'mild' WHEN score <= 14 THEN 'moderate'
     WHEN instrument = 'GAD-7' THEN 'severe' WHEN score <= 19 THEN 'moderately_severe' ELSE 'severe' END;

-- name: baseline_collected
SELECT e.payer, count(baseline) AS numerator, count(*) AS denominator, numerator / denominator AS value
FROM evening e LEFT JOIN (FROM baselines WHERE instrument = $instrument) b USING (episode_id)
WHERE admitted_on + 14 <= as_of
GROUP BY e.payer;

-- name: followed_up
SELECT payer, CASE WHEN grouping(band) = 0 THEN band END AS baseline_band, count(latest) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM (SELECT e.payer, latest, severity(instrument, baseline) AS band
      FROM pairs JOIN evening e USING (episode_id)
      WHERE instrument = $instrument AND (discharged_on IS NOT NULL OR admitted_on + 28 <= as_of))
GROUP BY GROUPING SETS ((payer, band), (payer))
HAVING grouping(band) = 1 OR band IS NOT NULL;

-- name: trend
WITH weekly AS (
    SELECT payer, episode_id, since // 7 + 1 AS week, arg_max(score, since) AS score
    FROM scores JOIN baselines USING (episode_id, payer, instrument)
    WHERE instrument = $instrument AND since > first AND since >= 0
    GROUP BY ALL
    UNION ALL
    SELECT payer, episode_id, 0, baseline FROM baselines WHERE instrument = $instrument)
SELECT payer, week, NULL AS statistic, sum(score) AS numerator, count(*) AS denominator, avg(score) AS value
FROM weekly GROUP BY payer, week
UNION ALL
SELECT payer, NULL, 'mean_change', sum(latest - baseline), count(*), avg(latest - baseline)
FROM pairs WHERE instrument = $instrument AND latest IS NOT NULL GROUP BY payer;

-- name: reliable_change
WITH changed AS (
    SELECT payer, baseline - latest AS fall, CASE instrument WHEN 'GAD-7' THEN 4 WHEN 'PCL-5' THEN 18 ELSE 6 END AS points
    FROM pairs WHERE instrument = $instrument AND latest IS NOT NULL)
SELECT payer, unnest(['improved', 'deteriorated', 'unchanged']) AS change,
       unnest([count(*) FILTER (fall >= points), count(*) FILTER (fall <= -points),
               count(*) FILTER (abs(fall) < points)]) AS numerator,
       count(*) AS denominator, numerator / denominator AS value
FROM changed GROUP BY payer;
