"""Bad rows, one of each kind: kept out with a reason, while every good row goes in."""

import pytest
from sqlalchemy import select

from data.tables import RECORDS, quarantine
from intake import import_folder
from metrics.database import open_database
from tests.contents import records
from tests.small import FILES, plus, write

TODAY = "2024-02-01"
BAD = [
    # table, row, column, part of the reason
    ("programs", "B,,,,,", "name", "name is empty, and is needed"),
    ("programs", ",Night IOP,,,,", "program_id", "program_id is empty, and is needed"),
    ("programs", "B,Night,,,2.1,many", "weekly_hours_planned", "“many”: it must be a number from 0 to 168"),
    ("programs", "B,Night,,,2.1,169", "weekly_hours_planned", "“169”: it must be a number from 0 to 168"),
    ("programs", "B,Night,,,2.1,nan", "weekly_hours_planned", "“nan”: it must be a number"),
    ("clients", "C2,19 80,,,,,", "birth_year", "“19 80”: it must be a whole number from 1900 to 2100"),
    ("clients", "C2,1899,,,,,", "birth_year", "“1899”: it must be a whole number"),
    ("clients", "C2,1980,,,,,0161", "zip3", "“0161”: it must be three digits"),
    ("clients", "C2,1980,,,,,1a6", "zip3", "it must be three digits"),
    ("clients", f"{'C' * 65},1980,,,,,", "client_id", "it is longer than the 64 letters that an id may have"),
    ("clients", f"C2,1980,{'x' * 41},,,,", "gender", "it is longer than the 40 letters that the text may have"),
    ("clients", f"C2,1980,,{'x' * 201},,,", "race", "longer than the 200 letters"),
    ("episodes", f"E2,C1,A,{TODAY},2024-01-31,,,", "discharged_on", "the discharge lies before admitted_on"),
    ("episodes", "E2,C1,A,,,,,", "admitted_on", "admitted_on is empty, and is needed"),
    ("episodes", "E2,C1,A,2024-02-30,,,,", "admitted_on", "“2024-02-30”: it is not a date like 2024-03-31"),
    ("episodes", "E2,C1,A,02/01/2024,,,,", "admitted_on", "“02/01/2024”: it is not a date"),
    ("episodes", "E2,C1,A,1899-12-31,,,,", "admitted_on", "between 1900 and 2099"),
    ("episodes", "E2,C1,A,2204-02-01,,,,", "admitted_on", "between 1900 and 2099"),
    ("episodes", f"E2,C1,A,{TODAY},,finished,,", "discharge_reason", "“finished”: it must be one of completed"),
    ("episodes", f"E2,C1,A,{TODAY},,,aetna,", "payer", "“aetna”: it must be one of masshealth"),
    ("episodes", f"E2,C1,A,{TODAY},,,,2", "co_occurring", "“2”: it must be 0 or 1"),
    ("episodes", f"E3,C9,A,{TODAY},,,,", "client_id", "client C9 is neither in clients.csv nor in the database"),
    ("episodes", f"E4,C1,Z,{TODAY},,,,", "program_id", "program Z is neither in programs.csv nor"),
    ("sessions", f"S9,E9,{TODAY},60,group,attended", "episode_id", "episode E9 is neither in episodes.csv nor"),
    ("sessions", f"S3,E1,{TODAY},60,group,Attended", "status", "“Attended”: it must be one of attended, no_show"),
    ("sessions", f"S3,E1,{TODAY},60,group,", "status", "status is empty, and is needed"),
    ("sessions", "S3,E1,soon,60,group,attended", "scheduled_on", "“soon”: it is not a date"),
    ("sessions", f"S3,E1,{TODAY},1.5,group,attended", "minutes", "“1.5”: it must be a whole number"),
    ("sessions", f"S3,E1,{TODAY},-5,group,attended", "minutes", "“-5”: it must be a whole number from 0 to 1440"),
    ("sessions", f"S3,E1,{TODAY},60,choir,attended", "kind", "“choir”: it must be one of group"),
    ("sessions", f"S3,E1,{TODAY}", None, "3 values where the header names 6 (is the line cut off?)"),
    ("sessions", f"S3,E1,{TODAY},60,group,attended,yes", None, "7 values where the header names 6"),
    ("sessions", f'S3,E1,{TODAY},60,"group,attended', None, "a quotation mark is opened and not closed"),
    ("sessions", f"S3,E1,{TODAY},60,gr\0oup,attended", "kind", "kind holds a character that is no text"),
    ("assessments", f"Q2,E1,PHQ-8,{TODAY},3,,,,,,,,,", "instrument", "“PHQ-8”: known are PHQ-9, GAD-7"),
    ("assessments", f"Q2,E1,PHQ-9,{TODAY},,4,0,0,0,0,0,0,0,0", "item_1", "item_1 is 4: an item of PHQ-9 is 0 to 3"),
    ("assessments", f"Q2,E1,GAD-7,{TODAY},,-1,0,0,0,0,0,0,,", "item_1", "it must be a whole number"),
    ("assessments", f"Q2,E1,PHQ-9,{TODAY},28,,,,,,,,,", "total", "total is 28: a total of PHQ-9 is 0 to 27"),
    ("assessments", f"Q2,E1,GAD-7,{TODAY},22,,,,,,,,,", "total", "total is 22: a total of GAD-7 is 0 to 21"),
    ("assessments", f"Q2,E1,PHQ-9,{TODAY},9,2,1,1,2,1,1,2,1,1", "total", "total is 9: its 9 items add up to 12"),
    ("assessments", f"Q2,E1,PHQ-9,{TODAY},3,2,2,,,,,,,", "total", "total is 3: its 2 items add up to 4"),
    ("substance_use", f"U2,E1,{TODAY},hair,,positive,", "source", "“hair”: it must be one of urine"),
    ("substance_use", f"U2,E1,{TODAY},urine,,dirty,", "result", "“dirty”: it must be one of positive"),
    ("substance_use", f"U2,E1,{TODAY},urine,,positive,yes", "prescribed", "“yes”: it must be 0 or 1"),
    ("ed_visits", f"V9,C9,{TODAY},medical,adt", "client_id", "client C9 is neither"),
    ("ed_visits", f"V2,C1,{TODAY},fall,adt", "cause", "“fall”: it must be one of substance"),
    ("ed_coverage", "C1,2024-02-01,2024-01-31,adt", "ends_on", "the end of the span lies before starts_on"),
    ("aftercare", f"P2,E1,gym,,{TODAY},attended", "kind", "“gym”: it must be one of outpatient"),
    ("medications", f"O2,E1,aspirin,{TODAY},", "drug", "“aspirin”: it must be one of buprenorphine"),
    (
        "functioning",
        f"F2,E1,{TODAY},31,0",
        "work_school_days_missed_30",
        "“31”: it must be a whole number from 0 to 30",
    ),
    ("risk_reviews", "R2,E1,", "reviewed_on", "reviewed_on is empty, and is needed"),
    ("extract", "2024-07-31", "as_of", "extract.csv must hold one row"),
]


