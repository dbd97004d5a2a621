"""CSV and workbook: the same numbers read back, and no text that becomes a formula."""

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from figures.export import CONTEXT, PERSON, cell, csv_text, definition, people_csv, workbook
from figures.units import unit
from metrics import MEASURES
from metrics.result import COLUMNS, Result, Row

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")
CARD = MEASURES["attendance_rate"].card
ROWS = (
    Row({"program": "A", "month": "2026-01"}, {}, 719, 1000, 0.719, 0.69, 0.74),
    Row({"program": "=HYPERLINK(1)", "month": "2026-01"}, {"status": "no_show"}, 1, 3, 1 / 3, 0.1, 0.7),
    Row({"program": "-7", "month": "2026-02"}, {}, -4.5, 0, None, None, None),
)
RESULT = Result(
    "attendance_rate",
    "1.0",
    date(2026, 2, 28),
    date(2026, 1, 1),
    None,
    {"track": ["=evening", "morning"]},
    {"days": [30, 60]},
    ROWS,
    ("=A note.",),
)


def read(text):
    return list(csv.DictReader(StringIO(text)))


def sheets(result=RESULT):
    book = load_workbook(BytesIO(workbook(result, CARD)))
    return book["Numbers"], book["Definition"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_would_be_a_formula_is_made_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1.5, 0, 3, None, "A", "a=b", "2026-01", ""])
def test_numbers_and_other_texts_stay_as_they_are(value):
    assert cell(value) == value


def test_csv_reads_back_as_the_same_numbers():
    found = read(csv_text(RESULT))
    for row, wanted in zip(found, ROWS, strict=True):
        assert [float(row[name]) if row[name] else None for name in COLUMNS] == [getattr(wanted, n) for n in COLUMNS]
    assert [row["program"] for row in found] == ["A", "'=HYPERLINK(1)", "'-7"]
    assert found[2]["numerator"] == "-4.5"


def test_every_row_says_what_it_speaks_of():
    told = {name: read(csv_text(RESULT))[0][name] for name in CONTEXT}
    assert told == {
        "measure": "attendance_rate",
        "version": "1.0",
        "as_of": "2026-02-28",
        "from": "2026-01-01",
        "to": "",
        "where": "track==evening or morning",
        "options": "days=30,60",
    }


def test_a_result_without_rows_is_a_header():
    assert csv_text(replace(RESULT, rows=())).splitlines() == [",".join([*COLUMNS, *CONTEXT])]


def test_people_have_a_header_also_when_there_is_nobody():
    row = dict.fromkeys(PERSON) | {"client_id": "@c", "admitted_on": date(2026, 1, 2), "numerator": -3}
    assert people_csv([]).strip() == ",".join(PERSON)
    assert read(people_csv([row]))[0] == {name: "" for name in PERSON} | {
        "client_id": "'@c",
        "admitted_on": "2026-01-02",
        "numerator": "-3",
    }


def test_the_workbook_reads_back_as_the_same_numbers():
    numbers, _ = sheets()
    head, *rows = numbers.iter_rows(values_only=True)
    assert head == ("program", "month", "status", *COLUMNS)
    assert [dict(zip(head, row, strict=True)) for row in rows] == RESULT.table()


def test_nothing_in_the_workbook_is_a_formula():
    for sheet in sheets():
        assert {one.data_type for row in sheet.iter_rows() for one in row} <= {"s", "n"}


def test_numbers_look_as_on_the_pages():
    numbers, _ = sheets()
    assert [numbers.cell(2, place).number_format for place in (4, 5, 6)] == ["#,##0", "#,##0", "0.0%"]
    assert numbers.cell(4, 4).number_format == "#,##0.0"


def test_the_definition_stands_beside_the_numbers():
    _, sheet = sheets()
    found = list(sheet.iter_rows(values_only=True))
    assert found == definition(RESULT, CARD)
    told = dict(found)
    assert told["Numerator"] == CARD.numerator and told["From"] == "2026-01-01" and told["To"] == "the last day"
    assert told["Filters"] == "track==evening or morning" and told["Note"] == "=A note."


def test_the_same_result_gives_the_same_file():
    assert workbook(RESULT, CARD) == workbook(RESULT, CARD)


def test_an_empty_result_gives_a_workbook():
    numbers, _ = sheets(replace(RESULT, rows=(), as_of=None))
    assert [row for row in numbers.iter_rows(values_only=True)] == [COLUMNS]


@pytest.mark.parametrize(
    ("name", "part", "wanted"),
    [
        ("attendance_rate", {}, "share"),
        ("length_of_stay", {"statistic": "median"}, "days"),
        ("time_to_relapse", {"rule": "first_use", "statistic": "median"}, "days"),
        ("time_to_relapse", {"rule": "first_use", "day": 30}, "share"),
        ("phq9_trend", {"week": 0}, "score"),
        ("phq9_trend", {"statistic": "mean_change", "baseline_band": "mild"}, "score"),
        ("phq9_trend", {"at": "latest", "band": "mild"}, "share"),
        ("ed_rate", {"window": "pre", "cause": "all"}, "rate"),
        ("ed_rate", {"window": "pre", "cause": "all", "statistic": "any_visit"}, "share"),
        ("ed_rate", {"ratio": "post:pre", "cause": "all"}, "ratio"),
        ("ed_curve", {"month": 1, "statistic": "covered"}, "share"),
    ],
)
def test_every_part_has_its_unit(name, part, wanted):
    assert unit(MEASURES[name].card, part) == wanted
