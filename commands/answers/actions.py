"""The log of actions as people and programs get it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine

from commands.programs import program_names
from commands.tables import say, show
from evidence.actions import Action, read, words
from figures import export
from metrics import ask

HEAD = ("No", "From", "Of", "Finding", "Action", "Who", "How it stands", "What came of it")
COLUMNS = (
    *("number", "holds_from", "measure", "program", "finding", "action", "owner", "due"),
    *("state", "ended", "outcome", "result"),
)


def kept(one: Action) -> None:
    """What was just written down."""
    say(f"Kept. Action {words.short(one)}: {words.stands(one)}.")


def listed(engine: Engine) -> tuple[tuple[Action, ...], dict[str, str], date]:
    """The actions, the names of the programs, and the last day of the data."""
    with engine.connect() as connection:
        return read(connection), program_names(connection), ask.as_of(connection) or date.min


def answer(found: Sequence[Action], names: dict[str, str], today: date) -> None:
    """The actions as a table."""
    if not found:
        return say("No action is written down yet: 'outcomes.py action open' writes one.")
    show([(one, "text") for one in HEAD], [words.line(one, names, today) for one in found])


def as_rows(found: Sequence[Action], today: date) -> list[dict]:
    """One flat row an action; days as text."""
    return [_row(one, today) for one in found]


def _row(one: Action, today: date) -> dict:
    cells = (one.number, one.on, one.measure, one.program, one.finding, one.action, one.owner, one.due)
    cells = (*cells, one.state(today), one.ended, one.outcome, one.result)
    named = dict(zip(COLUMNS, cells, strict=True))
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in named.items()}


def csv_text(found: Sequence[Action], today: date) -> str:
    return export.rows_csv(COLUMNS, as_rows(found, today))
