"""Whatever goes wrong on the command line: one line, and an exit code."""

import sqlite3

import pytest

from data import engine as engines
from tests.outcomes_run import one_line, run

WRONG = (
    (("frobnicate",), "No such command"),
    ((), "Missing command"),
    (("measure",), "NAME"),
    (("measure", "attendence_rate"), "did you mean attendance_rate?"),
    (("card", "zzz"), "There is no measure 'zzz'"),
    (("clients", "zzz"), "There is no measure 'zzz'"),
    (("measure", "retention", "--by", "prgram"), "choose from program, track"),
    (("measure", "retention", "--by", "program,"), "There is no dimension ''"),
    (("measure", "retention", "--where", "prgram=A"), "choose from program, track"),
    (("measure", "retention", "--where", "program"), "--where is written like program=A"),
    (("measure", "retention", "--where", "program="), "--where is written like program=A"),
    (("measure", "retention", "--where", "month=2026"), "A month is written like 2024-03"),
    (("measure", "retention", "--where", "quarter=2026-5"), "A quarter is written like 2024-Q1"),
    (("measure", "retention", "--option", "threshold=5"), "its options: days"),
    (("measure", "retention", "--option", "days=x"), "days after admission"),
    (("measure", "retention", "--option", "days"), "--option is written like threshold=5"),
    (("measure", "retention", "--option", "days=30", "--option", "days=60"), "given twice"),
    (("measure", "retention", "--from", "01/31/2026"), "YYYY-MM-DD"),
    (("measure", "retention", "--from", "20260131"), "YYYY-MM-DD"),
    (("measure", "retention", "--to", "2026-02-30"), "YYYY-MM-DD"),
    (("measure", "retention", "--from", "2026-02-02", "--to", "2026-02-01"), "before it starts"),
    (("measure", "retention", "--json", "--csv"), "exclude each other"),
    (("clients", "retention", "--json", "--csv"), "exclude each other"),
    (("release", "preview", "One", "--json", "--csv"), "exclude each other"),
    (("release", "publish", "One", "--who", "Q", "--json", "--csv"), "exclude each other"),
    (("release", "show", "One", "--json", "--csv"), "exclude each other"),
    (("clients", "retention", "--limit", "0"), "--limit"),
    (("measure", "retention", "--jsn"), "No such option: --jsn"),
    (("measure", "retention", "extra"), "unexpected extra argument"),
    (("measure", "retention", "--db", "outcomes.db"), "is an address such as"),
    (("measure", "retention", "--db", ""), "is an address such as"),
    (("measure", "retention", "--db", "nosuch://x"), "is an address such as"),
    (("measure", "retention", "--db", "mysql://x"), "only SQLite and PostgreSQL"),
    (("measure", "retention", "--db", "postgresql://host:port/x"), "is an address such as"),
    (("measure", "retention", "--db", "sqlite:///x.db?nosuch=1"), "is an address such as"),
    (("import", "no/such/folder"), "There is no folder no/such/folder"),
    (("import",), "FOLDER"),
    (("import", ".", "--db", "sqlite:///"), "nothing would be kept"),
    (("demo", "--db", "sqlite://"), "nothing would be kept"),
    (("demo", "--db", "sqlite:///:memory:"), "nothing would be kept"),
    (("demo", "--episodes", "3"), "--episodes"),
    (("demo", "--episodes", "many"), "'many' is not a whole number."),
    (("trace", "retention", "--n", "x"), "'x' is not a whole number."),
    (("measure", "retention", "--db", "postgres://me@host/x"), "neither sqlite:// nor postgresql://"),
)


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) or "nothing" for words, _ in WRONG])
def test_wrong_words_get_one_line_and_exit_code_2(words, said, new_address, monkeypatch):
    monkeypatch.setenv(engines.URL_VARIABLE, new_address)
    assert said in one_line(run(*words), 2)


OPEN = ("action", "open", "2026-01-05", "--finding", "f", "--action", "a", "--owner", "o", "--due", "2026-02-01")
PUBLISH = ("release", "publish", "One", "--measure", "retention", "--period", "2026")


@pytest.mark.parametrize("words", [OPEN, PUBLISH], ids=["open", "publish"])
def test_what_would_be_lost_is_refused(words, new_address, tmp_path):
    assert "nothing would be kept" in one_line(run(*words, "--who", "Q", "--db", "sqlite:///"), 2)
    assert "There is no data yet" in one_line(run(*words, "--who", "Q", "--db", new_address), 1)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path):
    (tmp_path / "notes.txt").write_text("Not a database at all. " * 100, encoding="utf-8")
    found = run("measure", "retention", "--db", f"sqlite:///{tmp_path / 'notes.txt'}")
    assert "is not a database" in one_line(found, 1)


def test_a_folder_that_is_missing_for_the_database_is_told_in_one_line(faulty_files, tmp_path):
    found = run("import", faulty_files, "--db", f"sqlite:///{tmp_path / 'none' / 'x.db'}")
    assert "unable to open database file" in one_line(found, 1)


def test_a_server_that_is_not_there_is_told_without_the_password():
    told = one_line(run("measure", "retention", "--db", "postgresql://me:secret@127.0.0.1:1/x"), 1)
    assert "cannot be used" in told and "secret" not in told


def test_a_database_that_may_only_be_read_is_told_in_one_line(faulty_files, new_address):
    assert run("import", faulty_files, "--db", new_address).exit_code == 0
    closed = f"sqlite:///file:{new_address.removeprefix('sqlite:///')}?mode=ro&uri=true"
    assert "may only be read" in one_line(run("note", "2026-01-05", "New room.", "--who", "Q", "--db", closed), 1)


def test_a_locked_database_is_told_in_one_line(faulty_files, new_address, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    assert run("import", faulty_files, "--db", new_address).exit_code == 0
    other = sqlite3.connect(new_address.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told = one_line(run("import", faulty_files, "--db", new_address), 1)
    other.close()
    assert "Another import is running" in told or "is busy" in told


@pytest.mark.parametrize("words", [("--help",), ("measure", "--help"), ("import", "-h")])
def test_help_goes_to_stdout(words):
    found = run(*words)
    assert (found.exit_code, found.stderr) == (0, "") and "Usage" in found.stdout
