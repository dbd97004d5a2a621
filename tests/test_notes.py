"""Notes on charts: kept as written, refused in one sentence, never changed, never lost beside imports."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import func, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from data.engine import trouble, writing
from data.migrate import _config, upgrade
from data.tables import notes, state
from intake import import_folder
from metrics.cohort import Cohort
from metrics.database import open_database, rebuild
from metrics.months import months_between
from metrics.notes import Note, NoteRefused, asked, baseline_starts, of_chart, read, withdraw, write
from metrics.notes.demo import write_demo_notes
from metrics.notes.placing import first_month
from tests.contents import contents
from tests.databases import ENGINES, fresh, ready
from tests.importing import HOME, finish
from tests.small import FILES, plus
from tests.small import write as write_files

DAY, NOW = date(2024, 3, 2), datetime(2024, 7, 1, 9, 30)
NOTE = asked(DAY, "evening group moved to 18:00", "Ana")


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    """A database of one client, on either engine."""
    with ready(request.param, tmp_path) as engine:
        import_folder(engine, write_files(tmp_path / "files"))
        yield engine


def held(engine, scope=None):
    with engine.connect() as connection:
        return read(connection, scope)


def book(engine):
    with engine.connect() as connection:
        return connection.execute(select(notes).order_by(notes.c.note_no)).all()


def test_a_note_is_kept_with_who_and_when(engine):
    kept = write(
        engine, replace(NOTE, measure="attendance_rate", program="A", baseline="half the people changed"), now=NOW
    )
    (found,) = held(engine)
    assert (
        found
        == kept
        == Note(DAY, "evening group moved to 18:00", "Ana", "attendance_rate", "A", "half the people changed")
    )
    assert (found.number, found.at, found.withdrawn) == (1, NOW, None)


def test_the_time_of_writing_is_the_clocks_in_utc(engine):
    before = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    assert before <= write(engine, NOTE).at <= datetime.now(UTC).replace(tzinfo=None)


def test_a_note_is_withdrawn_by_a_second_entry(engine):
    write(engine, NOTE, now=NOW)
    first = book(engine)
    withdraw(engine, 1, " Ben ", "it was the afternoon group", now=NOW)
    assert book(engine)[:1] == first and len(book(engine)) == 2
    (found,) = held(engine)
    assert (found.withdrawn.by, found.withdrawn.at, found.withdrawn.why) == ("Ben", NOW, "it was the afternoon group")
    assert of_chart([found], "attendance_rate", Cohort()) == []
    with pytest.raises(NoteRefused, match="Note 1 was withdrawn already, by Ben"):
        withdraw(engine, 1, "Ana", "again")
    assert write(engine, NOTE).number == 3  # what was withdrawn may be written again


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"words": ""}, "Say in a few words what happened: it is empty"),
        ({"words": "x" * 91}, "in at most 90 characters: these are 91"),
        ({"by": ""}, "Give your name: it is empty"),
        ({"by": "x" * 61}, "in at most 60 characters"),
        ({"baseline": "x" * 301}, "in at most 300 characters"),
        ({"on": None}, "A note speaks of a day that has been"),
        ({"on": date(2024, 7, 2)}, "A note speaks of a day that has been"),
        ({"on": date(1949, 12, 31)}, "A note speaks of a day that has been"),
        ({"measure": "stars"}, "There is no measure 'stars'"),
        ({"program": "Z"}, "There is no program 'Z'"),
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_refused_and_not_kept(engine, changed, words):
    with pytest.raises(NoteRefused, match=words):
        write(engine, replace(NOTE, **changed), now=NOW)
    assert book(engine) == []


@pytest.mark.parametrize(("wanted", "reason"), [(True, ""), (True, " \n "), (True, None), (False, "why not")])
def test_a_new_baseline_and_its_reason_come_together(wanted, reason):
    with pytest.raises(NoteRefused, match="reason"):
        asked(DAY, "moved", "Ana", new_baseline=wanted, reason=reason)


def test_what_is_typed_becomes_one_plain_line():
    note = asked(DAY, " moved \n to\t18:00\x1b[31m ", " Ana  B. ", new_baseline=True, reason=" two\nlines ")
    assert (note.words, note.by, note.baseline) == ("moved to 18:00[31m", "Ana B.", "two lines")


def test_the_same_note_twice_is_one(engine):
    write(engine, NOTE)
    with pytest.raises(NoteRefused, match=r"there already \(number 1, by Ana\)"):
        write(engine, replace(NOTE, words="Evening group moved to 18:00", by="Ben"))
    write(engine, replace(NOTE, measure="retention"))


def test_withdrawing_what_is_not_there_or_without_a_reason(engine):
    write(engine, NOTE)
    for number, by, reason, words in ((9, "Ana", "x", "no note 9"), (1, "", "x", "name"), (1, "Ana", " ", "Say why")):
        with pytest.raises(NoteRefused, match=words):
            withdraw(engine, number, by, reason)
    assert len(book(engine)) == 1


def test_scope_hides_and_forbids(engine):
    write(engine, NOTE)
    write(engine, replace(NOTE, program="A"))
    none, own = frozenset({"B"}), frozenset({"A"})
    assert [note.number for note in held(engine, none)] == [1]
    assert [note.number for note in held(engine, own)] == [1, 2]
    for note in (replace(NOTE, words="other"), replace(NOTE, words="other", program="A")):
        with pytest.raises(NoteRefused, match="your own programs only"):
            write(engine, note, none)
    for number, words in ((1, "your own programs only"), (2, "no note 2")):
        with pytest.raises(NoteRefused, match=words):
            withdraw(engine, number, "Ana", "x", none)
    withdraw(engine, 2, "Ana", "x", own)


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
        from sqlalchemy import event

        event.listen(self.engine, "checkout", self._hurry)

    def __exit__(self, *_):
        from sqlalchemy import event

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


ALL, ONE, TWO = (
    Cohort(),
    Cohort.asked(where=[("program", "A")]),
    Cohort.asked(where=[("program", "A"), ("program", "B")]),
)


@pytest.mark.parametrize(
    ("note", "cohort", "stands", "begins"),
    [
        ({}, ALL, True, True),
        ({}, ONE, True, True),
        ({"measure": "attendance_rate"}, ALL, True, True),
        ({"measure": "retention"}, ALL, False, False),
        ({"program": "A"}, ALL, True, False),  # most of those on the chart were not touched
        ({"program": "A"}, TWO, True, False),
        ({"program": "A"}, ONE, True, True),
        ({"program": "B"}, ONE, False, False),
        ({"program": "A"}, Cohort(scope=frozenset({"A"})), True, True),
        ({"program": "A"}, replace(TWO, scope=frozenset({"B"})), False, False),
        ({"baseline": None}, ALL, True, False),
    ],
    ids=str,
)
def test_where_a_note_stands_and_where_a_baseline_begins(note, cohort, stands, begins):
    found = replace(NOTE, **{"baseline": "moved"} | note)
    assert bool(of_chart([found], "attendance_rate", cohort)) == stands
    assert bool(baseline_starts([found], "attendance_rate", cohort)) == begins


def test_the_first_month_of_a_baseline_is_the_one_that_the_figure_draws():
    from figures.control_chart import baseline_start

    labels = list(months_between("2024-01", "2025-12"))
    for ordinal in range(date(2024, 1, 1).toordinal(), date(2025, 12, 16).toordinal() + 1):
        on = date.fromordinal(ordinal)
        assert first_month(replace(NOTE, on=on)) == labels[baseline_start(on.isoformat(), labels)]


def test_the_demos_notes_are_written_once(tmp_path):
    from data.demo import write_folder
    from data.demo.notes import NOTES

    write_folder(tmp_path / "demo", episodes=20)
    engine = open_database(f"sqlite:///{tmp_path / 'demo.db'}")
    import_folder(engine, tmp_path / "demo", demo=True)
    for _ in range(2):
        write_demo_notes(engine)
        assert [(note.on, note.words) for note in held(engine)] == [note[:2] for note in NOTES]
    engine.dispose()


def test_a_day_of_the_data_has_been_whatever_the_clock_says(engine):
    assert write(engine, replace(NOTE, on=date(2024, 6, 30)), now=datetime(2024, 1, 1)).number == 1
    with pytest.raises(NoteRefused, match="a day that has been: choose one from 1950-01-01 to 2024-06-30"):
        write(engine, replace(NOTE, on=date(2024, 7, 1)), now=datetime(2024, 1, 1))


def test_an_entry_cannot_be_withdrawn_twice_whoever_writes(engine):
    write(engine, NOTE, now=NOW)
    withdraw(engine, 1, "Ben", "wrong", now=NOW)
    row = dict(book(engine)[1]._mapping) | {"note_no": 3}
    with pytest.raises(DBAPIError), writing(engine) as connection:
        connection.execute(insert(notes).values(row))
