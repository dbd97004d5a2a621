from datetime import date

import pytest

from figures import numbers


@pytest.mark.parametrize(
    ("value", "n", "written"),
    [(0.719, 999, "72%"), (0.719, 1000, "71.9%"), (0.719, None, "72%"), (1.0, 5, "100%"), (None, 0, "no data")],
)
def test_shares_have_a_decimal_from_a_thousand_on(value, n, written):
    assert numbers.share(value, n) == written


def test_no_share_is_written_as_minus_zero():
    assert numbers.share(-0.0001, 1000) == "-0.0%".replace("-", "")
    assert numbers.signed(-0.2) == "0"


def test_intervals_say_the_unit_once_and_keep_the_decimals_of_their_value():
    assert numbers.interval(0.696, 0.741, n=1542) == "69.6 to 74.1"
    assert numbers.range_of(0.64, 0.71) == "64 to 71%"
    assert numbers.interval(0.49, 0.84, "ratio") == "0.49 to 0.84"
    assert numbers.estimate(0.52, 0.45, 0.59, n=217) == "52% (45 to 59)"


def test_an_interval_that_is_missing_or_open_is_said_in_words():
    assert numbers.interval(None, None) == ""
    assert numbers.interval(0.4, None, "ratio") == "0.40 or more"
    assert numbers.interval(None, 2.5, "rate") == "2.5 or less"
    assert numbers.estimate(0.5, None, None, n=1) == "50%"


def test_counts_have_a_comma_and_their_denominator():
    assert numbers.count_of(1109, 1542, "sessions") == "1,109 of 1,542 sessions"
    assert numbers.count_of(0, 0, "sessions") == "no sessions"
    assert numbers.count_of(1, 1, "admissions asked") == "1 of 1 admission asked"
    assert numbers.count_of(0, 0) == "no data"
    assert numbers.count(338.2) == "338"


def test_rates_have_one_decimal_ratios_two_days_none_unless_half():
    assert numbers.rate(1234.56) == "1,234.6"
    assert numbers.ratio(0.6449) == "0.64"
    assert numbers.value(45.5, "days") == "45.5"
    assert numbers.value(1045, "days") == "1,045"
    assert [numbers.value(None, unit) for unit in ("share", "rate", "ratio", "days")] == ["no data"] * 4


def test_dates_and_periods():
    assert numbers.date(date(2026, 3, 2)) == numbers.date("2026-03-02") == "2 Mar 2026"
    assert numbers.date(None) == numbers.date("") == "no data"
    assert numbers.period("2026-03") == "Mar 2026"
    assert numbers.period("2026-Q1") == "Q1 2026"
    assert numbers.period("unknown") == "unknown"
    assert numbers.period("18-25") == "18-25"
    assert numbers.period("2026-13") == "2026-13"


def test_signed_numbers_use_a_real_minus():
    assert numbers.signed(-6) == "−6"
    assert numbers.signed(3) == "+3"
    assert numbers.signed(-2.34, 1) == "−2.3"
