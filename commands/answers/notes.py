"""Notes on charts, on the command line: written, listed, withdrawn."""

from collections.abc import Iterable

from sqlalchemy import Engine

from commands.asking import day
from commands.failing import Failed
from commands.programs import program_names
from commands.tables import say, show
from commands.values import NO_DATA
from figures import export
from figures.words import notes as words
from metrics import ask
from metrics.notes import Note, asked, read, withdraw, write

HEAD = ("Day", "What happened", "Of", "New baseline", "Written", "Withdrawn")
COLUMNS = (
    *("number", "happened_on", "words", "measure", "program", "baseline_reason"),
    *("written_by", "written_at", "withdrawn_by", "withdrawn_at", "withdrawn_because"),
)


def keep(engine: Engine, on: str, text: str, who: str, measure: str | None, program: str | None, reason: str | None):
    """Write one note; a reason asks for a new baseline."""
    _has_data(engine)
    note = asked(day(on, "DATE"), text, who, measure, program, reason is not None, reason)
    kept = write(engine, note)
    say(f"Note {kept.number} is kept: {words.short(kept)}.")


def take_back(engine: Engine, number: int, who: str, why: str) -> None:
    """Withdraw one note."""
    _has_data(engine)
    withdraw(engine, number, who, why)
    say(f"Note {number} is withdrawn; it stays in the list.")


def _has_data(engine: Engine) -> None:
    with engine.connect() as connection:
        if ask.as_of(connection) is None:
            raise Failed(NO_DATA)


def listed(engine: Engine) -> tuple[tuple[Note, ...], dict[str, str]]:
    """All notes, and the names of the programs."""
    with engine.connect() as connection:
        return read(connection), program_names(connection)


def answer(found: Iterable[Note], names: dict[str, str]) -> None:
    """The notes as a table."""
    rows = [(note.number, *words.line(note, names)) for note in found]
    if not rows:
        return say("No notes are written yet: 'outcomes.py note' writes one.")
    show([("No", "number"), *((one, "text") for one in HEAD)], rows)


def as_rows(found: Iterable[Note]) -> list[dict]:
    """One flat row a note; days and times as text, times in UTC."""
    return [dict(zip(COLUMNS, _row(note), strict=True)) for note in found]


def _row(note: Note) -> tuple:
    back = note.withdrawn
    taken = (back.by, back.at.isoformat(), back.why) if back else (None, None, None)
    of = (note.number, note.on.isoformat(), note.words, note.measure, note.program, note.baseline)
    return *of, note.by, note.at.isoformat(), *taken


def csv_text(found: Iterable[Note]) -> str:
    return export.rows_csv(COLUMNS, as_rows(found))
