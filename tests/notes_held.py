"""The notes that a database holds: as the product reads them, and as they stand in the book."""

from sqlalchemy import Engine, select

from data.tables import notes
from metrics.notes import Note, read


def held(engine: Engine, scope: frozenset[str] | None = None) -> tuple[Note, ...]:
    with engine.connect() as connection:
        return read(connection, scope)


def book(engine: Engine) -> list:
    with engine.connect() as connection:
        return connection.execute(select(notes).order_by(notes.c.note_no)).all()
