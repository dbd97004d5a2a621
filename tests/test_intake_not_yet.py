"""Days and years that have not come yet go in, and are said: one wrong year moves all numbers."""

import os
from datetime import date, timedelta

import pytest

from intake import import_folder
from tests.databases import ENGINES, ready
from tests.small import plus, write

NEXT_YEAR = date.today().year + 1
TOMORROW, FAR = date.today() + timedelta(days=1), f"{NEXT_YEAR + 30}-03-01"


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        yield engine


def said(engine, folder, **files):
    return [line for line in import_folder(engine, write(folder, **files)).warnings if "not come yet" in line]


def words(day, where):
    return [
        f"The last day of the data is {day}, which has not come yet ({where}), and everything is counted up to it: "
        "correct that day, or hand in extract.csv with the right one."
    ]


def test_a_last_day_in_the_future_names_the_row_that_has_it(engine, tmp_path):
    rows = (f"S3,E1,{FAR},60,group,scheduled", f"S4,E1,{FAR},60,group,attended")
    files = plus("sessions", *rows) | {"extract": None}
    assert said(engine, tmp_path / "files", **files) == words(FAR, "it stands on line 5 of sessions.csv")


def test_an_extract_in_the_future_is_named(engine, tmp_path):
    assert said(engine, tmp_path / "files", extract=["as_of", str(TOMORROW)]) == words(TOMORROW, "extract.csv says so")


def test_today_is_no_future(engine, tmp_path):
    assert said(engine, tmp_path / "files", extract=["as_of", str(date.today())]) == []


def test_a_last_day_of_an_earlier_import_is_said_again(engine, tmp_path):
    files = plus("sessions", f"S3,E1,{FAR},60,group,attended") | {"extract": None}
    import_folder(engine, write(tmp_path / "files", **files))
    assert said(engine, tmp_path / "next", extract=None) == words(FAR, "it came with an earlier import")


def test_a_planned_day_in_the_future_moves_nothing(engine, tmp_path):
    files = plus("sessions", f"S3,E1,{FAR},60,group,scheduled") | {"extract": None}
    assert said(engine, tmp_path / "files", **files) == []


def test_years_of_birth_that_have_not_come(engine, tmp_path):
    files = plus("clients", f"C2,{NEXT_YEAR},,,,,", f"C3,{NEXT_YEAR - 1},,,,,")
    one = f"1 client has a birth_year after {NEXT_YEAR - 1} (clients.csv, first on line 3)."
    assert one in import_folder(engine, write(tmp_path / "files", **files)).warnings


def test_a_file_that_is_none_is_not_read(engine, tmp_path):
    """A pipe named sessions.csv, which would wait for ever -> left out, and said"""
    folder = write(tmp_path / "files", sessions=None)
    os.mkfifo(folder / "sessions.csv")
    report = import_folder(engine, folder)
    assert "sessions" not in report.tables
    assert report.warnings == ["Not read, because no table has this name: sessions.csv (no ordinary file)."]
