from datetime import date
from random import Random

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


def test_an_end_beside_no_effect_is_not_written_like_it():
    assert numbers.interval(0.72, 0.9965, "ratio") == "0.720 to 0.997"
    assert numbers.interval(0.72, 0.99996, "ratio") == "0.72 to just below 1.00"
    assert numbers.interval(1.00004, 1.6, "ratio") == "just above 1.00 to 1.60"
    assert numbers.interval(0.72, 1.0, "ratio") == "0.72 to 1.00"
    assert numbers.interval(0.9965, None, "ratio") == "0.997 or more"
    assert numbers.interval(-4.0, -0.03, "score", none=0.0) == "−4.00 to −0.03"
    assert numbers.interval(-4.0, -0.03, "score") == "−4.0 to −0.0".replace("−0.0", "0.0")


@pytest.mark.parametrize("seed", range(20))
def test_what_is_written_lies_on_the_side_of_no_effect_where_the_number_lies(seed):
    rng = Random(seed)
    for none, decimals in ((0.0, 0), (0.0, 1), (1.0, 2)):
        ends = [none + rng.choice((-1, 1)) * 10 ** rng.uniform(-6, 1) for _ in range(3)]
        for end, text in zip(ends, numbers.beside(none, ends, decimals, numbers.signed), strict=True):
            if text.startswith("just"):
                assert text.startswith("just above") == (end > none)
            else:
                assert (float(text.replace("−", "-")) > none) == (end > none) and float(text.replace("−", "-")) != none