class Spoilt:
    """One import of good files to which every bad row was added."""

    def __init__(self, folder):
        files = {table: [*lines, *(row for of, row, *_ in BAD if of == table)] for table, lines in FILES.items()}
        engine = open_database(f"sqlite:///{folder / 'outcomes.db'}")
        self.report = import_folder(engine, write(folder / "files", **files))
        self.records = records(engine)
        with engine.connect() as connection:
            found = connection.execute(select(quarantine)).mappings()
            self.kept = {(row["table_name"], row["line"]): row for row in found}
        engine.dispose()


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    return Spoilt(tmp_path_factory.mktemp("spoilt"))


@pytest.fixture
def engine(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'outcomes.db'}")
    yield engine
    engine.dispose()


def numbered(bad):
    return [f"{n}-{row[0]}-{row[2]}" for n, row in enumerate(bad)]


@pytest.mark.parametrize(("table", "row", "column", "reason"), BAD, ids=numbered(BAD))
def test_bad_row_is_kept_out_and_said(spoilt, table, row, column, reason):
    mine = [one[1] for one in BAD if one[0] == table]
    line = len(FILES[table]) + 1 + mine.index(row)
    (listed,) = [one for one in spoilt.report.quarantine if (one.table, one.line) == (table, line)]
    assert (listed.file, listed.column) == (f"{table}.csv", column)
    assert reason in listed.reason
    kept = spoilt.kept[table, line]
    assert (kept["row_text"], kept["reason"]) == (row.replace("\0", "\\x00"), listed.reason)


def test_good_rows_beside_them_go_in(spoilt, engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    assert spoilt.records == records(engine) | {"extract": []}


def test_every_row_is_counted_once(spoilt):
    for table, counts in spoilt.report.tables.items():
        bad = sum(row[0] == table for row in BAD) + (table == "extract")
        assert (counts.quarantined, counts.read) == (bad, counts.new + bad)


def test_every_table_has_a_bad_row():
    assert {row[0] for row in BAD} == {table.name for table in RECORDS}


def test_same_id_with_other_content_keeps_all_of_them_out(engine, tmp_path):
    rows = ["S3,E1,2024-01-20,60,group,attended", "S3,E1,2024-01-20,60,group,no_show"]
    report = import_folder(engine, write(tmp_path / "files", **plus("sessions", *rows, rows[0])))
    assert [(q.line, q.column) for q in report.quarantine] == [(n, "session_id") for n in (4, 5, 6)]
    assert report.quarantine[0].reason == ("the same session_id stands on lines 4, 5, 6 with different content")
    assert [row[0] for row in records(engine)["sessions"]] == ["S1", "S2"]


def test_same_row_twice_is_counted_once(engine, tmp_path):
    report = import_folder(engine, write(tmp_path / "files", **plus("sessions", "S1,E1,2024-01-11,180,group,attended")))
    counts = report.tables["sessions"]
    assert (counts.read, counts.new, counts.unchanged, counts.quarantined) == (3, 2, 1, 0)


def test_a_bad_client_takes_everything_of_hers_along(engine, tmp_path):
    folder = write(tmp_path / "files", clients=[FILES["clients"][0], "C1,born 1980,,,,,"])
    report = import_folder(engine, folder)
    assert {q.table for q in report.quarantine} == {t.name for t in RECORDS} - {"programs", "extract"}
    assert {name for name, rows in records(engine).items() if rows} == {"programs", "extract"}


def test_spans_without_id_contradict_by_client_day_and_source(engine, tmp_path):
    report = import_folder(engine, write(tmp_path / "files", **plus("ed_coverage", "C1,2023-07-01,,adt")))
    assert [q.line for q in report.quarantine] == [2, 3]
    assert "the same client, first day and source stand on lines 2, 3" in report.quarantine[0].reason
