"""What a measure did before an action and since, in spans of up to half a year."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from evidence.actions.action import Action
from metrics import MEASURES, ask
from metrics.charts import known_after
from metrics.cohort import Cohort
from metrics.result import Row

# Half a year on either side; sooner than four weeks nothing is read from what came after (this room's own choice).
LONGEST, SHORTEST = timedelta(days=182), timedelta(days=28)


@dataclass(frozen=True)
class Since:
    """The headline in the span that ends on the day before an action, and in the one that begins with it."""

    before: Row
    now: Row
    first: date
    last: date


def since(connection: Connection, one: Action, as_of: date, scope: frozenset[str] | None = None) -> Since | None:
    """Both spans of an action's own measure and program, equally long; None where it names no measure, or where what
    came after is not known for SHORTEST yet."""
    if one.measure not in MEASURES:
        return None
    measure = MEASURES[one.measure]
    last = min(one.on + LONGEST - timedelta(days=1), as_of - timedelta(days=known_after(measure)))
    length = last - one.on + timedelta(days=1)
    if length < SHORTEST:
        return None
    rows = [_row(connection, one, start, length, scope) for start in (one.on - length, one.on)]
    return Since(*rows, one.on - length, last)


def _row(connection: Connection, one: Action, start: date, length: timedelta, scope: frozenset[str] | None) -> Row:
    where = [("program", one.program)] if one.program else []
    cohort = Cohort.asked(start, start + length - timedelta(days=1), where, scope=scope)
    return ask.measure(connection, one.measure, cohort).one(**MEASURES[one.measure].headline)
