"""Comparisons on pages: of each measure and by each dimension, none of them breaks."""

import pytest

from figures.words import parts
from figures.words.labels import DIMENSIONS as WORDS
from metrics import FAMILIES, MEASURES
from metrics.cohort import DIMENSIONS
from metrics.instruments import PHQ9, SCALES
from tests.page_runs import check, texts

COMPARING = ("after_discharge", "attendance", "emergency", "overview", "relapse", "symptoms")
PAGE_OF = {
    "attendance": ("attendance", "attendance_month"),
    "symptoms": ("symptoms", "{}_month"),
    "relapse": ("relapse", "relapse_month"),
    "er_utilization": ("emergency", "emergency_month"),
    "continuity": ("after_discharge", "after_discharge_month"),
}
# One measure of each kind of number, unit and date.
OF_EACH_KIND = sorted({(m.card.kind, m.card.unit, m.card.dated): name for name, m in MEASURES.items()}.values())


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("page", COMPARING)
def test_each_comparison(opened, page, by):
    at = opened(page, compare=WORDS[by])
    check(at)
    assert any(f" by {WORDS[by].lower()}</h2>" in text for text in texts(at))


@pytest.mark.parametrize("name", [name for name, measure in MEASURES.items() if measure.chart])
def test_each_measure_by_month_with_a_comparison(opened, name):
    family = next(family for family in FAMILIES if MEASURES[name] in family.MEASURES).__name__.rpartition(".")[2]
    page, key = PAGE_OF[family]
    own = next((one for one in SCALES.values() if name.startswith(f"{one.slug}_")), PHQ9)
    scale = {"scale": own.name} if own is not PHQ9 else {}
    key, title = key.format(own.slug), parts.title(MEASURES[name])
    at = opened(page, compare="Program", **scale, **({} if name == "attendance_rate" else {key: title}))
    check(at)
    assert any(f"{title}, by month</h2>" in text for text in texts(at))
    assert any(f"{title} by program</h2>" in text for text in texts(at))


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_compared(opened, name):
    assert parts.title(MEASURES[name]) in check(opened("compare", measure=name))


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_each_kind_of_measure_by_who_people_are(opened, name):
    check(opened("equity", measure=name))


@pytest.mark.parametrize("by", DIMENSIONS)
def test_each_dimension_compared(opened, by):
    at = opened("compare", by=by, measure="completion_rate")
    assert check(at).startswith(("Completed the program", "No "))


def test_programs_that_differ_by_more_than_chance(opened):
    at = opened("compare", "many_programs", measure="completion_rate")
    assert check(at) == "Completed the program, 50% in all: all 12 programs lie inside their usual limits."
    assert at.segmented_control(key="limits").value == "additive"
    at = opened("compare", "many_programs", measure="completion_rate", limits="Chance alone")
    assert "ten of 12 programs lie outside the limits of chance, seven of them beyond 99.8%" in check(at)
    at = opened("compare", "many_programs", measure="completion_rate", limits="The same, in proportion")
    assert "inside their usual limits" in check(at)
