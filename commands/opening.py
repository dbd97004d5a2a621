"""The database behind a command: opened, closed, and its trouble told in words."""

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from commands.failing import Failed, WrongWords
from commands.progress import progress
from data.engine import connect, in_memory, trouble
from metrics.cohort import BadRequest

NOT_AN_ADDRESS = (
    "--db (or OUTCOMES_DATABASE_URL) is an address such as sqlite:///outcomes.db or postgresql://user@host/name; "
    "the one given cannot be used: {}."
)
IN_MEMORY = "sqlite://"
TROUBLE = {
    "busy": "The database {} is busy: something else is writing to it. Try again when that has finished.",
    "full": "The disk of the database {} is full. Nothing was changed; make room and try again.",
    "closed": "The database {} may only be read, by whoever runs this. Nothing was changed; ask for the right to write to it.",
}


@contextmanager
def opened(url: str | None, make: bool = False, keep: bool = False) -> Iterator[Engine]:
    """The engine of a database with its facts. `make`: a missing file may be made; else it is read as an empty one.

    `keep`: something is to be kept in it, so that it must be there.
    """
    from data.migrate import CannotOpen
    from metrics.database import open_database

    address = address_of(url)
    if make or keep:
        _check_kept(address, make)
    try:
        with progress() as tell:
            engine = open_database(IN_MEMORY if not make and _not_there(address) else url, tell)
        with _closing(engine):
            yield engine
    except BadRequest as wrong:
        raise WrongWords(str(wrong)) from wrong
    except CannotOpen as wrong:
        raise Failed(str(wrong)) from wrong
    except (SQLAlchemyError, sqlite3.Error) as wrong:
        raise Failed(_words(wrong, address)) from wrong


@contextmanager
def _closing(engine: Engine) -> Iterator[None]:
    try:
        yield
    finally:
        engine.dispose()


def address_of(url: str | None) -> URL:
    """The address that words stand for, with no look at what is there; WrongWords for one that cannot be meant."""
    if url == "":
        raise WrongWords(NOT_AN_ADDRESS.format("it is empty"))
    try:
        with warnings.catch_warnings(action="error"):  # of words in an address that would be passed over
            return connect(url).url
    except NoSuchModuleError as unknown:
        raise WrongWords(NOT_AN_ADDRESS.format("it begins with neither sqlite:// nor postgresql://")) from unknown
    except ModuleNotFoundError as missing:
        raise WrongWords(NOT_AN_ADDRESS.format("only SQLite and PostgreSQL are installed")) from missing
    except (SQLAlchemyError, ValueError, Warning) as wrong:
        raise WrongWords(NOT_AN_ADDRESS.format(str(wrong).splitlines()[0].rstrip("."))) from wrong


def _check_kept(address: URL, make: bool) -> None:
    """Refuse what would go into a database in memory, and be lost with it."""
    if in_memory(address):
        raise WrongWords(NOT_AN_ADDRESS.format("it names no file, so that nothing would be kept"))
    if not make and _not_there(address):
        from commands.values import NO_DATA

        raise Failed(NO_DATA)


def _not_there(address: URL) -> bool:
    named = address.get_backend_name() == "sqlite" and not in_memory(address)
    return named and not address.query and not Path(address.database).exists()


def _words(wrong: Exception, address: URL) -> str:
    name = address.render_as_string(hide_password=True)
    told = TROUBLE.get(trouble(wrong)) if isinstance(wrong, DBAPIError) else None
    first = str(getattr(wrong, "orig", None) or wrong).strip().splitlines()[0].rstrip(".")
    return told.format(name) if told else f"The database {name} cannot be used: {first}."
