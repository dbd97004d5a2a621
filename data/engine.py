"""The one way to a database: which one, and how it is opened."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

URL_VARIABLE = "OUTCOMES_DATABASE_URL"
# Where a database says by which migration its tables were made.
VERSIONS = "alembic_version"
DEFAULT_FILE = Path(__file__).parent / "outcomes.db"
BUSY_SECONDS = 5
CACHE_KIB = 131_072
CACHE_KIB_OF_IMPORTS = 393_216
MAP_BYTES = 2**31
SQLITE_TROUBLE = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
    sqlite3.SQLITE_READONLY: "closed",
}
POSTGRES_TROUBLE = {"55P03": "busy", "53100": "full", "25006": "closed", "42501": "closed"}


def database_url(url: str | None = None) -> str:
    """The address asked for, else the variable's, else the embedded file beside this module."""
    return url or os.environ.get(URL_VARIABLE) or f"sqlite:///{DEFAULT_FILE}"


def connect(url: str | None = None) -> Engine:
    """An engine for the address, with no look at what is inside; PostgreSQL goes through psycopg 3."""
    address = make_url(database_url(url))
    if address.get_backend_name() == "postgresql":
        patience = {"options": f"-c lock_timeout={BUSY_SECONDS}s"}
        return create_engine(address.set(drivername="postgresql+psycopg"), connect_args=patience)
    pool = {} if in_memory(address) else {"pool_size": 5}
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS}, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return engine


def in_memory(address: URL) -> bool:
    """An embedded database without a file, which ends with its engine."""
    return address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:")


def _prepare_sqlite(connection, _record) -> None:
    connection.isolation_level = None  # transactions are begun by us, also around changes of tables
    if _ours(connection):
        connection.execute("PRAGMA journal_mode = WAL")
    for pragma in (
        "foreign_keys = ON",
        "synchronous = NORMAL",
        f"cache_size = -{CACHE_KIB}",
        f"mmap_size = {MAP_BYTES}",
        "temp_store = FILE",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _ours(connection) -> bool:
    """Nothing is in the file yet, or our tables are: the journal's kind stays in a file, and another program's is let be."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return not names or VERSIONS in names


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that will write waits for its turn here, not in the middle."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: in as a whole when the block ends, not at all when it raises."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def much_cached(connection: Connection) -> Iterator[None]:
    """For work that reads again most of what it has written: an embedded database keeps more of it in memory."""
    embedded = connection.dialect.name == "sqlite"
    if embedded:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB_OF_IMPORTS}")
    yield
    if embedded:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")


def folder_of(engine: Engine) -> Path | None:
    """Where an embedded database lies; None for a server's, or one in memory."""
    filed = engine.dialect.name == "sqlite" and not in_memory(engine.url)
    return Path(engine.url.database).resolve().parent if filed else None


def trouble(error: DBAPIError) -> str | None:
    """What stopped a statement: "busy" (another writes), "full" (the disk takes no more), "closed" (it may only be
    read), None for anything else."""
    if engine_code := getattr(error.orig, "sqlite_errorcode", None):
        return SQLITE_TROUBLE.get(engine_code & 0xFF)
    return POSTGRES_TROUBLE.get(getattr(error.orig, "sqlstate", None))


def tidy(engine: Engine) -> None:
    """Give back the room of an embedded database's journal after a large transaction, if nobody is reading it.

    Where the disk has no room for that, the journal stays: all that was written is in it, and safe.
    """
    if folder_of(engine) is None:
        return
    raw = engine.raw_connection()
    try:
        raw.driver_connection.execute("PRAGMA busy_timeout = 0")
        with suppress(sqlite3.OperationalError):
            raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.driver_connection.execute(f"PRAGMA busy_timeout = {1000 * BUSY_SECONDS}")
    finally:
        raw.close()
