"""Frozen reports and earlier definitions on the command line, as people and programs get them."""

import csv
import json
from io import StringIO

import pytest
from typer.testing import CliRunner

from intake import import_folder
from metrics.database import open_database
from outcomes import app
from tests import small
from tests.outcomes_run import one_line

NO_SHOW = ["S1,E1,2024-01-11,180,group,no_show", "S2,E1,2024-01-12,180,group,no_show"]


def run(*words: str):
    return CliRunner().invoke(app, words)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """A report frozen before one session was corrected, and one came late."""
    place = tmp_path_factory.mktemp("freezing")
    address = f"sqlite:///{place / 'outcomes.db'}"
    engine = open_database(address)
    import_folder(engine, small.write(place / "then"))
    said = run("freeze", "Spring", "--measure", "attendance_rate,phq9_trend", "--who", "Quinn", "--db", address)
    assert said.exit_code == 0 and "Spring is frozen: 2 measures, data to 2024-06-30." in said.stdout
    rows = [small.FILES["sessions"][0], *NO_SHOW, "S3,E1,2024-01-15,180,group,attended"]
    import_folder(engine, small.write(place / "now", sessions=rows))
    engine.dispose()
    return address


def test_what_is_frozen(db):
    assert "Spring" in run("frozen", "--db", db).stdout
    (one,) = json.loads(run("frozen", "--json", "--db", db).stdout)["frozen"]
    assert (one["name"], one["frozen_by"], one["as_of"], one["data_version"]) == ("Spring", "Quinn", "2024-06-30", 1)


def test_why_in_words(db):
    said = " ".join(run("why", "Spring", "--db", db).stdout.split())
    assert "50.0% then, 33.3% now (−16.7 points)" in said
    assert "by late data (+16.7 points); 1 person has other counts of sessions by corrected data (−33.4 points)" in said
    assert "As it was, and made again from the records: Mean change in PHQ-9." in said


def test_why_for_programs(db):
    told = json.loads(run("why", "Spring", "--measure", "attendance_rate", "--people", "--json", "--db", db).stdout)
    (one,) = told["measures"]
    assert one["made_again"] is True and [each["cause"] for each in one["causes"]] == ["late data", "corrected data"]
    rate = one["numbers"][0]
    assert [(step["numerator"], step["denominator"]) for step in rate["steps"]] == [(1, 1), (-1, 0)]
    assert [row["records"] for row in told["people"]] == [
        "sessions S3 (15 Jan 2024) came later",
        "sessions S1 (11 Jan 2024): status attended → no_show",
    ]
    rows = list(csv.DictReader(StringIO(run("why", "Spring", "--csv", "--db", db).stdout)))
    first = [row for row in rows if row["part"] == rows[0]["part"] and row["measure"] == "attendance_rate"]
    assert [row["cause"] for row in first] == ["then", "late data", "corrected data", "now"]


def test_who_was_listed_is_written_down(db):
    before = run("audit", "verify", "--db", db).stdout
    run("why", "Spring", "--measure", "attendance_rate", "--people", "--db", db)
    assert run("audit", "verify", "--db", db).stdout != before


def test_another_question(db):
    told = json.loads(run("why", "Spring", "--to", "2024-01-11", "--json", "--db", db).stdout)
    assert told["measures"][0]["causes"][-1]["cause"] == "changed filter"


def test_wrong_words(db):
    assert "There is no frozen report 'Autumn'; there are: Spring." in one_line(run("why", "Autumn", "--db", db), 2)
    assert "Spring has no 'ed_rate'" in one_line(run("why", "Spring", "--measure", "ed_rate", "--db", db), 2)
    assert "name it with --measure" in one_line(run("why", "Spring", "--people", "--db", db), 2)
    assert "Name what is frozen" in one_line(run("freeze", "Summer", "--who", "Quinn", "--db", db), 2)
    again = ("freeze", "Spring", "--measure", "ed_rate", "--who", "Quinn", "--db", db)
    assert "it stays as it is" in one_line(run(*again), 2)


def test_one_measure_is_frozen_in_words(new_address, tmp_path):
    run("import", str(small.write(tmp_path / "files")), "--db", new_address)
    said = run("freeze", "One", "--measure", "ed_rate", "--who", "Quinn", "--db", new_address).stdout
    assert "One is frozen: 1 measure, data to 2024-06-30." in said


def test_a_measure_by_an_older_version(db):
    name = "relapse_after_discharge"
    assert json.loads(run("measure", name, "--version", "1.0", "--json", "--db", db).stdout)["version"] == "1.0"
    assert json.loads(run("measure", name, "--json", "--db", db).stdout)["version"] == "1.1"
    assert json.loads(run("clients", name, "--version", "1.0", "--json", "--db", db).stdout)["version"] == "1.0"
    old, new = (run("card", name, *more).stdout for more in (("--version", "1.0"), ()))
    assert "up to 210 days after" in old and "Version 1.0: the first definition." in new
    assert "its versions: 1.0, 1.1" in one_line(run("card", name, "--version", "0.9"), 2)
