"""Every dimension, code, measure and part has a name that people can read."""

import re

import pytest

from data.tables import METADATA
from figures.words import clauses, labels, parts
from metrics import MEASURES
from metrics.cohort import DIMENSIONS, TIME_DIMENSIONS
from metrics.episodes import AGE_BANDS
from metrics.relapse.rules import COURSES
from metrics.result import Row
from tests.words_made import of_clinic

READABLE = re.compile(r"[A-Z0-9][^_{}]*")


def codes():
    """(column, code) of every column of the tables that has a list of codes."""
    for table in METADATA.tables.values():
        for column in table.columns:
            yield from ((column.name, code) for code in column.info.get("codes") or ())


@pytest.mark.parametrize("name", DIMENSIONS + TIME_DIMENSIONS)
def test_dimensions_have_titles(name):
    assert name in labels.DIMENSIONS and READABLE.fullmatch(labels.dimension(name))


def test_every_code_of_the_tables_has_a_name():
    found = list(codes())
    assert len(found) > 30
    for column, code in found:
        assert READABLE.fullmatch(labels.value(column, code)), (column, code)


def test_values_in_the_fields_own_spelling():
    assert labels.value("payer", "masshealth") == "MassHealth"
    assert labels.value("payer", "unknown") == "Not known"
    assert labels.value("co_occurring", "1") == "Yes" and labels.value("co_occurring", "0") == "No"
    assert labels.value("program", "EVE-1", {"EVE-1": "Evening"}) == "Evening"
    assert labels.value("program", "eve_1") == "eve_1"
    assert labels.value("race", "Black or African American") == "Black or African American"


@pytest.mark.parametrize("band", [*(label for _, label in AGE_BANDS), "65+"])
def test_age_bands(band):
    assert re.fullmatch(r"\d\d to \d\d|Under 18|65 and over", labels.value("age_band", band))


def test_rules_have_names():
    names = {rule: labels.code(rule) for rule, _ in COURSES}
    assert names["four_of_four"] == "Four weeks of use in a row" and len(set(names.values())) == len(names)


def test_groups_of_several_dimensions():
    assert labels.group({"program": "A", "payer": "self_pay"}, {"program": {"A": "Day"}}) == "Day, Self-pay"
    assert labels.group({}) == "All"


@pytest.mark.parametrize("name", MEASURES)
def test_every_part_of_every_measure_has_words_of_its_own(name):
    found = [tuple(row.part.items()) for row in of_clinic(2, name).rows]
    words = {part: parts.part(MEASURES[name], dict(part)) for part in found}
    assert all(READABLE.fullmatch(text) for text in words.values()), words
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_a_title_a_unit_counts_and_clauses(name):
    measure = MEASURES[name]
    assert READABLE.fullmatch(parts.title(measure)) and len(parts.title(measure)) <= (32 if measure.on_overview else 36)
    assert parts.unit(measure) in ("share", "rate", "days", "score")
    assert not parts.noun(measure)[0].isupper()
    up, down = clauses.clause(measure, True), clauses.clause(measure, False)
    assert up != down and "{" not in up + down and "“" not in up


def test_titles_are_told_apart():
    titles = [parts.title(measure) for measure in MEASURES.values()]
    assert len(set(titles)) == len(titles)


def test_measure_without_clauses_of_its_own_still_gets_one():
    card = MEASURES["attendance_rate"].card
    other = type(MEASURES["attendance_rate"])(type(card)(**{**vars(card), "name": "other"}), None, None)
    assert clauses.clause(other, False) == "“Sessions attended” was lower than usual"


def row(numerator, denominator, value=0.5):
    return Row({}, {}, numerator, denominator, value)


def test_counts_say_what_is_counted():
    assert parts.counts(MEASURES["attendance_rate"], row(1109, 1542)) == "1,109 of 1,542 sessions due"
    assert parts.counts(MEASURES["ed_rate"], row(12, 1843.2)) == "12 visits in 1,843 member-months"
    assert parts.counts(MEASURES["length_of_stay"], row(None, 1)) == "1 discharge"
    assert parts.counts(MEASURES["phq9_trend"], row(-30, 18)) == "18 admissions with two scores"
    assert parts.counts(MEASURES["retention"], row(8, 23)) == "8 left by then, 23 still followed"
    assert parts.counts(MEASURES["attendance_rate"], row(0, 0, None)) == "no data"
