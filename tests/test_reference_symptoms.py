"""The slow second author on paper: scores of PHQ-9 and GAD-7."""

import pytest

from tests.paper import clinic, counts, day, limits, phq9
from tests.reference import measure
from tests.reference.intervals import mean


def test_of_two_scores_on_a_day_the_greater_id_counts_as_text():
    tables = clinic([("1", 20, None, None)])
    tables["assessments"] = phq9(("a10", "1", 6, 20), ("a2", "1", 6, 12), ("a3", "1", 50, 9), ("a20", "1", 50, 1))
    result = measure(tables, "phq9_trend")
    assert counts(result, week=0) == (12, 1)
    assert counts(result, week=5) == (9, 1)
    assert counts(result, statistic="mean_change", baseline_band="moderate") == (-3, 1)


def test_score_without_all_items_is_no_score():
    items = {f"item_{i}": 2 for i in range(1, 8)}
    base = {"episode_id": "1", "instrument": "GAD-7", "total": None}
    tables = clinic([("1", 0, None, None)])
    tables["assessments"] = [
        {**base, "assessment_id": "b", "completed_on": day(0), **items, "item_3": None},
        {**base, "assessment_id": "a", "completed_on": day(0), **items},
    ]
    assert counts(measure(tables, "gad7_trend"), week=0) == (14, 1)
    assert counts(measure(tables, "phq9_baseline_collected")) == (0, 1)


def test_latest_score_window_ends_14_days_after_discharge():
    tables = clinic([("1", 0, 30, "completed"), ("2", 0, 30, "completed"), ("3", 390, None, None)])
    found = [
        ("a", "1", 0, 20),
        ("b", "1", 44, 14),
        ("c", "2", -14, 20),
        ("d", "2", 45, 1),
        ("e", "3", 390, 3),
    ]
    tables["assessments"] = phq9(*found)
    assert counts(measure(tables, "phq9_followed_up")) == (1, 2)
    result = measure(tables, "phq9_reliable_change")
    assert counts(result, change="improved") == (1, 1)
    assert counts(result, change="not_rescored", of="baseline") == (2, 3)
    assert counts(measure(tables, "phq9_reliable_change", options={"threshold": "7"}), change="improved") == (
        0,
        1,
    )
    assert counts(measure(tables, "phq9_baseline_collected")) == (2, 2)


def test_scores_before_admission_are_in_no_week():
    tables = clinic([("1", 20, None, None)])
    tables["assessments"] = phq9(("a", "1", 10, 20), ("b", "1", 15, 18), ("c", "1", 20, 16), ("d", "1", 26, 15))
    weeks = [
        (line["part"]["week"], line["numerator"]) for line in measure(tables, "phq9_trend") if "week" in line["part"]
    ]
    assert weeks == [(0, 20), (1, 15)]


def test_mean_of_one_has_no_interval_and_of_equals_no_width():
    assert limits(mean({}, [5])) == (None, None)
    assert limits(mean({}, [5, 5])) == (5, 5)
    assert limits(mean({}, [4, 6])) == pytest.approx((5 - 12.7062, 5 + 12.7062), abs=1e-4)
