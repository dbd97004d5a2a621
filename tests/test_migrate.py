"""Migrations: they make the tables that the program works with, once, and refuse what they do not know."""

import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from data.engine import connect, writing
from data.migrate import FOLDER, HEAD, CannotOpen, upgrade
from data.tables import METADATA, state
from tests.databases import ENGINES, fresh, fresh_postgres


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with fresh(request.param, tmp_path) as engine:
        yield engine


def differences(engine):
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)


def test_head_is_the_newest_migration():
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD


def test_migrations_make_the_tables(engine):
    upgrade(engine)
    assert differences(engine) == []


def test_state_has_its_one_row(engine):
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(select(state.c.one, state.c.data_version, state.c.demo, state.c.as_of)).all()
    assert rows == [(1, 0, 0, None)]


def test_newer_database_is_refused(engine):
    upgrade(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CannotOpen, match=r"newer version .* update the program"):
        upgrade(engine)


def test_foreign_table_is_refused_and_nothing_made(engine):
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE clients (name VARCHAR(10))"))
    with pytest.raises(CannotOpen, match="a table clients that this program did not make"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["clients"]


OTHERS = (
    "CREATE TABLE customers (name VARCHAR(10))",
    "CREATE TABLE alembic_version (version_num VARCHAR(32))",
    "INSERT INTO alembic_version VALUES ('0003')",
)


@pytest.mark.parametrize("statements", [OTHERS[:1], OTHERS[:2], OTHERS], ids=["none", "empty", "another's"])
def test_another_programs_database_is_refused_and_left_as_it_was(engine, statements):
    with writing(engine) as connection:
        for one in statements:
            connection.execute(text(one))
    before = inspect(engine).get_table_names()
    with pytest.raises(CannotOpen, match="a table customers that this program did not make, and is left as it was"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == before


def test_another_programs_file_keeps_every_byte(tmp_path):
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE customers (name TEXT)")
    before = file.read_bytes()
    engine = connect(f"sqlite:///{file}")
    with pytest.raises(CannotOpen, match="customers"):
        upgrade(engine)
    engine.dispose()
    assert file.read_bytes() == before and list(tmp_path.iterdir()) == [file]


def test_a_file_that_was_emptied_is_as_good_as_new(tmp_path):
    with closing(sqlite3.connect(tmp_path / "outcomes.db")) as other, other:
        other.execute("CREATE TABLE customers (one INTEGER PRIMARY KEY AUTOINCREMENT)")
        other.execute("DROP TABLE customers")
    with fresh("sqlite", tmp_path) as engine:
        upgrade(engine)
        assert differences(engine) == []


@pytest.mark.postgres
def test_tables_of_an_extension_and_of_another_schema_are_nobodys_data():
    with fresh_postgres() as engine:
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE spatial_ref_sys (srid INTEGER)"))
            connection.execute(text("ALTER EXTENSION plpgsql ADD TABLE spatial_ref_sys"))
            connection.execute(text("CREATE SCHEMA theirs"))
            connection.execute(text("CREATE TABLE theirs.customers (name VARCHAR(10))"))
        upgrade(engine)
        assert "episodes" in inspect(engine).get_table_names()


def test_file_that_is_no_database(tmp_path):
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 100)
    engine = connect(f"sqlite:///{tmp_path / 'letter.db'}")
    with pytest.raises(CannotOpen, match=r"letter\.db is not a database"):
        upgrade(engine)
    engine.dispose()
