"""Rows that contradict each other or belong to nobody where one of them is bad for another reason, on both engines."""

import pytest

from intake import import_folder
from tests.contents import records
from tests.databases import ENGINES, ready
from tests.small import FILES, as_bytes, plus, write


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        yield engine


def kept_out(report):
    return {q.line: (q.column, q.reason) for q in report.quarantine}


def test_a_row_beside_a_bad_one_of_the_same_id_is_kept_out_too(engine, tmp_path):
    rows = ["S3,E1,2024-01-20,60,group,attended", "S3,E1,soon,60,group,attended", "S4,E1,2024-01-21,60,group,attended"]
    report = import_folder(engine, write(tmp_path / "files", **plus("sessions", *rows, rows[0])))
    found, same = kept_out(report), ("session_id", "the same session_id stands on lines 4, 5, 7 with different content")
    assert (found[4], found[5][0], found[7], set(found)) == (same, "scheduled_on", same, {4, 5, 7})
    assert [row[0] for row in records(engine)["sessions"]] == ["S1", "S2", "S4"]
    counts = report.tables["sessions"]
    assert (counts.read, counts.new, counts.unchanged, counts.quarantined) == (6, 3, 0, 3)


def test_bad_rows_that_are_equal_stay_just_bad(engine, tmp_path):
    row = "S3,E1,soon,60,group,attended"
    found = kept_out(import_folder(engine, write(tmp_path / "files", **plus("sessions", row, row))))
    assert {column for column, _ in found.values()} == {"scheduled_on"}
    assert "different content" not in str(found)


def test_a_rule_or_a_letter_makes_a_row_bad_like_a_value(engine, tmp_path):
    wrong = b"Q1,E1,PHQ-9,2024-01-10,3,2,1,1,2,1,1,2,1,1\n"
    files = {
        "assessments": as_bytes(FILES["assessments"]) + wrong,
        "sessions": as_bytes(FILES["sessions"]) + "S1,E1,2024-01-11,180,gröup,attended\n".encode("latin-1"),
        "extract": ["as_of", "2024-06-30", "soon"],
    }
    report = import_folder(engine, write(tmp_path / "files", **files))
    assert {(q.table, q.line) for q in report.quarantine} == {
        ("assessments", 2),
        ("assessments", 3),
        ("sessions", 2),
        ("sessions", 4),
        ("extract", 3),
    }


def test_spans_beside_a_bad_span(engine, tmp_path):
    report = import_folder(engine, write(tmp_path / "files", **plus("ed_coverage", "C1,2023-07-01,2023-01-01,adt")))
    assert set(kept_out(report)) == {2, 3}
    assert "the same client, first day and source stand on lines 2, 3" in report.quarantine[0].reason


def test_an_episode_that_was_set_aside_is_not_called_missing(engine, tmp_path):
    episodes = plus("episodes", "E2,C1,A,soon,,,,", "E3,C9,A,2024-01-11,,,,")
    sessions = plus("sessions", *(f"T{n},E{n},2024-01-20,60,group,attended" for n in (2, 3, 4)))
    report = import_folder(engine, write(tmp_path / "files", **episodes, **sessions))
    assert [q.reason for q in report.quarantine if q.table == "sessions"] == [
        "episode E2 is not in the database, and in episodes.csv it was set aside (line 3)",
        "episode E3 is not in the database, and in episodes.csv it was set aside (line 4)",
        "episode E4 is neither in episodes.csv nor in the database",
    ]
