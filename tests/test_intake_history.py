"""The log of changed records: what came later and what was changed, with the values before, and nothing else."""

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from data.engine import writing
from data.tables import record_changes
from intake import import_folder
from tests import small
from tests.databases import ENGINES, ready

FIRST = sorted(table for table in small.FILES if table != "extract")


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        import_folder(engine, small.write(tmp_path / "first"))
        yield engine


def lines(engine, since: int = 1) -> list[tuple]:
    """(table, key, kind, client, values before) of the imports after a version of the data."""
    with engine.connect() as connection:
        query = select(record_changes).where(record_changes.c.data_version > since)
        return [
            (row.table_name, row.record_key, row.kind, row.client_id, json.loads(row.before or "null"))
            for row in connection.execute(query.order_by(*record_changes.primary_key.columns))
        ]


def test_the_first_rows_of_a_table_are_one_line(engine):
    assert lines(engine, 0) == [(table, "", "first", None, None) for table in FIRST]


def test_the_same_again_is_no_change(engine, tmp_path):
    import_folder(engine, small.write(tmp_path / "again"))
    assert lines(engine) == []


def test_a_new_and_a_changed_row(engine, tmp_path):
    rows = [small.FILES["sessions"][0], "S1,E1,2024-01-11,,group,attended", "S2,E1,2024-01-13,180,group,attended"]
    import_folder(engine, small.write(tmp_path / "next", sessions=[*rows, "S3,E1,2024-01-15,60,group,attended"]))
    assert lines(engine) == [
        ("sessions", "S1", "changed", "C1", {"minutes": 180}),
        ("sessions", "S2", "changed", "C1", {"scheduled_on": "2024-01-12", "status": "no_show"}),
        ("sessions", "S3", "new", "C1", None),
    ]


def test_rows_of_a_client_and_of_nobody(engine, tmp_path):
    more = small.plus("clients", "C2,1990,male,,,,") | small.plus("programs", "B,Evening IOP,North,Central,2.1,9")
    import_folder(engine, small.write(tmp_path / "next", **more))
    assert lines(engine) == [("clients", "C2", "new", "C2", None), ("programs", "B", "new", None, None)]


def test_a_row_that_moves_to_another_client_names_the_new_one_and_keeps_the_old(engine, tmp_path):
    moved = [small.FILES["ed_visits"][0], "V1,C2,2023-12-20,substance,adt"]
    import_folder(engine, small.write(tmp_path / "next", ed_visits=moved, **small.plus("clients", "C2,1990,male,,,,")))
    assert lines(engine)[1] == ("ed_visits", "V1", "changed", "C2", {"client_id": "C1"})


def test_a_column_that_the_file_does_not_bring_stays_as_it_is(engine, tmp_path):
    rows = ["session_id,episode_id,scheduled_on,status", "S1,E1,2024-01-11,no_show"]
    import_folder(engine, small.write(tmp_path / "next", sessions=rows))
    assert lines(engine) == [("sessions", "S1", "changed", "C1", {"status": "attended"})]


def test_what_is_quarantined_is_no_record(engine, tmp_path):
    import_folder(
        engine, small.write(tmp_path / "next", **small.plus("sessions", "S9,E9,2024-01-15,60,group,attended"))
    )
    assert lines(engine) == []


@pytest.mark.parametrize("statement", ["UPDATE record_changes SET kind = 'new'", "DELETE FROM record_changes"])
def test_the_log_is_only_added_to(engine, statement):
    with pytest.raises(DBAPIError, match="only ever added to"), writing(engine) as connection:
        connection.execute(text(statement))
