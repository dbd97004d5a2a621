"""The book of notes: read, added to, never changed. Writers take turns with each other and with imports."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from data.engine import writing
from data.tables import notes, programs, state
from metrics.notes.note import Note, NoteRefused, Withdrawal, check, name, plain, stamped, why

Scope = frozenset[str] | None


def read(connection: Connection, scope: Scope = None) -> tuple[Note, ...]:
    """All notes that a viewer of this scope may see, withdrawn ones too, in order of the days they speak of."""
    rows = connection.execute(select(notes).order_by(notes.c.happened_on, notes.c.note_no)).all()
    back = {row.withdraws: row for row in rows if row.withdraws is not None}
    found = (_note(row, back.get(row.note_no)) for row in rows if row.withdraws is None)
    return tuple(note for note in found if _may_see(note, scope))


def _may_see(note: Note, scope: Scope) -> bool:
    return scope is None or note.program is None or note.program in scope


def _note(row: Row, back: Row | None) -> Note:
    withdrawn = Withdrawal(back.written_by, back.written_at, back.words) if back else None
    one = Note(row.happened_on, row.words, row.written_by, row.measure, row.program_id, row.baseline_reason)
    return replace(stamped(one, row.note_no, row.written_at), withdrawn=withdrawn)


def write(engine: Engine, note: Note, scope: Scope = None, now: datetime | None = None) -> Note:
    """Keep a note; NoteRefused where it cannot be. Waits for a running import, and fails as busy where that takes long."""
    now = now or _now()
    _check_scope(note, scope)
    with writing(engine) as connection:
        _take_turn(connection)
        check(note, max(now.date(), connection.scalar(select(state.c.as_of)) or now.date()))
        _check_program(connection, note)
        _check_new(connection, note)
        kept = stamped(note, _next_number(connection), now)
        connection.execute(insert(notes).values(_values(kept)))
    return kept


def withdraw(
    engine: Engine, number: int, by: str, reason: str, scope: Scope = None, now: datetime | None = None
) -> None:
    """Take a note back: a second entry, with who, when and why; the first one stays in the book."""
    by, reason = plain(by), plain(reason)
    name(by)
    why(reason)
    with writing(engine) as connection:
        _take_turn(connection)
        note = next((one for one in read(connection, scope) if one.number == number), None)
        if note is None:
            raise NoteRefused(f"There is no note {number}.")
        if note.withdrawn:
            raise NoteRefused(f"Note {number} was withdrawn already, by {note.withdrawn.by}.")
        _check_scope(note, scope)
        entry = Note(note.on, reason, by, note.measure, note.program)
        kept = stamped(entry, _next_number(connection), now or _now())
        connection.execute(insert(notes).values(_values(kept) | {"withdraws": number}))


def _now() -> datetime:
    """The time of writing, UTC, in whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _take_turn(connection: Connection) -> None:
    """Wait for an import or another writer: all of them write to the one row of the state first."""
    connection.execute(update(state).values(data_version=state.c.data_version))


def _check_scope(note: Note, scope: Scope) -> None:
    if scope is not None and note.program not in scope:
        raise NoteRefused("You may write notes on your own programs only: choose one of them.")


def _check_program(connection: Connection, note: Note) -> None:
    known = select(programs.c.program_id).where(programs.c.program_id == note.program)
    if note.program is not None and connection.scalar(known) is None:
        raise NoteRefused(f"There is no program {note.program!r}; leave it out to speak of all programs.")


def _check_new(connection: Connection, note: Note) -> None:
    twin = next((one for one in read(connection) if one.subject == note.subject and not one.withdrawn), None)
    if twin:
        raise NoteRefused(
            f"This note is there already (number {twin.number}, by {twin.by}); withdraw it to write another."
        )


def _next_number(connection: Connection) -> int:
    return (connection.scalar(select(func.max(notes.c.note_no))) or 0) + 1


def _values(note: Note) -> dict:
    return {
        "note_no": note.number,
        "written_at": note.at,
        "written_by": note.by,
        "happened_on": note.on,
        "measure": note.measure,
        "program_id": note.program,
        "words": note.words,
        "baseline_reason": note.baseline,
    }
