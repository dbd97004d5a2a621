"""Two who write at once, though an embedded database lets one: the second into a file of its own.

The second connection belongs to another thread. It reads the records as they were last committed; tables that it
makes lie in a file without a name, which ends with its connections, and are copied into the database in the end.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, event, update
from sqlalchemy.pool import NullPool

from data.engine import BUSY_SECONDS, begin_sqlite, folder_of
from data.tables import state

ATTACHED = "beside"
CORES = 2
CACHE_KIB = 65_536


def worth_it(engine: Engine) -> bool:
    """An embedded database in a file that an ordinary path names, and a core for each of the two."""
    there = folder_of(engine) is not None and Path(engine.url.database).is_file()
    return there and (os.cpu_count() or 1) >= CORES


@contextmanager
def writing_beside(engine: Engine) -> Iterator[tuple[Connection, Connection]]:
    """One transaction that may write, as `writing` has it, and a connection for another thread beside it."""
    with _file(engine) as path, engine.connect() as connection, _second(engine, path) as second:
        raw = connection.connection.driver_connection
        connection.detach()  # what is attached to it must not go back to the pool
        raw.execute(f"ATTACH DATABASE ? AS {ATTACHED}", (path,))
        _forget(path)
        for pragma in (f"main.cache_size = -{CACHE_KIB}", "main.mmap_size = 0"):
            raw.execute(f"PRAGMA {pragma}")
        with connection.begin():
            # The one who waits for a turn waits here: BEGIN IMMEDIATE would take the second's file too.
            connection.execute(update(state).values(data_version=state.c.data_version))
            yield connection, second


@contextmanager
def _file(engine: Engine) -> Iterator[str]:
    handle, path = tempfile.mkstemp(prefix="outcomes-", dir=folder_of(engine))
    os.close(handle)
    try:
        yield path
    finally:
        _forget(path)


def _forget(path: str) -> None:
    """Take a file's name, so that a process that is killed leaves nothing; not where files in use must have one."""
    with suppress(OSError):
        os.unlink(path)


@contextmanager
def _second(engine: Engine, path: str) -> Iterator[Connection]:
    pragmas = {
        "main.journal_mode": "OFF",  # what fails is thrown away with the file
        "main.synchronous": "OFF",
        "main.cache_size": -CACHE_KIB,
        "records.cache_size": -CACHE_KIB,
    }

    def prepare(raw, _record) -> None:
        raw.isolation_level = None
        raw.execute("ATTACH DATABASE ? AS records", (str(Path(engine.url.database).resolve()),))
        for name, value in pragmas.items():
            raw.execute(f"PRAGMA {name} = {value}")

    own = create_engine(
        f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}
    )
    event.listen(own, "connect", prepare)
    event.listen(own, "begin", begin_sqlite)
    with own.connect() as connection:
        yield connection


def take_over(connection: Connection, table: Table) -> None:
    """Copy the rows of a table that the second has made and committed into the same one here, which is empty."""
    # In just these words the engine copies pages, not values.
    connection.exec_driver_sql(f"INSERT INTO main.{table.name} SELECT * FROM {ATTACHED}.{table.name}")
