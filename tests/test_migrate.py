"""Migrations: they make the tables that the program works with, once, and refuse what they do not know."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from data.engine import connect, writing
from data.migrate import FOLDER, HEAD, CannotOpen, upgrade
from data.tables import METADATA, state
from tests.databases import ENGINES, fresh


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


def test_file_that_is_no_database(tmp_path):
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 100)
    engine = connect(f"sqlite:///{tmp_path / 'letter.db'}")
    with pytest.raises(CannotOpen, match=r"letter\.db is not a database"):
        upgrade(engine)
    engine.dispose()
