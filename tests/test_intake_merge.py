"""Importing again, and importing changes, on both engines: always the same as importing the latest state at once."""

import random
from itertools import groupby

import pytest
from sqlalchemy import select, text

from data.tables import sessions, state
from intake import import_folder
from metrics.database import open_database
from tests.clinics import random_clinic, write_csv
from tests.contents import contents, records
from tests.databases import ENGINES, ready
from tests.small import FILES, plus, write

SEEDS = (1, 2, 3)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        yield engine


# How often was imported, and what each import did, is told by these.
BOOKS = ("imports", "state", "record_changes")


def one_state(engine):
    with engine.connect() as connection:
        return connection.execute(select(state.c.data_version, state.c.as_of, state.c.demo)).one()


def without_books(engine):
    """Contents as they are however often was imported; numbers given by the import aside."""
    return {name: rows for name, rows in contents(engine).items() if name not in BOOKS}


def known_by_names(engine):
    """Records and facts, with every client and episode number replaced by the id that bears it."""
    found = contents(engine)
    clients = {row[-1]: row[0] for row in found["clients"]}
    episodes = {row[-1]: row[0] for row in found["episodes"]}
    for name, rows in found.items():
        if name.startswith("fact_"):
            place = 1 if name.startswith(("fact_symptom", "fact_daily_life")) else 0
            found[name] = sorted(
                (*row[:place], clients[row[place]], episodes[row[place + 1]], *row[place + 2 :]) for row in rows
            )
    found["clients"] = [row[:-1] for row in found["clients"]]
    found["episodes"] = [row[:-1] for row in found["episodes"]]
    return {name: rows for name, rows in found.items() if name not in (*BOOKS, "quarantine")}


def test_twice_is_once(engine, tmp_path):
    bad = plus("sessions", "S3,E1,2024-01-20,60,group,here")
    first = import_folder(engine, write(tmp_path / "files", **bad))
    before, version = without_books(engine), one_state(engine)
    second = import_folder(engine, tmp_path / "files")
    assert one_state(engine) == version
    for table, counts in second.tables.items():
        once = first.tables[table]
        assert (counts.new, counts.changed, counts.unchanged) == (0, 0, once.new)
        assert (counts.read, counts.quarantined) == (once.read, once.quarantined)
    after = without_books(engine)
    assert [row[2:] for row in after.pop("quarantine")] == [row[2:] for row in before.pop("quarantine")]
    assert after == before


def test_quarantine_shows_the_latest_import_of_a_file(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files", **plus("sessions", "S3,E1,soon,1,group,attended", "S4")))
    report = import_folder(engine, write(tmp_path / "files", **plus("sessions", "S4")))
    assert [q.line for q in report.quarantine] == [4]
    assert [row[4] for row in contents(engine)["quarantine"]] == [4]


def test_changed_row_replaces_the_old_one(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    rows = [*FILES["sessions"][:2], "S2,E1,2024-01-12,,group,attended"]
    report = import_folder(engine, write(tmp_path / "files", sessions=rows))
    counts = report.tables["sessions"]
    assert (counts.new, counts.changed, counts.unchanged) == (0, 1, 1)
    assert [(r[3], r[6]) for r in records(engine)["sessions"]] == [(180, "attended"), (None, "attended")]
    assert one_state(engine).data_version == 2


def test_column_that_is_not_handed_in_keeps_what_is_known(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    rows = ["session_id,episode_id,scheduled_on,status", "S1,E1,2024-01-11,no_show", "S2,E1,2024-01-12,no_show"]
    report = import_folder(engine, write(tmp_path / "files", sessions=rows))
    counts = report.tables["sessions"]
    assert (counts.changed, counts.unchanged) == (1, 1)
    assert [r[3:5] for r in records(engine)["sessions"]] == [(180, "group")] * 2


def test_extract_is_replaced_and_decides_the_last_day(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    report = import_folder(engine, write(tmp_path / "files", extract=["as_of", "2024-07-31"]))
    assert (report.tables["extract"].changed, str(one_state(engine).as_of)) == (1, "2024-07-31")
    assert [str(row[0]) for row in records(engine)["extract"]] == ["2024-07-31"]


def test_without_extract_the_last_thing_that_happened(engine, tmp_path):
    rows = plus("sessions", "S3,E1,2024-04-01,60,group,scheduled", "S4,E1,2024-03-20,60,group,late_cancel")
    import_folder(engine, write(tmp_path / "files", extract=None, **rows))
    assert str(one_state(engine).as_of) == "2024-03-20"


def test_empty_files_are_no_data(engine, tmp_path):
    report = import_folder(engine, write(tmp_path / "files", **{t: lines[:1] for t, lines in FILES.items()}))
    assert (one_state(engine).as_of, one_state(engine).data_version) == (None, 0)
    assert {counts.read for counts in report.tables.values()} == {0}


@pytest.mark.parametrize("seed", SEEDS)
def test_many_small_imports_are_one_large_one(engine, tmp_path, seed):
    clinic = random_clinic(seed, 30)
    in_parts(engine, tmp_path, clinic, random.Random(seed))
    assert known_by_names(engine) == at_once(tmp_path, clinic)


def in_parts(engine, tmp_path, clinic, rng):
    """Import every table in halves, the first half with some old values that the second import corrects."""
    half = {table: [older(rng, table, row) for row in rows if rng.random() < 0.5] for table, rows in clinic.items()}
    half |= {table: [older(rng, table, row) for row in clinic[table]] for table in ("programs", "clients", "episodes")}
    for name, rows in (("half", half), ("whole", clinic)):
        write_csv(rows, tmp_path / name)
        report = import_folder(engine, tmp_path / name)
        assert report.quarantine == []


def older(rng, table, row):
    """A row as it may have stood earlier: another owner, another day, less known."""
    changes = {
        "programs": {"level_of_care": "3.1"},
        "clients": {"birth_year": None, "gender": "unknown yet"},
        "episodes": {"client_id": "C1", "program_id": "A", "discharged_on": None, "discharge_reason": None},
        "sessions": {"status": "scheduled"},
        "substance_use": {"result": "missed"},
        "ed_visits": {"client_id": "C2"},
    }
    return row | changes.get(table, {}) if rng.random() < 0.4 else row


def at_once(tmp_path, clinic):
    write_csv(clinic, tmp_path / "once")
    engine = open_database(f"sqlite:///{tmp_path / 'once.db'}")
    import_folder(engine, tmp_path / "once")
    found = known_by_names(engine)
    engine.dispose()
    return found


def test_rows_of_one_episode_lie_beside_each_other(engine, tmp_path):
    write_csv(random_clinic(SEEDS[0]), tmp_path / "files")
    import_folder(engine, tmp_path / "files")
    place = text("rowid" if engine.dialect.name == "sqlite" else "ctid")
    with engine.connect() as connection:
        lying = connection.scalars(select(sessions.c.episode_id).order_by(place)).all()
    assert len(set(lying)) > 1
    assert len(list(groupby(lying))) == len(set(lying))
