"""The last day of the data, when an import says it and when a later one does not."""

from datetime import date

import pytest

from intake import import_folder
from metrics.ask import as_of
from tests.databases import ready

RECORDS = {
    "programs": ["program_id,name", "A,Day IOP"],
    "clients": ["client_id", "C1"],
    "episodes": ["episode_id,client_id,program_id,admitted_on", "E1,C1,A,2024-01-10"],
}


def folder(tmp_path, name, **files):
    made = tmp_path / name
    made.mkdir()
    for table, lines in files.items():
        (made / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made


def last_days(tmp_path, *folders):
    """The last day of the data after each import, and the warnings of the last."""
    with ready("sqlite", tmp_path) as engine:
        found = []
        for one in folders:
            report = import_folder(engine, one)
            with engine.connect() as connection:
                found.append(as_of(connection))
    return found, report.warnings


def test_rows_beyond_an_old_extract_are_not_hidden_by_it(tmp_path):
    first = folder(tmp_path, "first", **RECORDS, extract=["as_of", "2024-01-31"])
    later = folder(
        tmp_path, "later", sessions=["session_id,episode_id,scheduled_on,status", "S1,E1,2024-02-15,attended"]
    )
    found, warnings = last_days(tmp_path, first, later)
    assert found == [date(2024, 1, 31), date(2024, 2, 15)]
    assert any("go beyond 2024-01-31" in warning for warning in warnings)


EMPTY = {"only a header": ["as_of"], "no day": ["as_of", "soon"], "several": ["as_of", "2024-03-01", "2024-03-02"]}


@pytest.mark.parametrize("lines", EMPTY.values(), ids=EMPTY)
def test_an_extract_without_a_day_is_like_none(tmp_path, lines):
    first = folder(tmp_path, "first", **RECORDS, extract=["as_of", "2024-01-31"])
    sessions = ["session_id,episode_id,scheduled_on,status", "S1,E1,2024-02-15,attended"]
    found, warnings = last_days(tmp_path, first, folder(tmp_path, "later", sessions=sessions, extract=lines))
    assert found == [date(2024, 1, 31), date(2024, 2, 15)]
    assert warnings == [
        "The extract.csv of this import holds no day that counts, and rows go beyond 2024-01-31, the last day given "
        "before: the data is now taken to reach 2024-02-15. Hand in extract.csv to say otherwise."
    ]


def test_an_extract_stays_while_nothing_goes_beyond_it(tmp_path):
    first = folder(tmp_path, "first", **RECORDS, extract=["as_of", "2024-01-31"])
    later = folder(
        tmp_path, "later", sessions=["session_id,episode_id,scheduled_on,status", "S1,E1,2024-01-20,attended"]
    )
    assert last_days(tmp_path, first, later)[0] == [date(2024, 1, 31)] * 2


def test_an_extract_of_the_same_import_is_believed(tmp_path):
    sessions = ["session_id,episode_id,scheduled_on,status", "S1,E1,2024-02-15,attended"]
    first = folder(tmp_path, "first", **RECORDS, sessions=sessions, extract=["as_of", "2024-01-31"])
    assert last_days(tmp_path, first)[0] == [date(2024, 1, 31)]
