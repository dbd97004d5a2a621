"""Measures on the command line: the same numbers as everywhere, and words for people."""

import csv
import json
from datetime import date
from io import StringIO

import pytest

from metrics import MEASURES
from metrics.cohort import DIMENSIONS, Cohort
from tests.databases import fresh_postgres
from tests.outcomes_run import EPISODES, answer, run

KEYS = ["measure", "version", "as_of", "from", "to", "where", "options", "rows", "notes"]
ROW_KEYS = ["group", "part", "numerator", "denominator", "value", "low", "high"]


@pytest.mark.parametrize("name", MEASURES)
def test_json_is_one_object_with_the_same_keys_everywhere(small_clinic, name):
    found = run("measure", name, "--db", small_clinic, "--json")
    printed = json.loads(found.stdout)
    assert (found.exit_code, found.stderr) == (0, "")
    assert list(printed) == KEYS
    assert all(list(row) == ROW_KEYS for row in printed["rows"])
    assert printed == json.loads(json.dumps(answer(small_clinic, name)))


def test_filters_groups_period_and_options_reach_the_measure(small_clinic):
    words = ("--from", "2025-01-01", "--to", "2026-06-30", "--by", "program,quarter", "--option", "threshold=5")
    wheres = ("--where", "track=morning", "--where", "track=evening", "--where", "gender=female")
    found = run("measure", "phq9_reliable_change", *words, *wheres, "--db", small_clinic, "--json")
    where = [("track", "morning"), ("track", "evening"), ("gender", "female")]
    cohort = Cohort.asked(date(2025, 1, 1), date(2026, 6, 30), where, ("program", "quarter"))
    assert json.loads(found.stdout) == answer(small_clinic, "phq9_reliable_change", cohort, {"threshold": "5"})


def test_a_filter_value_that_nobody_has_is_pointed_out_beside_the_answer(small_clinic):
    found = run(
        "measure", "retention", "--where", "track=evning", "--where", "track=morning", "--db", small_clinic, "--json"
    )
    assert found.exit_code == 0 and json.loads(found.stdout)["where"] == {"track": ["evning", "morning"]}
    assert found.stderr == "No episode has track 'evning'; there are: afternoon, evening, morning.\n"


def test_by_may_be_given_once_or_twice(small_clinic):
    together = run("measure", "attendance_rate", "--by", "program,month", "--db", small_clinic, "--json")
    apart = run("measure", "attendance_rate", "--by", "program", "--by", "month", "--db", small_clinic, "--json")
    assert together.stdout == apart.stdout


def test_csv_has_the_rows_of_the_json(small_clinic):
    words = ("measure", "ed_rate", "--by", "program", "--db", small_clinic)
    rows = list(csv.DictReader(StringIO(run(*words, "--csv").stdout)))
    wanted = json.loads(run(*words, "--json").stdout)["rows"]
    assert [float(row["value"]) if row["value"] else None for row in rows] == [row["value"] for row in wanted]
    assert [row["program"] for row in rows] == [row["group"]["program"] for row in wanted]


@pytest.mark.parametrize("name", MEASURES)
def test_people_read_title_counts_values_and_intervals(small_clinic, name):
    found = run("measure", name, "--by", "track", "--db", small_clinic)
    assert (found.exit_code, found.stderr) == (0, "")
    assert MEASURES[name].card.title in found.stdout
    assert "95% interval" in found.stdout and "data to 2026-10-31" in found.stdout
    assert " None " not in found.stdout


def test_measures_lists_name_title_and_question():
    printed = run("measures").stdout
    for measure in MEASURES.values():
        assert all(words in printed for words in (measure.card.name, measure.card.title, measure.card.question))


@pytest.mark.parametrize("name", MEASURES)
def test_card_prints_every_field_option_and_dimension(name):
    found, measure = run("card", name), MEASURES[name]
    printed = "".join(found.stdout.split())
    assert found.exit_code == 0
    for _, words in measure.card.lines():
        assert words[:40].replace(" ", "") in printed
    assert all(f"Option{option}" in printed for option in measure.options)
    assert all(dimension in printed for dimension in DIMENSIONS)


@pytest.mark.parametrize("name", MEASURES)
def test_clients_lists_everyone_behind_a_number_with_a_reason(small_clinic, name):
    found = json.loads(run("clients", name, "--db", small_clinic, "--json").stdout)
    assert list(found) == [*KEYS[:7], "counts", "funnel", "people"]
    assert found["funnel"]["whole"] == len(found["people"])
    assert sum(one["episodes"] for one in found["counts"]) == len(found["people"]) > 0
    assert {one["standing"] for one in found["people"]} <= {"counted", "not counted", "excluded"}


def test_clients_stop_at_a_limit_and_say_how_many_more(small_clinic):
    assert (
        len(json.loads(run("clients", "retention", "--limit", 3, "--db", small_clinic, "--json").stdout)["people"]) == 3
    )
    assert len(run("clients", "retention", "--limit", 3, "--db", small_clinic, "--csv").stdout.splitlines()) == 4
    assert f"{EPISODES - 3} more episodes" in run("clients", "retention", "--limit", 3, "--db", small_clinic).stdout


@pytest.mark.postgres
def test_postgres_gives_the_same_words(small_clinic):
    with fresh_postgres() as engine:
        url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        assert run("demo", "--episodes", EPISODES, "--db", url).exit_code == 0
        for words in (("measure", "attendance_rate", "--by", "month"), ("clients", "phq9_followed_up")):
            assert run(*words, "--json", "--db", url).stdout == run(*words, "--json", "--db", small_clinic).stdout
