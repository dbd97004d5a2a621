"""Who to look at now, on the command line: as a table for people, as one object or flat rows for programs."""

from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection

from commands.tables import say, show
from figures import export
from figures.words import parts
from figures.words import watch as words
from metrics import MEASURES, ask
from metrics.cohort import Cohort
from metrics.result import Row
from metrics.watch import Watch

PEOPLE = (("Client", "code"), ("Program", "text"), ("Admitted", "code"), ("Now", "code"), ("Why", "text"))
COLUMNS = (
    *("client_id", "episode_id", "program", "admitted_on", "discharged_on"),
    *("kind", "on", "instrument", "first", "latest", "reviewed_on"),
)


def standing(connection: Connection, of: Cohort, found: Watch) -> dict[str, Row]:
    """The headline, as it stands, of every measure that the week ahead speaks of."""
    return {one.measure: _headline(connection, one.measure, of) for one in found.expected}


def _headline(connection: Connection, name: str, of: Cohort) -> Row:
    return ask.measure(connection, name, of).one(**MEASURES[name].headline)


def answer(found: Watch, now: dict[str, Row], most: int) -> None:
    """The headline, the people, and the rates ahead."""
    head = words.headline(found)
    say(head.first, head.sure)
    show(PEOPLE, [_person(one, found.as_of) for one in found.people[:most]])
    if (more := len(found.people) - most) > 0:
        say(f"{more:,} more: --limit N shows more, --csv and --json give all.")
    say(*(words.ahead(one, now[one.measure], parts.title(MEASURES[one.measure])) for one in found.expected))


def _person(one, as_of: date) -> tuple:
    why = "; ".join(words.reasons(one, as_of))
    return one.client_id, one.program, one.admitted_on, words.stay(one, as_of), why


def as_object(found: Watch, of: Cohort, now: dict[str, Row]) -> dict:
    """The object that `--json` prints."""
    return {
        "as_of": found.as_of and found.as_of.isoformat(),
        "where": of.filters(),
        "here": found.here,
        "counts": found.counts(),
        "people": [_plain(asdict(one)) for one in found.people],
        "expected": [_expected(one, now[one.measure]) for one in found.expected],
    }


def _expected(one, now: Row) -> dict:
    shares = {name: {"numerator": k, "denominator": n} for name, (k, n) in one.shares(now).items()}
    return {"measure": one.measure, "due": one.due, **shares}


def _plain(value):
    """Dates as text, everything else as it is."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def csv_text(found: Watch) -> str:
    """One row a person and reason."""
    return export.rows_csv(COLUMNS, found.as_rows())
