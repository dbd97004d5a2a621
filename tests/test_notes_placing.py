"""Notes on charts: on which charts one stands, and where a new baseline begins."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.cohort import Cohort
from metrics.months import months_between
from metrics.notes import asked, baseline_starts, of_chart
from metrics.notes.placing import first_month

NOTE = asked(date(2024, 3, 2), "evening group moved to 18:00", "Ana")
ALL, ONE, TWO = (
    Cohort(),
    Cohort.asked(where=[("program", "A")]),
    Cohort.asked(where=[("program", "A"), ("program", "B")]),
)


@pytest.mark.parametrize(
    ("note", "cohort", "stands", "begins"),
    [
        ({}, ALL, True, True),
        ({}, ONE, True, True),
        ({"measure": "attendance_rate"}, ALL, True, True),
        ({"measure": "retention"}, ALL, False, False),
        ({"program": "A"}, ALL, True, False),  # most of those on the chart were not touched
        ({"program": "A"}, TWO, True, False),
        ({"program": "A"}, ONE, True, True),
        ({"program": "B"}, ONE, False, False),
        ({"program": "A"}, Cohort(scope=frozenset({"A"})), True, True),
        ({"program": "A"}, replace(TWO, scope=frozenset({"B"})), False, False),
        ({"baseline": None}, ALL, True, False),
    ],
    ids=str,
)
def test_where_a_note_stands_and_where_a_baseline_begins(note, cohort, stands, begins):
    found = replace(NOTE, **{"baseline": "moved"} | note)
    assert bool(of_chart([found], "attendance_rate", cohort)) == stands
    assert bool(baseline_starts([found], "attendance_rate", cohort)) == begins


def test_the_first_month_of_a_baseline_is_the_one_that_the_figure_draws():
    from figures.control_view import baseline_start

    labels = list(months_between("2024-01", "2025-12"))
    for ordinal in range(date(2024, 1, 1).toordinal(), date(2025, 12, 16).toordinal() + 1):
        on = date.fromordinal(ordinal)
        assert first_month(replace(NOTE, on=on)) == labels[baseline_start(on.isoformat(), labels)]
