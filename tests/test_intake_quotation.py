"""Quotation marks: values with line breaks are kept out whole, and a mark that is left open costs one row."""

import csv
import io
import random

import pytest

from intake import import_folder
from intake.quotation import LEFT_OPEN, MOST_LINES, NOT_READ, values
from tests.contents import records
from tests.databases import ready
from tests.small import plus, write


@pytest.fixture
def engine(tmp_path):
    with ready("sqlite", tmp_path) as engine:
        yield engine


def inside(line):
    return f"the line stands inside a quotation that is opened on line {line}: {NOT_READ}"


def test_a_record_with_a_line_break_makes_no_row_of_its_second_line(engine, tmp_path):
    rows = [
        'S8,E1,2024-01-13,60,"see also',
        'S9,E1,2024-01-14,60,group,attended"',
        "S7,E1,2024-01-15,60,group,attended",
    ]
    report = import_folder(engine, write(tmp_path / "files", **plus("sessions", *rows)))
    assert [(q.line, q.reason) for q in report.quarantine] == [
        (4, f"{LEFT_OPEN}, but on line 5: {NOT_READ}"),
        (5, inside(4)),
    ]
    assert [row[0] for row in records(engine)["sessions"]] == ["S1", "S2", "S7"]
    counts = report.tables["sessions"]
    assert (counts.read, counts.new, counts.quarantined) == (5, 3, 2)


OPEN = {
    "never closed": ['a,"b', "c,d", "e,f"],
    "a mark that closes nothing": ['a,"b', "c,d", 'e,"f"'],
    "a mark within a value": ['a,"b', "c,d", 'e,"f" g'],
    "closed too far away": ['a,"b', *["c,d"] * MOST_LINES, 'e,f"'],
}


@pytest.mark.parametrize("texts", OPEN.values(), ids=OPEN)
def test_a_mark_left_open_costs_one_line(texts):
    first, *others = values(texts, 7)
    assert first == LEFT_OPEN
    assert all(isinstance(row, list) and len(row) == 2 for row in others)


def test_the_last_line_that_is_near_enough():
    texts = ['a,"b', *["c,d"] * (MOST_LINES - 2), 'e,f"', "g,h"]
    found = values(texts, 2)
    assert found[1:] == [inside(2)] * (MOST_LINES - 1) + [["g", "h"]]


@pytest.mark.parametrize("seed", (1, 2, 3))
def test_rows_are_what_a_csv_file_says_or_are_none(seed):
    rng = random.Random(seed)
    rows = [[rng.choice(("a", "b,c", 'd"e', "f\ng", '"\n\nh,i', "")) for _ in range(3)] for _ in range(200)]
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    found = values(file.getvalue().removesuffix("\n").split("\n"), 2)
    assert [row for row in found if isinstance(row, list)] == [row for row in rows if "\n" not in "".join(row)]
    assert LEFT_OPEN not in found
