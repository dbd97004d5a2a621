"""Notes on charts: kept as written, refused in one sentence, never changed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from data.engine import writing
from data.tables import notes
from intake import import_folder
from metrics.cohort import Cohort
from metrics.database import open_database
from metrics.notes import Note, NoteRefused, asked, of_chart, withdraw, write
from metrics.notes.demo import write_demo_notes
from tests.notes_held import book, held

DAY, NOW = date(2024, 3, 2), datetime(2024, 7, 1, 9, 30)
NOTE = asked(DAY, "evening group moved to 18:00", "Ana")


@pytest.fixture
def engine(one_client):
    return one_client


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
