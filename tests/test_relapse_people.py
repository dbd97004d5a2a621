"""The people behind the measures of ends, classes and discharge add up to the numbers, on random clinics."""

import pytest

from intake import import_folder
from metrics import ask
from metrics.cohort import Cohort
from metrics.database import open_database
from metrics.relapse.classes import CHANGED
from tests.clinics import random_clinic, write_csv

ALL = Cohort()


@pytest.fixture(scope="module", params=range(3))
def connection(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    write_csv(random_clinic(request.param, 200), folder / "csv")
    engine = open_database(f"sqlite:///{folder / 'outcomes.db'}")
    import_folder(engine, folder / "csv")
    with engine.connect() as found:
        yield found
    engine.dispose()


def standings(connection, name, **options):
    found: dict[str, int] = {}
    for (standing, _), n in ask.how_many(connection, name, ALL, options).items():
        found[standing] = found.get(standing, 0) + n
    return found


def reasons(connection, name, **options):
    return {reason: n for (_, reason), n in ask.how_many(connection, name, ALL, options).items()}


def test_no_use_at_discharge(connection):
    row, found = (
        ask.measure(connection, "abstinent_at_discharge", ALL).one(),
        standings(connection, "abstinent_at_discharge"),
    )
    assert (found["counted"], found["counted"] + found["not counted"]) == (row.numerator, row.denominator)


@pytest.mark.parametrize("day", [30, 180])
def test_use_after_discharge(connection, day):
    result = ask.measure(connection, "relapse_after_discharge", ALL, {"days": str(day)})
    row, found = result.one(day=day), standings(connection, "relapse_after_discharge", days=str(day))
    known = found.get("counted", 0) + found.get("not counted", 0)
    assert (found.get("counted", 0), known) == (row.numerator, row.denominator)
    young = result.one(day=day, statistic="not_yet_known").numerator
    unseen = result.one(day=day, statistic="not_observed").numerator
    assert found.get("excluded", 0) == young + unseen
    assert (f"Day {day} not yet known: {young} of " in " ".join(result.notes)) == (young > 0)


@pytest.mark.parametrize("rule", ["four_of_four", "first_use", "dropout_four"])
def test_what_came_first(connection, rule):
    result = ask.measure(connection, "competing_outcomes", ALL, {"rule": rule, "weeks": "0,500"})
    first = next(row.part["missing"] for row in result.rows)
    part = {"rule": rule, "missing": first, "week": 500, "end": "relapsed"}
    found = standings(connection, "competing_outcomes", rule=rule)
    assert found["counted"] == result.one(**part).numerator
    everybody = result.one(**{**part, "week": 0}).denominator
    assert found["counted"] + found["not counted"] == everybody


@pytest.mark.parametrize(("one", "other"), [("four_of_four", "two_of_four"), ("first_use", "dropout_four")])
def test_who_changes_class(connection, one, other):
    result = ask.measure(connection, "relapse_rule_changes", ALL, {"from": one})
    rows = [row for row in result.rows if row.part["to"] == other and "why" not in row.part]
    found = standings(connection, "relapse_rule_changes", **{"from": one, "to": other})
    assert found.get("counted", 0) == sum(row.numerator for row in rows if row.part["class"] in CHANGED)
    assert found.get("counted", 0) + found["not counted"] == rows[0].denominator


def test_why_is_said_of_each_person(connection):
    result = ask.measure(connection, "relapse_rule_changes", ALL)
    part = {"from": "four_of_four", "to": "two_of_four", "missing": "positive", "class": "second_only"}
    found = reasons(connection, "relapse_rule_changes")
    words = "Two weeks of use within four, but not four weeks of use in a row"
    assert found.get(words, 0) == result.one(**part, why="rules_differ").numerator
    gap = f"{words}; a missed or inconclusive week counted as use"
    assert found.get(gap, 0) == result.one(**part, why="missing_weeks").numerator


def test_two_readings_of_one_rule(connection):
    result = ask.measure(connection, "relapse_rule_changes", ALL)
    part = {"from": "four_of_four", "to": "four_of_four", "missing": "negative", "class": "first_only"}
    found = reasons(connection, "relapse_rule_changes", to="negative")
    words = "Four weeks of use in a row only where missing weeks count as use, not where they count as no use"
    assert found.get(words, 0) == result.one(**part).numerator
