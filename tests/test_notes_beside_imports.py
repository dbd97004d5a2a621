"""Notes on charts beside imports: neither is lost, whatever comes at once."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime

import pytest
from alembic import command
from sqlalchemy import event, func, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from data.engine import trouble, writing
from data.migrate import _config, upgrade
from data.tables import state
from intake import import_folder
from metrics.database import open_database, rebuild
from metrics.notes import asked, withdraw, write
from tests.contents import contents
from tests.databases import ENGINES, fresh
from tests.importing import HOME, finish
from tests.notes_held import book, held
from tests.small import FILES, plus
from tests.small import write as write_files

NOW = datetime(2024, 7, 1, 9, 30)
NOTE = asked(date(2024, 3, 2), "evening group moved to 18:00", "Ana")


@pytest.fixture
def engine(one_client):
    return one_client


def test_notes_outlast_imports_and_rebuilt_facts(engine, tmp_path):
    write(engine, replace(NOTE, program="A", baseline="moved"), now=NOW)
    withdraw(engine, 1, "Ben", "wrong day", now=NOW)
    before = book(engine)
    changed = write_files(tmp_path / "more", **plus("sessions", "S3,E1,2024-01-20,60,group,attended"))
    changed.joinpath("programs.csv").write_text(FILES["programs"][0] + "\nA,New name,North,Central,2.1,12\n")
    import_folder(engine, changed)
    with writing(engine) as connection:
        rebuild(connection)
    assert book(engine) == before
    again = open_database(engine.url.render_as_string(hide_password=False))
    assert book(again) == before
    again.dispose()


def test_a_note_changes_nothing_else(engine):
    before = contents(engine)
    write(engine, NOTE)
    assert {name: rows for name, rows in contents(engine).items() if name != "notes"} == {
        name: rows for name, rows in before.items() if name != "notes"
    }


@pytest.mark.parametrize("kind", ENGINES)
def test_a_database_of_before_gets_its_book(kind, tmp_path):
    with fresh(kind, tmp_path) as engine:
        with writing(engine) as connection:
            command.upgrade(_config(connection), "0002")
            connection.execute(update(state).values(data_version=7))
        assert not inspect(engine).has_table("notes")
        upgrade(engine)
        assert book(engine) == []
        with engine.connect() as connection:
            assert connection.scalar(select(state.c.data_version)) == 7


def test_a_note_waits_for_an_import_and_then_says_so(engine):
    patience = "PRAGMA busy_timeout = 100" if engine.dialect.name == "sqlite" else "SET lock_timeout = '100ms'"
    with writing(engine) as running:
        running.execute(update(state).values(demo=0))
        with pytest.raises(DBAPIError) as busy, impatient(engine, patience):
            write(engine, NOTE)
        assert trouble(busy.value) == "busy"
    assert write(engine, NOTE).number == 1


class impatient:
    """New connections of an engine wait but a moment."""

    def __init__(self, engine, words):
        self.engine, self.words = engine, words

    def __enter__(self):
        event.listen(self.engine, "checkout", self._hurry)

    def __exit__(self, *_):
        event.remove(self.engine, "checkout", self._hurry)

    def _hurry(self, connection, *_):
        cursor = connection.cursor()
        cursor.execute(self.words)
        cursor.close()


def test_writers_and_an_import_at_once_lose_nothing(engine, tmp_path):
    """Three processes that write, and an import in a fourth, all on one database."""
    url = engine.url.render_as_string(hide_password=False)
    rows = [f"X{n},E1,2024-02-01,60,group,attended" for n in range(4000)]
    write_files(tmp_path / "more", **plus("sessions", *rows))
    command_ = [sys.executable, "-m", "tests.writing_notes", url]
    writers = [subprocess.Popen([*command_, name, "12"], cwd=HOME, stdout=subprocess.PIPE, text=True) for name in "abc"]
    importer = [sys.executable, "-m", "tests.importing", url, str(tmp_path / "more")]
    importing = subprocess.Popen(importer, cwd=HOME, stdout=subprocess.PIPE, text=True)
    told = [finish(process) for process in (*writers, importing)]
    assert told[3] == (0, "began\ndone")
    assert {words for _, words in told[:3]} == {"began\nkept 12"}
    assert sorted((note.by, note.words) for note in held(engine)) == sorted(
        (name, f"{name} change {n}") for name in "abc" for n in range(12)
    )
    assert [row.note_no for row in book(engine)] == list(range(1, 37))
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(text("sessions"))) == 4002
