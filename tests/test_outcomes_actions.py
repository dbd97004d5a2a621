"""`outcomes.py action` and `outcomes.py analysis`."""

import csv
import json
from io import StringIO

import pytest
from docx import Document

from tests.outcomes_run import one_line, run

OPEN = ("action", "open", "2026-03-02", "--finding", "few come", "--action", "=reminder calls", "--owner", "Ana")
DUE = ("--due", "2026-06-01", "--who", "Ben")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """The address of a small demo clinic for all tests that change nothing."""
    url = f"sqlite:///{tmp_path_factory.mktemp('clinic') / 'outcomes.db'}"
    assert run("demo", "--episodes", 40, "--db", url).exit_code == 0
    return url


def test_opened_moved_ended_listed(tmp_path):
    db = ("--db", f"sqlite:///{tmp_path / 'outcomes.db'}")
    assert run("demo", "--episodes", 20, *db).exit_code == 0
    assert "text messages on snow days" in run("action", "list", *db).stdout
    assert run(*OPEN, *DUE, "--measure", "attendance_rate", "--program", "P02", *db).stdout == (
        "Kept. Action 3: =reminder calls (Ana): due 1 Jun 2026.\n"
    )
    assert (
        "due 1 Jul 2026"
        in run(
            "action", "move", 3, "--owner", "Dee", "--due", "2026-07-01", "--who", "Ben", "--why", "Ana left", *db
        ).stdout
    )
    ended = run("action", "end", 3, "2026-06-20", "--outcome", "worked", "--result", "all called", "--who", "Dee", *db)
    assert "it worked, 20 Jun 2026" in ended.stdout
    told = json.loads(run("action", "list", *db, "--json").stdout)["actions"]
    assert [(one["owner"], one["state"], one["outcome"]) for one in told if one["number"] == 3] == [
        ("Dee", "done", "worked")
    ]
    row = next(
        row for row in csv.DictReader(StringIO(run("action", "list", *db, "--csv").stdout)) if row["owner"] == "Dee"
    )
    assert row["action"] == "'=reminder calls"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*OPEN, "--due", "June", "--who", "Ben"), "YYYY-MM-DD"),
        ((*OPEN, "--due", "2026-03-01", "--who", "Ben"), "from 2026-03-02 on"),
        ((*OPEN, *DUE, "--measure", "stars"), "no measure 'stars'"),
        ((*OPEN, *DUE, "--program", "P99"), "no program 'P99'"),
        (OPEN, "--due"),
        (("action", "end", "7", "2026-03-01", "--outcome", "worked", "--result", "r", "--who", "B"), "no action 7"),
        (("action", "list", "--json", "--csv"), "exclude each other"),
        (("analysis", "2025", "/nowhere/a.docx"), "no folder /nowhere"),
        (("analysis", "2025", "analysis.pdf"), "Word document"),
        (("analysis", "1999", "new.docx"), "no data of 1999"),
    ],
    ids=str,
)
def test_wrong_words_get_one_line(clinic, words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert said in one_line(run(*words, "--db", clinic), 2)
    assert not list(tmp_path.iterdir())


def test_the_draft_is_written_once_and_never_over_another(clinic, tmp_path):
    file = tmp_path / "analysis.docx"
    assert "draft of 2026" in run("analysis", 2026, file, "--where", "program=P01", "--db", clinic).stdout
    assert Document(str(file)).paragraphs[0].text == "Performance analysis 2026"
    assert "there already" in one_line(run("analysis", 2026, file, "--db", clinic), 2)
    assert [one.name for one in tmp_path.iterdir()] == ["analysis.docx"]
