"""The demo clinic's own notes, written once into a book that holds none."""

from sqlalchemy import Engine

from data.demo.notes import NOTES, WRITER, WRITTEN
from metrics.notes.book import read, write
from metrics.notes.note import Note


def write_demo_notes(engine: Engine) -> None:
    """Keep the demo's notes, unless somebody has written there already."""
    with engine.connect() as connection:
        if read(connection):
            return
    for on, words, measure, program, baseline in NOTES:
        write(engine, Note(on, words, WRITER, measure, program, baseline), now=WRITTEN)
