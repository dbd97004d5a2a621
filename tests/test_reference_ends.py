"""What came first and who changes class, worked out on paper."""

import pytest

from tests.paper import clinic, counts, row, use
from tests.reference import measure

MAIN = {"rule": "four_of_four", "missing": "positive"}


def weeks(who, letters, every=7):
    """One test a week in the words of weeks: + - o *, a space for nothing due."""
    results = {"+": "positive", "-": "negative", "o": "missed", "*": "inconclusive"}
    return [(who, every * week, results[letter], None) for week, letter in enumerate(letters) if letter != " "]


FOUR = [("1", 0, 60, "completed"), ("2", 0, 60, "completed"), ("3", 0, 20, "dropped_out"), ("4", 0, None, None)]


@pytest.fixture
def four():
    """Relapse in week 2, then completed; completed in week 9; left in week 3; still in on day 90."""
    found = weeks("1", "-++++---") + weeks("2", "--------") + weeks("3", "--") + weeks("4", "------")
    return clinic(FOUR, 90, substance_use=use(*found))


def end(result, week, kind, **more):
    line = row(result, **{**MAIN, **more, "week": week, "end": kind})
    return line["numerator"], line["denominator"], line["value"]


def test_the_first_end_counts_by_the_last_day_of_the_week(four):
    """Relapse on day 7, in week 2; leaving on day 20, the last of week 3; nobody is censored before day 63."""
    result = measure(four, "competing_outcomes", options={"weeks": "1,2,3,9"})
    assert end(result, 1, "relapsed") == (0, 4, 0)
    assert end(result, 2, "relapsed") == (1, 3, 0.25)
    assert end(result, 2, "left") == (0, 3, 0)
    assert end(result, 3, "left") == (1, 3, 0.25)
    assert end(result, 3, "still_in") == (2, 3, 0.5)
    # Episode 1 completed on day 60 too, but after its relapse.
    assert end(result, 9, "completed_or_transferred") == (1, 1, 0.25)


def test_nobody_is_watched_beyond_the_start_of_the_last_window_that_fits():
    """On day 41 six weeks are over, so starts in weeks 1 to 3 are known: day 14. Leaving on day 20 is too late to count."""
    found = weeks("1", "----") + weeks("2", "------")
    stays = [("1", 0, 20, "dropped_out"), ("2", 0, None, None)]
    result = measure(clinic(stays, 41, substance_use=use(*found)), "competing_outcomes", options={"weeks": "2,3"})
    assert end(result, 2, "still_in") == (0, 2, 1)
    assert end(result, 3, "left") == (0, 0, None)
    result = measure(clinic(stays, 48, substance_use=use(*found)), "competing_outcomes", options={"weeks": "3"})
    assert end(result, 3, "left") == (1, 2, 0.5)


def test_an_admission_more_recent_than_one_window_is_not_yet_in_it():
    stays, found = [("1", 0, 5, "other"), ("2", 0, None, None)], weeks("2", "----")
    young = measure(clinic(stays, 26, substance_use=use(*found)), "competing_outcomes", options={"weeks": "0"})
    assert end(young, 0, "still_in") == (0, 0, None)
    four = measure(clinic(stays, 27, substance_use=use(*found)), "competing_outcomes", options={"weeks": "0"})
    assert end(four, 0, "still_in") == (0, 2, 1)


def test_who_left_before_anything_was_due_is_in_it():
    found = weeks("2", "----------")
    stays = [("1", 0, 3, "dropped_out"), ("2", 0, None, None)]
    result = measure(clinic(stays, 70, substance_use=use(*found)), "competing_outcomes", options={"weeks": "1"})
    assert end(result, 1, "left") == (1, 1, 0.5)


def test_without_any_record_of_use_there_is_no_data():
    result = measure(clinic([("1", 0, 60, "completed")]), "competing_outcomes")
    assert all((row["denominator"], row["value"]) == (0, None) for row in result)


def changed(result, to, missing="positive", **more):
    return counts(result, **{"from": "four_of_four", "to": to, "missing": missing, **more})


def test_classes_between_rules_and_why():
    words = {"1": "++++", "2": "+-+-", "3": "o-+-", "4": "----", "5": "oooo", "6": "+++"}
    found = [line for who, letters in words.items() for line in weeks(who, letters)]
    tables = clinic([(who, 0, 27, "other") for who in words], substance_use=use(*found))
    result = measure(tables, "relapse_rule_changes")
    two = {"to": "two_of_four"}
    assert changed(result, **two, **{"class": "both"}) == (2, 5)
    assert changed(result, **two, **{"class": "second_only"}) == (2, 5)
    # Two positives were seen in the one; in the other a missed week made it two.
    assert changed(result, **two, **{"class": "second_only", "why": "rules_differ"}) == (1, 2)
    assert changed(result, **two, **{"class": "second_only", "why": "missing_weeks"}) == (1, 2)
    # Four missed weeks: a relapse where they count as use, none where they count as none, and too short left out.
    assert changed(result, "four_of_four", "negative", **{"class": "first_only"}) == (1, 5)
    assert changed(result, "four_of_four", "observed", **{"class": "first_only"}) == (0, 3)
    assert changed(result, "dropout_four", "none", **{"class": "both"}) == (1, 5)
    assert changed(result, "first_use", "observed", **{"class": "first_only"}) == (0, 4)
