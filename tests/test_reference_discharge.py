"""Use around discharge, worked out on paper."""

import pytest

from tests.paper import clinic, counts, use
from tests.reference import measure


def abstinent(*found, stay=60, **part):
    tables = clinic([("1", 0, stay, "completed")], substance_use=use(*(("1", *one, None) for one in found)))
    return counts(measure(tables, "abstinent_at_discharge"), **part)


@pytest.mark.parametrize(("day", "expected"), [(30, (1, 1)), (31, (0, 1)), (60, (0, 1)), (61, (1, 1))])
def test_the_last_thirty_days_are_from_29_days_before_to_the_day_of_discharge(day, expected):
    assert abstinent((day, "positive"), (45, "negative")) == expected


def test_without_a_result_nothing_is_known():
    assert abstinent((45, "missed"), (20, "negative")) == (0, 0)
    assert abstinent((45, "missed"), (20, "negative"), missing="positive") == (0, 1)
    assert abstinent((45, "missed"), (20, "negative"), missing="negative") == (1, 1)
    assert abstinent() == (0, 0)
    assert abstinent(missing="negative") == (1, 1)


def test_a_missed_test_among_negatives_counts_only_where_missing_is_use():
    assert abstinent((45, "negative"), (50, "missed")) == (1, 1)
    assert abstinent((45, "negative"), (50, "missed"), missing="positive") == (0, 1)
    assert abstinent((45, "negative"), missing="positive") == (1, 1)


def test_a_stay_shorter_than_thirty_days_is_looked_at_from_admission():
    assert abstinent((-1, "positive"), (3, "negative"), stay=9) == (1, 1)


def after(*found, last=400, **part):
    tables = clinic(
        [("1", 0, 60, "completed")], last, substance_use=use(*(("1", 60 + day, *one) for day, *one in found))
    )
    return counts(measure(tables, "relapse_after_discharge"), **part)


NEGATIVE, POSITIVE = ("negative", None), ("positive", None)


def test_use_is_a_positive_by_the_day_and_no_use_needs_a_result_in_the_month_from_it():
    assert after((30, *POSITIVE), day=30) == (1, 1)
    assert after((31, *POSITIVE), day=30) == (0, 1)
    assert after((29, *NEGATIVE), day=30) == (0, 0)
    assert after((30, *NEGATIVE), day=30) == (0, 1)
    assert after((60, *NEGATIVE), day=30) == (0, 1)
    assert after((60, *POSITIVE), day=30) == (0, 1)
    assert after((61, *NEGATIVE), day=30) == (0, 0)
    assert after((61, *NEGATIVE), day=30, statistic="not_observed") == (1, 1)
    assert after((61, *POSITIVE), day=90) == (1, 1)
    assert after((20, *POSITIVE), (40, *NEGATIVE), day=30) == (1, 1)
    assert after((210, *NEGATIVE), day=180) == (0, 1)
    assert after((211, *NEGATIVE), day=180) == (0, 0)
    assert after((0, *POSITIVE), day=30) == (0, 0)


def test_who_was_not_seen_is_between_the_bounds_and_shown():
    assert after((29, *NEGATIVE), day=30, missing="positive") == (1, 1)
    assert after((29, *NEGATIVE), day=30, missing="negative") == (0, 1)
    assert after((29, *NEGATIVE), day=30, statistic="not_observed") == (1, 1)


def test_a_window_that_is_not_over_is_not_yet_known():
    """Discharged on day 60: a positive known early waits for the follow-ups of the others, until day 60 + 30 + 30."""
    for early in (POSITIVE, NEGATIVE):
        assert after((20, *early), (35, *early), last=119, day=30) == (0, 0)
        assert after((20, *early), (35, *early), last=119, day=30, statistic="not_yet_known") == (1, 1)
        assert after((20, *early), (35, *early), last=119, day=30, missing="negative") == (0, 0)
    assert after((20, *POSITIVE), last=120, day=30) == (1, 1)
    assert after((35, *NEGATIVE), last=120, day=30) == (0, 1)
    assert after((20, *POSITIVE), last=120, day=90, statistic="not_yet_known") == (1, 1)


def test_positives_for_what_was_prescribed_and_missed_tests_say_nothing():
    assert after((20, "positive", 1), (35, "missed", None), day=30, statistic="not_observed") == (1, 1)


def test_a_screen_of_a_later_episode_counts_too():
    stays = [("1", 0, 60, "completed"), ("1b", 80, None, None)]
    tables = clinic(stays, substance_use=use(("1b", 85, "positive", None)))
    assert counts(measure(tables, "relapse_after_discharge"), day=30) == (1, 1)
