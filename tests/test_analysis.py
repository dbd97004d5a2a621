"""The yearly analysis: every number as the slow author has it, every verdict from its interval, the same bytes twice."""

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime, timedelta

import pytest
from docx import Document

from evidence.actions import asked, write
from evidence.actions.since import since
from evidence.analysis import document, draft
from evidence.analysis.domains import DOMAINS, MISSING, of_domain
from figures import numbers
from figures.words import parts, spans
from intake import import_folder
from metrics import MEASURES, ask
from metrics.cohort import BadRequest
from metrics.contrasts import difference
from metrics.database import open_database
from metrics.notes import Note
from metrics.notes import write as write_note
from metrics.result import Row
from tests.clinics import random_clinic, write_csv
from tests.reference import measure as slow_measure

YEAR = 2024
CALLS = asked(date(2024, 7, 1), "few come", "reminder calls", "Ana", date(2024, 9, 1), "Ben", "attendance_rate", None)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """(rows, engine) of one random clinic with a note and an action."""
    folder = tmp_path_factory.mktemp("clinic")
    rows = random_clinic(4)
    (folder / "files").mkdir()
    write_csv(rows, folder / "files")
    engine = open_database(f"sqlite:///{folder / 'outcomes.db'}")
    import_folder(engine, folder / "files")
    write_note(engine, Note(date(2024, 2, 2), "snow", "Ana"), now=datetime(2026, 1, 1))
    write(engine, CALLS)
    yield rows, engine
    engine.dispose()


@pytest.fixture(scope="module")
def made(clinic):
    with clinic[1].connect() as connection:
        return draft(connection, YEAR, {"P01": "North"})


def slow(rows, name, start, end):
    """The headline by the slow author."""
    found = slow_measure(rows, name, start, end)
    one = next(row for row in found if row["part"] == dict(MEASURES[name].headline))
    return Row(**one)


def test_every_number_of_the_year_is_the_slow_authors(clinic, made):
    rows, compared = clinic[0], 0
    told = {row[0]: row for part in made.parts if part.title in DOMAINS for row in part.rows}
    for name in (one for domain in DOMAINS for one in of_domain(domain)):
        measure = MEASURES[name]
        now, before = (slow(rows, name, date(y, 1, 1), date(y, 12, 31)) for y in (YEAR, YEAR - 1))
        if not now.denominator or now.value is None:
            assert parts.title(measure) not in told
            continue
        compared += 1
        unit, n = parts.unit(measure), now.denominator
        shown = numbers.value(now.value, unit, n), numbers.interval(now.low, now.high, unit, n)
        assert told[parts.title(measure)][1:3] == shown
        past = numbers.estimate(before.value, before.low, before.high, unit, before.denominator)
        assert told[parts.title(measure)][4] == past
    assert compared > 15


def test_every_measure_of_the_overview_stands_under_one_word():
    every = [name for domain in DOMAINS for name in of_domain(domain)]
    watched = {name for name, one in MEASURES.items() if one.chart and one.on_overview}
    assert len(every) == len(set(every)) and watched <= set(every)


def test_what_is_not_measured_is_said(made):
    said = {part.title: " ".join(part.said) for part in made.parts}
    assert all(words in said[domain] for domain, words in MISSING.items())


def test_notes_and_actions_of_the_year_are_in_it(made):
    said = {part.title: part for part in made.parts}
    assert "2 Feb 2024: snow." in said["What else could explain it"].said
    (row,) = said["Actions, and their result"].rows
    assert row[3:5] == ("reminder calls", "Ana")


def test_every_section_leaves_something_to_a_person(made):
    assert all(part.to_write for part in made.parts)


def test_what_the_measure_did_since_is_the_slow_authors(clinic):
    rows, engine = clinic
    with engine.connect() as connection:
        as_of = ask.as_of(connection)
        found = since(connection, CALLS, as_of)
    days = min(182, (as_of - CALLS.on).days + 1)
    last, first = CALLS.on + timedelta(days=days - 1), CALLS.on - timedelta(days=days)
    assert (found.first, found.last) == (first, last)
    for row, one in (
        (found.before, slow(rows, "attendance_rate", first, CALLS.on - timedelta(days=1))),
        (found.now, slow(rows, "attendance_rate", CALLS.on, last)),
    ):
        assert (row.numerator, row.denominator) == (one.numerator, one.denominator)
        assert (row.value, row.low, row.high) == pytest.approx((one.value, one.low, one.high), abs=1e-9)


@pytest.mark.parametrize("days", [27, 28])
def test_nothing_is_read_from_less_than_four_weeks(clinic, days):
    with clinic[1].connect() as connection:
        found = since(connection, CALLS, CALLS.on + timedelta(days=days - 1))
    assert (found is None) == (days < 28)


# Newcombe 1998, Statist Med 17:873-890, table II, method 10: 56/70 and 48/80 differ by 0.2 (0.0524 to 0.3339).
def test_a_change_is_said_where_its_interval_leaves_out_none():
    measure = MEASURES["completion_rate"]
    now, before = Row({}, {}, 56, 70, 0.8, 0.6918, 0.8774), Row({}, {}, 48, 80, 0.6, 0.4904, 0.7005)
    assert difference(now, before) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-4)
    found = spans.change(before, now, measure)
    assert (found.kind, found.better) == (spans.UP, True) and spans.CHANCE in found.words
    back = spans.change(now, before, measure)
    assert (back.kind, back.better) == (spans.DOWN, False)


def test_a_change_that_could_be_chance_is_not_said_to_be_one():
    now, before = Row({}, {}, 30, 50, 0.6, 0.4618, 0.7239), Row({}, {}, 25, 50, 0.5, 0.3664, 0.6336)
    found = spans.change(before, now, MEASURES["completion_rate"])
    assert (found.kind, found.better) == (spans.SAME, None) and spans.COULD_BE in found.words


@pytest.mark.parametrize("n", [9, 10])
def test_too_few_are_not_compared(n):
    one = Row({}, {}, 5, n, 5 / n, 0.2, 0.8)
    assert (spans.change(one, one, MEASURES["completion_rate"]).kind == spans.FEW) == (n < 10)


def test_a_year_without_data_is_refused(clinic):
    with clinic[1].connect() as connection:
        for year in (1999, 2090):
            with pytest.raises(BadRequest, match=f"no data of {year}"):
                draft(connection, year, {})


def test_the_document_says_what_the_draft_says(made):
    found = Document(io.BytesIO(document(made)))
    words = {paragraph.text for paragraph in found.paragraphs}
    for part in made.parts:
        assert {part.title, *part.said, *(f"To write: {one}" for one in part.to_write)} <= words
    tables = [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in found.tables]
    assert tables == [[part.head, *part.rows] for part in made.parts if part.rows]


SCRIPT = """
import hashlib, sys
from evidence.analysis import document, draft
from metrics.database import open_database
engine = open_database(sys.argv[1])
with engine.connect() as connection:
    print(hashlib.sha256(document(draft(connection, int(sys.argv[2]), {"P01": "North"}))).hexdigest())
"""


def test_the_same_data_give_the_same_bytes(clinic):
    address = clinic[1].url.render_as_string(hide_password=False)
    runs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, address, str(YEAR)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_no_time_stands_in_the_document(made):
    with zipfile.ZipFile(io.BytesIO(document(made))) as found:
        assert {one.date_time[0] for one in found.infolist()} == {1980}
