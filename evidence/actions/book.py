"""The book of actions: read, added to, never changed. Writers take turns with each other and with imports."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from data.engine import writing
from data.tables import actions, programs, state
from evidence.actions.action import ENDED, MOVED, OPENED, OUTCOMES, Action, ActionRefused, Entry, name, sentence
from metrics.notes.note import plain

Scope = frozenset[str] | None


def read(connection: Connection, scope: Scope = None) -> tuple[Action, ...]:
    """All actions that a viewer of this scope may see, as they stand now, in order of the days they hold from."""
    found: dict[int, Action] = {}
    for row in connection.execute(select(actions).order_by(actions.c.entry_no)):
        found[row.action_no] = _then(found.get(row.action_no), row)
    mine = (one for one in found.values() if scope is None or one.program is None or one.program in scope)
    return tuple(sorted(mine, key=lambda one: (one.on, one.number)))


def _then(before: Action | None, row: Row) -> Action:
    """An action after one more entry."""
    entry = Entry(row.written_at, row.written_by, row.kind, row.words)
    if before is None:
        first = (row.holds_from, row.words, row.action, row.owner, row.due_on, row.written_by)
        return Action(*first, row.measure, row.program_id, number=row.action_no, history=(entry,))
    history = (*before.history, entry)
    if row.kind == ENDED:
        return replace(before, ended=row.ended_on, outcome=row.outcome, result=row.words, history=history)
    given = {"owner": row.owner, "due": row.due_on, "ended": None, "outcome": None, "result": None}
    return replace(before, history=history, **given)


def write(engine: Engine, one: Action, scope: Scope = None, now: datetime | None = None) -> Action:
    """Open an action; ActionRefused where it cannot be."""
    _check_scope(one.program, scope)
    with writing(engine) as connection:
        _take_turn(connection)
        _check_program(connection, one.program)
        if any(_same(one, other) for other in read(connection) if not other.ended):
            raise ActionRefused("This action is in the log already, and open.")
        number = (connection.scalar(select(func.max(actions.c.action_no))) or 0) + 1
        said = {"action": one.action, "owner": one.owner, "due_on": one.due, "holds_from": one.on}
        about = {"measure": one.measure, "program_id": one.program}
        _add(connection, number, one.by, OPENED, one.finding, now, said | about)
        return _found(connection, number, None)


def move(
    engine: Engine,
    number: int,
    owner: str,
    due: date,
    by: str,
    why: str,
    scope: Scope = None,
    now: datetime | None = None,
) -> Action:
    """Give an action to somebody else, or more time; one that has ended is taken up again."""
    owner, by, why = map(plain, (owner, by, why))
    name(owner, "Name who sees to it")
    _said(by, why, "Say why")
    with writing(engine) as connection:
        _take_turn(connection)
        before = _found(connection, number, scope)
        if due is None or due < before.on:
            raise ActionRefused(f"It is due on the day on which it begins or later: choose a day from {before.on} on.")
        if (owner, due) == (before.owner, before.due) and not before.ended:
            raise ActionRefused("Nothing would change: give another owner or another day.")
        _add(connection, number, by, MOVED, why, now, {"owner": owner, "due_on": due})
        return _found(connection, number, scope)


def end(
    engine: Engine,
    number: int,
    on: date,
    outcome: str,
    result: str,
    by: str,
    scope: Scope = None,
    now: datetime | None = None,
) -> Action:
    """End an action: on which day, with what outcome (one of OUTCOMES), and what came of it in words."""
    by, result = plain(by), plain(result)
    if outcome not in OUTCOMES:
        raise ActionRefused(f"An action ends as one of: {', '.join(OUTCOMES)}.")
    _said(by, result, "Say what came of it")
    with writing(engine) as connection:
        _take_turn(connection)
        before = _found(connection, number, scope)
        if before.ended:
            raise ActionRefused(f"Action {number} has ended already; take it up again to change that.")
        if on is None or on < before.on:
            raise ActionRefused(f"It ends on the day on which it began or later: choose a day from {before.on} on.")
        _add(connection, number, by, ENDED, result, now, {"ended_on": on, "outcome": outcome})
        return _found(connection, number, scope)


def _same(one: Action, other: Action) -> bool:
    return (one.on, one.action.casefold(), one.measure, one.program) == (
        other.on,
        other.action.casefold(),
        other.measure,
        other.program,
    )


def _said(by: str, words: str, what: str) -> None:
    name(by, "Give your name")
    sentence(words, what)


def _found(connection: Connection, number: int, scope: Scope) -> Action:
    one = next((one for one in read(connection, scope) if one.number == number), None)
    if one is None:
        raise ActionRefused(f"There is no action {number}.")
    _check_scope(one.program, scope)
    return one


def _add(connection: Connection, number: int, by: str, kind: str, words: str, now: datetime | None, more: dict) -> None:
    entry = (connection.scalar(select(func.max(actions.c.entry_no))) or 0) + 1
    at = now or datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    head = {"entry_no": entry, "action_no": number, "written_at": at, "written_by": by, "kind": kind, "words": words}
    connection.execute(insert(actions).values(head | more))


def _take_turn(connection: Connection) -> None:
    """Wait for an import or another writer: all of them write to the one row of the state first."""
    connection.execute(update(state).values(data_version=state.c.data_version))


def _check_scope(program: str | None, scope: Scope) -> None:
    if scope is not None and program not in scope:
        raise ActionRefused("You may write on your own programs only: choose one of them.")


def _check_program(connection: Connection, program: str | None) -> None:
    known = select(programs.c.program_id).where(programs.c.program_id == program)
    if program is not None and connection.scalar(known) is None:
        raise ActionRefused(f"There is no program {program!r}; leave it out to speak of all programs.")
