"""What the database stands for now: asked anew on every run, for it may change between any two of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from access.viewer import Viewer
from data.tables import imports, state
from metrics.notes import Note, read
from pages.frame.engines import books, engine


@dataclass(frozen=True)
class Data:
    """What the database stands for now; `version` changes with every import that changed anything.

    `uncounted`: records are in whose facts are not derived yet, so that there is no number of them.
    """

    version: int
    as_of: date | None
    demo: bool
    loaded_at: datetime | None
    uncounted: bool = False


def current() -> Data:
    """The state of the database, asked anew on every run."""
    with books().connect() as connection:
        row = connection.execute(select(state)).first()
    if row is None:
        return Data(0, None, False, None)
    return Data(row.data_version, row.as_of, bool(row.demo), row.loaded_at, row.definitions is None)


def last_import(viewer: Viewer) -> int:
    """The number of the latest import, whether it changed anything or not; 0 before the first."""
    with engine(viewer).connect() as connection:
        return connection.scalar(select(func.max(imports.c.import_no))) or 0


def notes(viewer: Viewer) -> tuple[Note, ...]:
    """The notes on charts, asked anew on every run: they change without an import."""
    with engine(viewer).connect() as connection:
        return read(connection, viewer.programs)
