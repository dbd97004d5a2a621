"""Shares, ratios, months and lists in words."""

from datetime import date

import pytest

from figures.words import months, quantities
from metrics.result import Row


def ratio(value, low=None, high=None, numerator=20, denominator=30):
    return Row({}, {"ratio": "during:pre"}, numerator, denominator, value, low, high)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "none"),
        (0.02, "very few"),
        (0.26, "about a quarter"),
        (0.34, "about a third"),
        (0.52, "about half"),
        (0.68, "about two thirds"),
        (0.97, "nearly all"),
        (1, "all"),
    ],
)
def test_shares_in_words(value, words):
    assert quantities.share(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.64, "about a third lower"),
        (0.88, "about an eighth lower"),
        (0.8, "about a fifth lower"),
        (1.0, "about the same"),
        (0.95, "slightly lower"),
        (1.05, "slightly higher"),
        (0.5, "about half as high"),
        (1.38, "about two fifths higher"),
        (1.5, "about one and a half times as high"),
        (2, "about 2 times as high"),
        (0.1, "less than a sixth as high"),
        (3.14, "about 3.1 times as high"),
    ],
)
def test_ratios_in_words(value, words):
    assert quantities.ratio(value) == words


@pytest.mark.parametrize("hundredths", range(15, 300))
def test_ratio_words_are_close_to_the_ratio(hundredths):
    value, words = hundredths / 100, quantities.ratio(hundredths / 100)
    assert ("lower" in words or "half as" in words) == (value < 0.975) or "same" in words
    fraction = next((size for size, name in quantities.FRACTIONS if f"about {name} " in words), None)
    assert fraction is None or abs(abs(value - 1) - fraction) <= 0.1


def test_chance_is_said_where_the_interval_includes_no_effect():
    assert quantities.effect(ratio(0.88, 0.64, 1.21)) == "An eighth lower; could be chance"
    assert quantities.effect(ratio(0.64, 0.49, 0.84)) == "A third lower"
    assert quantities.effect(ratio(0.64)) == "A third lower; could be chance"
    assert quantities.effect(ratio(1.0, 0.7, 1.4)) == "About the same"
    assert quantities.effect(ratio(2.0, 1.4, 2.9)) == "2 times as high"


def test_ratio_without_visits_on_a_side():
    assert quantities.effect(ratio(None, 0.4, None, 5, 0)) == "No visits to compare with"
    assert quantities.effect(ratio(None, None, None, 0, 0)) == "No data to compare"
    assert quantities.effect(ratio(0.0, 0.0, 0.9, 0, 9)) == "No visits at all"
    assert quantities.effect(ratio(0.0, 0.0, 1.9, 0, 9)) == "No visits at all; could be chance"


def test_months_in_words():
    assert months.month("2026-10") == "October 2026"
    assert months.month("2025-11", "2026-10") == "November"
    assert months.month("2025-10", "2026-10") == "October 2025"
    assert months.months("2026-05", "2026-10") == "May to October 2026"
    assert months.months("2025-11", "2026-10") == "November 2025 to October 2026"
    assert months.months("2026-10", "2026-10") == "October 2026"
    assert months.latest("2026-09", date(2026, 10, 31)) == "September"
    assert months.latest("2026-08", date(2026, 10, 31)) == "August 2026"
    assert months.day_and_month(date(2026, 10, 9)) == "9 October"


def test_lists_and_counts_in_words():
    assert months.listed([]) == "" and months.listed(["a"]) == "a"
    assert months.listed(["a", "b", "c"]) == "a, b and c"
    assert (months.spelled(0), months.spelled(10), months.spelled(1200)) == ("no", "ten", "1,200")
    assert (months.plural(1, "visit"), months.plural(1200, "visit")) == ("1 visit", "1,200 visits")
    assert months.small("No score") == "no score" and months.small("PHQ-9 due") == "PHQ-9 due"
    assert months.capital("pHQ") == "PHQ" and months.capital("") == ""
