"""Numbers of facts as lines of text: what is written is read, on both engines, and what does not fit is counted all the same."""

import pytest
from sqlalchemy import func, literal, select

from intake import import_folder
from metrics import ask
from metrics.attendance.facts import WHOLE
from metrics.cohort import Cohort
from metrics.line import Line
from metrics.strung import digits_of, most
from tests.databases import ENGINES, fresh, ready
from tests.small import FILES, write

LINE = Line(("few", "many"), 4)
MONDAY = "2024-01-15"


@pytest.mark.parametrize("kind", ENGINES)
def test_what_is_written_is_read(tmp_path, kind):
    rows = [(1, 0, 7), (2**31 - 1, most(4), 1), (1, 5, 6)]
    with fresh(kind, tmp_path) as engine, engine.connect() as connection:
        texts = [connection.scalar(select(_written(*row))) for row in rows]
        numbers = [connection.scalar(select(LINE.number(literal(text), "many"))) for text in texts]
    assert {len(text) for text in texts} == {LINE.length}
    found = LINE.by_client(digits_of("".join(texts), LINE.length), dict)
    assert {name: list(column) for name, column in found.items()} == {"few": [5, most(4)], "many": [13, 1]}
    assert numbers == [7, 1, 6]


@pytest.mark.parametrize("kind", ENGINES)
def test_what_does_not_fit_is_not_written(tmp_path, kind):
    with fresh(kind, tmp_path) as engine, engine.connect() as connection:
        assert connection.scalar(select(_written(1, most(4) + 1, 0))) is None


def test_nobody_is_read_as_nobody():
    found = LINE.by_client(digits_of(None, LINE.length), dict)
    assert [len(column) for column in found.values()] == [0, 0]


@pytest.mark.parametrize("kind", ENGINES)
def test_more_sessions_than_a_line_holds_are_counted(tmp_path, kind):
    many = most(WHOLE["weekday"].line.width) + 1
    statuses = ["attended"] * many + ["no_show"] * 5
    rows = [f"M{n},E1,{MONDAY},60,individual,{status}" for n, status in enumerate(statuses)]
    write(tmp_path / "csv", sessions=[*FILES["sessions"], *rows])
    with ready(kind, tmp_path) as engine:
        import_folder(engine, tmp_path / "csv")
        with engine.connect() as connection:
            line = WHOLE["weekday"].table.c.strung
            assert connection.execute(select(func.count(), func.count(line))).one() == (1, 0)
            found = ask.measure(connection, "attendance_by_weekday", Cohort()).rows
    counts = {row.part["weekday"]: (row.numerator, row.denominator) for row in found if row.denominator}
    assert counts == {"monday": (many, many + 5), "thursday": (1, 1), "friday": (0, 1)}


def _written(client_no: int, few: int, many: int):
    return LINE.written(literal(client_no), {"few": literal(few), "many": literal(many)})
