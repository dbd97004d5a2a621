"""`outcomes.py note`, `notes` and `withdraw`."""

import csv
import json
from io import StringIO

import pytest

from tests.outcomes_run import one_line, run

WORDS = "evening group moved to 18:00"


@pytest.fixture
def fresh_clinic(tmp_path):
    url = f"sqlite:///{tmp_path / 'outcomes.db'}"
    assert run("demo", "--episodes", 20, "--db", url).exit_code == 0
    return url


def test_written_listed_withdrawn(fresh_clinic):
    db = ("--db", fresh_clinic)
    assert "snow closes the programs" in run("notes", *db).stdout
    of = ("--measure", "attendance_rate", "--program", "P02", "--baseline", "half of the sessions")
    kept = run("note", "2026-03-02", WORDS, "--who", "Ana", *of, *db)
    assert kept.stdout == f"Note 3 is kept: 2 Mar 2026: {WORDS}.\n"
    told = json.loads(run("notes", *db, "--json").stdout)["notes"]
    assert [
        (one["number"], one["words"], one["program"], one["baseline_reason"]) for one in told if one["number"] > 2
    ] == [(3, WORDS, "P02", "half of the sessions")]
    assert "is withdrawn" in run("withdraw", 3, "--who", "Ben", "--why", "=wrong day", *db).stdout
    rows = csv.DictReader(StringIO(run("notes", *db, "--csv").stdout))
    row = next(row for row in rows if row["number"] == "3")
    assert (row["withdrawn_by"], row["withdrawn_because"]) == ("Ben", "'=wrong day")
    assert WORDS in run("notes", *db).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("note", "May", WORDS, "--who", "Ana"), "YYYY-MM-DD"),
        (("note", "2999-01-01", WORDS, "--who", "Ana"), "a day that has been"),
        (("note", "2026-03-02", " ", "--who", "Ana"), "it is empty"),
        (("note", "2026-03-02", WORDS, "--who", "Ana", "--baseline", " "), "needs a written reason"),
        (("note", "2026-03-02", WORDS, "--who", "Ana", "--measure", "stars"), "no measure 'stars'"),
        (("note", "2026-03-02", WORDS), "--who"),
        (("withdraw", "7", "--who", "Ana", "--why", "x"), "There is no note 7"),
    ],
    ids=str,
)
def test_wrong_words_get_one_line(small_clinic, words, said):
    assert said in one_line(run(*words, "--db", small_clinic), 2)


def test_no_notes_into_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'none.db'}"
    assert "There is no data yet" in one_line(run("note", "2026-03-02", WORDS, "--who", "Ana", "--db", url), 1)
    assert not (tmp_path / "none.db").exists()
    assert run("notes", "--db", url).stdout.startswith("No notes are written yet")
