"""What looks suspicious goes in, and is said in a sentence."""

import pytest
from sqlalchemy import select

from data.tables import imports
from intake import import_folder
from tests.databases import ENGINES, ready
from tests.small import plus, write

ODD = {
    "clients": ("123-45-6789,,,,,,", "jane@mail.com,,,,,,", '"Doe, Jane",,,,,,', "a508-555-0101,,,,,,"),
    "episodes": ("E2,C1,A,2024-03-09,,,,", "E3,C1,A,2024-06-01,2024-07-01,,,"),
    "sessions": (
        "T1,E1,2023-12-10,60,group,attended",
        "T2,E1,2023-12-11,60,group,attended",
        "T3,E1,2024-04-09,60,group,attended",
        "T4,E1,2024-04-10,60,group,attended",
        *(f"D{n},E1,2024-01-20,60,group,attended" for n in range(7)),
        "L1,E2,2024-07-01,60,group,attended",
        "L2,E2,2024-07-01,60,group,scheduled",
    ),
    "assessments": (
        "Q2,E1,PHQ-9,2023-11-01,5,,,,,,,,,",
        "Q3,E1,PHQ-9,2024-01-20,,,,,,,,,,",
        "Q4,E1,GAD-7,2024-01-20,,1,1,1,1,1,1,1,1,",
    ),
    "medications": ("O2,E1,methadone,2024-01-11,2024-01-10",),
}
LATE = "a date after 2024-06-30, the last day of the data; what lies after it is not counted"
SAID = [
    "clients.csv has 1 client id that looks like a social security number (first on line 3): hand in pseudonyms only.",
    "clients.csv has 1 client id that looks like an e-mail address (first on line 4): hand in pseudonyms only.",
    "clients.csv has 1 client id that looks like a person's name (first on line 5): hand in pseudonyms only.",
    "2 episodes (such as E2) overlap an earlier episode of the same client in the same program.",
    f"Line 4 of episodes.csv has {LATE}.",
    "2 rows of sessions.csv lie more than 30 days outside their episodes (the first is line 4).",
    "An episode has more than 6 sessions on one day (sessions.csv, first on line 8).",
    f"Line 15 of sessions.csv has {LATE}.",
    "Line 3 of assessments.csv lies more than 30 days outside its episode.",
    "Line 4 of assessments.csv has neither a total nor items.",
    "Line 5 of assessments.csv has more items than the 7 of GAD-7; the others are not counted.",
    "Line 3 of medications.csv ends before it starts.",
]


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        yield engine


def test_nothing_suspicious_says_nothing(engine, tmp_path):
    assert import_folder(engine, write(tmp_path / "files")).warnings == []


def test_each_suspicion_in_its_own_words(engine, tmp_path):
    files = {table: lines for one, rows in ODD.items() for table, lines in plus(one, *rows).items()}
    report = import_folder(engine, write(tmp_path / "files", **files))
    assert report.quarantine == []
    assert report.warnings == SAID


def test_warnings_are_kept_with_the_import(engine, tmp_path):
    rows = plus("medications", "O2,E1,methadone,2024-01-11,2024-01-10")
    import_folder(engine, write(tmp_path / "files", **rows))
    with engine.connect() as connection:
        report = connection.scalar(select(imports.c.report))
    assert "Line 3 of medications.csv ends before it starts." in report


def test_a_phq9_that_remission_at_six_months_asks_for_is_not_suspicious(engine, tmp_path):
    totals = (("PHQ-9", "2024-11-05"), ("PHQ-9", "2024-11-06"), ("GAD-7", "2024-04-10"))
    lines = [f"L{n},E1,{instrument},{day},5,,,,,,,,," for n, (instrument, day) in enumerate(totals)]
    files = plus("assessments", *lines) | {"extract": ["as_of", "2024-12-31"]}
    far = [line for line in import_folder(engine, write(tmp_path / "files", **files)).warnings if "outside" in line]
    assert far == ["2 rows of assessments.csv lie more than 30 days outside their episodes (the first is line 4)."]
