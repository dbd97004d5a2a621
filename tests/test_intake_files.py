"""Files as they come: encodings, line ends, columns missing or too many, and files that are no tables."""

import os

import pytest
from sqlalchemy import select

from data.tables import imports, quarantine
from intake import Refused, import_folder, read
from metrics.database import open_database
from tests.contents import contents, records
from tests.small import FILES, as_bytes, plus, write


@pytest.fixture
def engine(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'outcomes.db'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    engine = open_database(f"sqlite:///{folder / 'clean.db'}")
    import_folder(engine, write(folder / "files"))
    yield records(engine)
    engine.dispose()


SESSIONS = as_bytes(FILES["sessions"])
SAME = {
    "CRLF": SESSIONS.replace(b"\n", b"\r\n"),
    "old Macintosh line ends": SESSIONS.replace(b"\n", b"\r"),
    "byte order mark": b"\xef\xbb\xbf" + SESSIONS,
    "no last line end": SESSIONS.rstrip(b"\n"),
    "empty lines": SESSIONS.replace(b"\n", b"\n\n") + b"\n\n",
    "blanks around values": SESSIONS.replace(b",", b" , "),
    "all values quoted": b"\n".join(b",".join(b'"%s"' % v for v in line.split(b",")) for line in SESSIONS.split()),
    "capitals in the header": SESSIONS.replace(b"session_id", b"Session_ID"),
    "numbers from a spreadsheet": SESSIONS.replace(b",180,", b",180.0,"),
    "other order of columns": as_bytes([",".join(reversed(line.split(","))) for line in FILES["sessions"]]),
}


@pytest.mark.parametrize("data", SAME.values(), ids=SAME)
@pytest.mark.parametrize("block", [40, 4_000_000])
def test_same_rows_however_written(engine, tmp_path, clean, monkeypatch, data, block):
    monkeypatch.setattr(read, "BLOCK_BYTES", block)
    report = import_folder(engine, write(tmp_path / "files", sessions=data))
    assert (records(engine), report.quarantine, report.warnings) == (clean, [], [])


def test_latin_1_rows_are_kept_out_and_the_others_go_in(engine, tmp_path):
    rows = [b"program_id,name,region", "A,Maison Café,".encode("latin-1"), "B,Café,Öst".encode(), b"C,Night,"]
    report = import_folder(engine, write(tmp_path / "files", programs=b"\n".join(rows), episodes=None, **EMPTY))
    assert [(q.line, q.column) for q in report.quarantine] == [(2, "name")]
    assert "name holds letters that are not UTF-8 (is the file in Latin-1?)" in report.quarantine[0].reason
    assert [row[:2] for row in records(engine)["programs"]] == [("B", "Café"), ("C", "Night")]
    with engine.connect() as connection:
        assert connection.scalar(select(quarantine.c.row_text)) == r"A,Maison Caf\xe9,"


NOT_EPISODES = ("sessions", "assessments", "substance_use", "aftercare", "medications", "functioning", "risk_reviews")
EMPTY = dict.fromkeys(NOT_EPISODES)


def test_line_numbers_count_every_line(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(read, "BLOCK_BYTES", 30)
    rows = [FILES["sessions"][0], "", "S1,E1,2024-01-11,1,group,here", "", "S2,E1,2024-01-12,1,group,", "S3,E1"]
    report = import_folder(engine, write(tmp_path / "files", sessions=rows))
    assert [q.line for q in report.quarantine] == [3, 5, 6]
    assert report.tables["sessions"].read == 3


def test_quotation_mark_left_open_costs_one_row(engine, tmp_path):
    rows = [
        'S3,E1,2024-01-13,60,"group,attended',
        "S4,E1,2024-01-14,60,group,attended",
        'S5,E1,2024-01-15,60,"group",attended',
    ]
    report = import_folder(engine, write(tmp_path / "files", **plus("sessions", *rows)))
    assert [q.line for q in report.quarantine] == [4]
    assert [row[0] for row in records(engine)["sessions"]] == ["S1", "S2", "S4", "S5"]


def test_truncated_file_loses_its_last_row_only(engine, tmp_path):
    report = import_folder(engine, write(tmp_path / "files", sessions=SESSIONS[:-20]))
    assert [(q.line, q.column) for q in report.quarantine] == [(3, None)]
    assert "(is the line cut off?)" in report.quarantine[0].reason
    assert [row[0] for row in records(engine)["sessions"]] == ["S1"]


def test_optional_columns_and_tables_may_be_missing(engine, tmp_path):
    least = {
        "programs": ["program_id,name", "A,Day IOP"],
        "clients": ["client_id", "C1"],
        "episodes": ["episode_id,client_id,program_id,admitted_on", "E1,C1,A,2024-01-10"],
        "sessions": ["session_id,episode_id,scheduled_on,status", "S1,E1,2024-01-11,attended"],
        "assessments": ["assessment_id,episode_id,instrument,completed_on,total", "Q1,E1,GAD-7,2024-01-11,9"],
        "ed_coverage": ["client_id,starts_on", "C1,2023-07-01"],
    }
    report = import_folder(engine, write(tmp_path / "files", **(dict.fromkeys(FILES) | least)))
    assert report.quarantine == []
    assert {name for name, rows in records(engine).items() if rows} == set(least)


def test_what_is_no_table_and_no_column_is_named(engine, tmp_path):
    folder = write(tmp_path / "files", sessions=[line + ",x" for line in FILES["sessions"]])
    (folder / "notes.csv").write_text("hello")
    (folder / "read me.txt").write_text("hello")
    assert import_folder(engine, folder).warnings == [
        "Not read, because no table has this name: notes.csv, read me.txt.",
        "sessions.csv: the column x is not part of the table, and stayed out.",
    ]


def test_several_columns_that_no_table_has(engine, tmp_path):
    folder = write(
        tmp_path / "files", sessions=[FILES["sessions"][0] + ",x,y", *(line + ",," for line in FILES["sessions"][1:])]
    )
    assert import_folder(engine, folder).warnings == [
        "sessions.csv: the columns x, y are not part of the table, and stayed out."
    ]


def test_a_name_that_is_not_utf_8_stops_nothing(engine, tmp_path):
    folder = write(tmp_path / os.fsdecode("Höfe".encode("latin-1")))
    (folder / os.fsdecode("Übersicht.txt".encode("latin-1"))).write_text("hello")
    report = import_folder(engine, folder)
    assert report.warnings == [r"Not read, because no table has this name: \xdcbersicht.txt."]
    assert (len(report.tables), report.quarantine) == (len(FILES), [])
    with engine.connect() as connection:
        assert connection.scalar(select(imports.c.folder)) == rf"{tmp_path}/H\xf6fe"
    assert "xdcbersicht" in "".join((*report.words(), report.summary())).encode().decode()


REFUSED = {
    "empty": (b"", r"sessions\.csv is empty, without even a header row; export it again"),
    "only a line end": (b"\n", "is empty, without even a header row"),
    "blank first line": (b"\n" + SESSIONS, r"sessions\.csv begins with an empty line, where the header row must stand"),
    "all Latin-1": (
        SESSIONS + "S3,E1,2024-01-13,60,gröup,attended\n".encode("latin-1") * 6_000,
        r"is not UTF-8 text: more than half .* \(is the file in Latin-1\?\)\. Save it as CSV UTF-8",
    ),
    "no status": (SESSIONS.replace(b"status", b"state"), r"sessions\.csv lacks the column status; add it"),
    "no header": (b"S1,E1,2024-01-11,180,group,attended\n", "lacks the columns session_id, episode_id, scheduled_on"),
    "twice": (SESSIONS.replace(b"minutes", b"kind"), "names the column kind twice"),
    "semicolons": (SESSIONS.replace(b",", b";"), "is not separated by commas"),
    "UTF-16": (SESSIONS.decode().encode("utf-16"), "looks like UTF-16"),
    "UTF-16 without mark": (SESSIONS.decode().encode("utf-16-le"), "looks like UTF-16"),
    "Latin-1 header": ("séance,session_id\n".encode("latin-1"), "not a readable header row"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not a readable header row"),
    "long line": (SESSIONS + b"x" * 1_000_001 + b"\n", "holds a line of more than a million letters"),
    "long rest": (SESSIONS + b"x" * 9_000_000, "holds a line of more than a million letters"),
    "nonsense": (SESSIONS + b"lorem ipsum\n" * 6_000, "more than half of its first 10,000 rows cannot be read"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_file_that_is_no_table_refuses_the_import(engine, tmp_path, data, reason):
    import_folder(engine, write(tmp_path / "good"))
    before = contents(engine)
    folder = write(tmp_path / "bad", **plus("clients", "C2,1970,,,,,"), sessions=data)
    with pytest.raises(Refused, match=reason):
        import_folder(engine, folder)
    assert contents(engine) == before


def test_folder_without_files_is_refused(engine, tmp_path):
    with pytest.raises(Refused, match="There is no folder"):
        import_folder(engine, tmp_path / "nowhere")
    (tmp_path / "letters").mkdir()
    with pytest.raises(Refused, match="holds none of the files of an import"):
        import_folder(engine, tmp_path / "letters")


def test_same_table_in_two_files_is_refused(engine, tmp_path):
    folder = write(tmp_path / "files")
    (folder / "Sessions.CSV").write_bytes(SESSIONS)
    with pytest.raises(Refused, match="are the same table; keep one"):
        import_folder(engine, folder)


def test_too_many_bad_rows_refuse_the_import(engine, tmp_path, monkeypatch):
    monkeypatch.setattr("intake.stage.MOST_FAULTS", 3)
    rows = [f"S{n},E1,2024-01-11,1,group,here" for n in range(3, 7)]
    with pytest.raises(Refused, match=r"More than 3 rows of sessions\.csv cannot go in.*The first is line 4"):
        import_folder(engine, write(tmp_path / "files", **plus("sessions", *rows)))
    with engine.connect() as connection:
        assert connection.execute(select(imports)).all() == []


def test_progress_is_told_in_bytes_of_the_files(engine, tmp_path):
    told = []
    folder = write(tmp_path / "files")
    import_folder(engine, folder, progress=lambda *what: told.append(what))
    size = sum(file.stat().st_size for file in folder.iterdir())
    assert {total for _, _, total in told} == {size}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert ("Reading sessions.csv: 2 rows" in [words for words, _, _ in told], told[-1][1]) == (True, size)
