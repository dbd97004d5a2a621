"""Which two quarters of a measure are known, and what is said of the smallest change between them."""

from datetime import date

import pytest

from figures.words.power import NO_QUARTERS, smallest
from metrics import MEASURES
from metrics.intervals import wilson
from metrics.power import detectable
from metrics.quarters import before, latest_two, months_of_quarter
from metrics.result import Row
from tests.words_made import FORBIDDEN, assert_sentences, result

COMPLETION, CHANGE = MEASURES["completion_rate"], MEASURES["phq9_reliable_change"]


def row(measure, quarter, k=20, n=50):
    return Row({"quarter": quarter}, dict(measure.headline), k, n, k / n if n else None, *wilson(k, n))


def found(measure, *quarters, as_of=date(2026, 10, 31), start=None, end=None):
    return latest_two(measure, result(measure.card.name, [row(measure, q) for q in quarters], as_of, start, end))


def labels(rows):
    return rows and tuple(one.group["quarter"] for one in rows)


def test_the_latest_whole_quarters():
    assert labels(found(COMPLETION, "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")) == ("2026-Q2", "2026-Q3")
    assert labels(found(COMPLETION, "2025-Q4", "2026-Q1", as_of=date(2026, 3, 31))) == ("2025-Q4", "2026-Q1")
    assert labels(found(COMPLETION, "2025-Q4", "2026-Q1", as_of=date(2026, 3, 30))) is None


@pytest.mark.parametrize(("as_of", "wanted"), [(date(2026, 9, 27), "2026-Q1"), (date(2026, 9, 28), "2026-Q2")])
def test_what_grows_after_admission_is_known_ninety_days_later(as_of, wanted):
    assert labels(found(CHANGE, "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", as_of=as_of))[1] == wanted


def test_a_quarter_that_the_period_cuts_is_not_whole():
    quarters = ("2026-Q1", "2026-Q2", "2026-Q3")
    assert labels(found(COMPLETION, *quarters, end=date(2026, 9, 29))) == ("2026-Q1", "2026-Q2")
    assert labels(found(COMPLETION, *quarters[1:], start=date(2026, 4, 1))) == ("2026-Q2", "2026-Q3")
    assert labels(found(COMPLETION, *quarters[1:], start=date(2026, 4, 2))) is None


def test_a_gap_before_is_no_quarter_to_compare_with():
    assert found(COMPLETION, "2026-Q1", "2026-Q3") is None
    assert found(COMPLETION) is None


def test_names_of_quarters():
    assert months_of_quarter("2026-Q1") == ("2026-01", "2026-03")
    assert (before("2026-Q1"), before("2026-Q3")) == ("2025-Q4", "2026-Q2")


def said(name, now, earlier, **options):
    measure = MEASURES[name]
    rows = row(measure, "2026-Q2", *earlier), row(measure, "2026-Q3", *now)
    return smallest(measure, rows, detectable(measure.card.kind, *rows))


def test_in_words():
    assert said("completion_rate", (20, 48), (22, 51)) == (
        "With 48 discharges in July to September 2026 against 51 in April to June 2026, a change of less than about "
        "25 percentage points would probably not be seen: from 42%, only a rise to 70% or more, or a fall to 17% or "
        "less, would. 80% power: if the change were real, it would be found four times out of five."
    )


def test_in_words_where_only_one_way_is_open_or_none():
    assert "only a rise to" in said("completion_rate", (1, 48), (1, 51)) and "fall" not in said(
        "completion_rate", (1, 48), (1, 51)
    )
    assert said("completion_rate", (5, 10), (5, 10)).startswith("With 10 discharges in July to September 2026")
    assert said("completion_rate", (4, 9), (20, 40)) == (
        "9 discharges in July to September 2026 against 40 in April to June 2026: "
        "too few to say how small a change could be seen."
    )


def test_in_words_of_other_units():
    from figures.words.equity import axis

    words = {
        "phq9_trend": "points",
        "days_missed": "days",
        "length_of_stay": "days",
        "completion_rate": "percentage points",
    }
    for name, unit in words.items():
        assert axis(MEASURES[name]) == f"difference in {unit}"
    assert axis(MEASURES["ed_rate"]) == "difference in visits per 1,000 member-months"


def test_a_share_read_off_a_curve_counts_who_is_still_followed():
    measure = MEASURES["time_to_relapse"]
    rows = [
        Row({"quarter": q}, dict(measure.headline), k, n, 0.75, 0.6, 0.85)
        for q, k, n in (("2026-Q1", 9, 21), ("2026-Q2", 9, 1))
    ]
    assert smallest(measure, rows, None).startswith("1 person still followed in April to June 2026 against 21 in ")


def test_the_end_of_all_shares_is_not_gone_beyond():
    words = said("completion_rate", (7, 120), (7, 115))
    assert "a fall to 0%," in words and "0% or less" not in words


def test_without_two_quarters():
    assert smallest(COMPLETION, None, None) == NO_QUARTERS


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_of_a_random_clinic(name):
    from tests.words_made import of_clinic

    measure = MEASURES[name]
    rows = latest_two(measure, of_clinic(6, name, ("quarter",), 200))
    words = smallest(measure, rows, detectable(measure.card.kind, *rows) if rows else None)
    assert not FORBIDDEN.search(words)
    assert_sentences(words[:1].upper() + words[1:])
