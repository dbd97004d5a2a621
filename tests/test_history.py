"""Definitions have history: every version whole, the months by the version in use, the break on the chart."""

from dataclasses import replace
from datetime import date

import pytest

from figures.control_chart import control_chart as figure
from figures.words import definitions, measures_page
from metrics import MEASURES
from metrics.charts import control_chart
from metrics.cohort import BadRequest
from metrics.history import as_defined_then, breaks, in_use
from metrics.months import months_between
from metrics.result import Result, Row

NAME = "relapse_after_discharge"
MEASURE = MEASURES[NAME]
CHANGED = {name: one for name, one in MEASURES.items() if one.earlier}
DAY = date(2026, 11, 24)
MONTHS = months_between("2026-01", "2027-08")


def by_month(version: str, count: int) -> Result:
    rows = tuple(Row({"month": month}, {"day": 30}, count, 100, count / 100, 0.0, 1.0) for month in MONTHS)
    return Result(NAME, version, date(2027, 12, 31), None, None, {}, {}, rows)


BOTH = {"1.0": by_month("1.0", 7), "1.1": by_month("1.1", 10)}


def test_some_definition_has_changed_and_says_how():
    assert NAME in CHANGED


@pytest.mark.parametrize("name", CHANGED)
def test_every_version_is_whole(name):
    versions = MEASURES[name].versions
    assert len({one.card.version for one in versions}) == len(versions)
    assert [one.card.version_date for one in versions] == sorted({one.card.version_date for one in versions})
    assert {one.card.name for one in versions} == {name} and {one.chart for one in versions} == {versions[-1].chart}
    assert [bool(one.card.changes) for one in versions] == [False, *[True] * (len(versions) - 1)]
    assert all(text for one in versions for _, text in one.card.lines())
    assert [one for one in versions if one.earlier] == [versions[-1]]


def test_a_measure_at_a_version():
    assert MEASURE.at(None) is MEASURE.at("1.1") is MEASURE
    assert MEASURE.at("1.0").card.version == "1.0"
    with pytest.raises(BadRequest, match=r"has no version '0\.9'; its versions: 1\.0, 1\.1"):
        MEASURE.at("0.9")


def test_a_month_belongs_to_the_version_of_its_greater_half():
    (one,) = breaks(MEASURE)
    assert (one.day, one.month, one.version) == (DAY, "2026-12", "1.1")
    assert [in_use(MEASURE, month).card.version for month in ("2020-01", "2026-11", "2026-12", "2030-01")] == [
        *("1.0", "1.0"),
        *("1.1", "1.1"),
    ]
    early = replace(MEASURE, card=replace(MEASURE.card, version_date="2026-11-16"))
    assert breaks(early)[0].month == "2026-11"


def test_each_month_is_counted_as_it_was_defined():
    found = as_defined_then(MEASURE, BOTH)
    assert {row.group["month"]: row.numerator for row in found.rows} == {
        month: 7 if month < "2026-12" else 10 for month in MONTHS
    }


def test_limits_begin_anew_at_the_break_and_the_chart_says_so():
    monthly = control_chart(MEASURE, as_defined_then(MEASURE, BOTH), [one.month for one in breaks(MEASURE)])
    assert [monthly.chart.centre[i] for i in (10, 11)] == [pytest.approx(0.07), pytest.approx(0.10)]
    drawn = figure(monthly, monthly.chart, changes=definitions.changes(MEASURE))
    words = [note.text.replace("<br>", " ") for note in drawn.layout.annotations]
    assert any("24 Nov 2026: Definition 1.1 from here. New baseline from here" in text for text in words)


def test_words():
    assert definitions.over_time(MEASURE, False) == (
        "All months are counted by version 1.1 of the definition, in use since 24 Nov 2026."
    )
    assert definitions.over_time(MEASURE, True) == (
        "Each month is counted by the definition that was in use: version 1.0 first, version 1.1 from 24 Nov 2026."
    )
    assert definitions.since(MEASURE.card) == "Version 1.1, since 24 Nov 2026"
    whole = {version: replace(one, rows=(Row({}, {"day": 30}, 7, 100, 0.07),)) for version, one in BOTH.items()}
    now, then = measures_page.versions(MEASURE, whole)
    assert (now[0], now[2] == MEASURE.card.changes, now[3:]) == ("1.1", True, ["7%", "7 of 100"])
    assert then[:3] == ["1.0", "23 Nov 2026", "The first definition."]
