"""Packets: the same numbers as everywhere, the same bytes on every engine and in every process, records only where they may be seen."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from data.demo import write_folder
from data.engine import URL_VARIABLE, connect
from data.tables import audit
from evidence.folder import archive, files
from evidence.manifest import NAME
from evidence.packet import gather
from intake import import_folder
from metrics import ask
from metrics.cohort import BadRequest, Cohort
from metrics.database import open_database
from metrics.scope import Scope, within
from tests import page_databases
from tests.databases import fresh
from tests.packets_made import STANDARD, YEAR, packet

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return page_databases.little(tmp_path_factory.mktemp("packet"))


@pytest.fixture(scope="module")
def engine(address):
    engine = connect(address)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def with_people(engine):
    return packet(engine, people=True)


def sealed(made: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in made.items() if name != NAME}


def test_numbers_are_those_of_the_measures(engine, with_people):
    with engine.connect() as connection:
        for one in with_people.sections:
            assert one.result == ask.measure(connection, one.name, YEAR)
            assert sum(one.counted.values()) == len(one.people) > 0


def test_every_measure_of_the_standard_is_there_once(with_people):
    assert [one.name for one in with_people.sections] == list(STANDARD.measures)
    assert [one.requirement.code for one in with_people.answers] == ["A 1", "A 2", "A 3"]
    assert with_people.answers[2].state == "missing"


def test_the_usual_range_rests_on_two_years(with_people):
    found = with_people.sections[0].monthly
    assert found.months[-1] == "2026-10" and len(found.months) >= 12
    assert any(level is not None for level in found.chart.centre)


def test_records_are_there_only_where_they_may_be_seen(engine, with_people):
    bare = packet(engine)
    assert not bare.people and with_people.people
    assert not any(one.people or one.traced or any(f.listed for f in one.findings) for one in bare.sections)
    assert all(one.people for one in with_people.sections)
    clients = {row["client_id"] for one in with_people.sections for row in one.people}
    text = b"".join(content for name, content in files(bare).items() if name.endswith((".csv", ".json"))).decode()
    assert not any(client in text for client in clients)
    assert bare.fingerprint == with_people.fingerprint


def test_a_narrow_scope_sees_its_programs_alone(engine, with_people):
    mine = next(iter(with_people.programs))
    with within(engine, Scope(frozenset([mine]), True)).connect() as connection:
        found = gather(connection, STANDARD, YEAR, with_people_viewer())
    assert list(found.programs) == [mine]
    assert {row["program"] for one in found.sections for row in one.people} == {mine}
    assert found.fingerprint != with_people.fingerprint


def with_people_viewer():
    from access.viewer import owner

    return owner("Ana")


def test_without_data_there_is_no_packet():
    empty = open_database("sqlite://")
    with pytest.raises(BadRequest, match="no data yet"), empty.connect() as connection:
        gather(connection, STANDARD, Cohort(), with_people_viewer())
    empty.dispose()


def test_the_same_packet_gives_the_same_files(engine, with_people):
    again = packet(engine, people=True)
    assert sealed(files(again)) == sealed(files(with_people))
    made = files(again)
    assert archive(made) == archive(dict(made))


def test_other_words_give_other_files_and_the_same_numbers(engine, with_people):
    other = replace(with_people, who="Ben")
    assert other.fingerprint == with_people.fingerprint
    assert sealed(files(other))["packet.pdf"] != sealed(files(with_people))["packet.pdf"]
    assert sealed(files(other))["csv/numbers.csv"] == sealed(files(with_people))["csv/numbers.csv"]


def test_a_new_process_with_another_hash_seed_gives_the_same_bytes(address, tmp_path):
    """The whole way, from the command line to the files."""
    made = []
    for seed in ("1", "77"):
        out = tmp_path / seed
        line = [
            "evidence",
            "--standard",
            "joint_commission",
            "--from",
            "2026-01-01",
            "--to",
            "2026-10-31",
            "--who",
            "Ana",
        ]
        subprocess.run(
            [sys.executable, "outcomes.py", *line, "--with-people", "--out", str(out)],
            cwd=ROOT, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed, URL_VARIABLE: address},
        )  # fmt: skip
        made.append({one.relative_to(out).as_posix(): one.read_bytes() for one in out.rglob("*") if one.is_file()})
    assert sealed(made[0]) == sealed(made[1]) and NAME in made[0]


def test_taking_records_out_is_written_down(address, engine):
    with engine.connect() as connection:
        before = len(connection.execute(select(audit)).all())
        lines = connection.execute(select(audit.c.action, audit.c.what).order_by(audit.c.line)).all()
    assert before and {one.action for one in lines} == {"took out"}
    assert any(one.what.startswith("people behind") for one in lines)
    assert any(one.what.startswith("tracer sample") for one in lines)


@pytest.mark.postgres
def test_both_engines_give_the_same_files(tmp_path):
    write_folder(tmp_path / "files", 120)
    made = []
    for kind in ("sqlite", "postgresql"):
        with fresh(kind, tmp_path) as engine:
            address = engine.url.render_as_string(hide_password=False)
            opened = open_database(address)
            import_folder(opened, tmp_path / "files", demo=True)
            made.append(sealed(files(packet(opened, people=True))))
            opened.dispose()
    assert made[0] == made[1]
