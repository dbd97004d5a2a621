"""How every episode stands behind a measure, and its numbers, by any version of its definition on any database."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from metrics.ask import BEFORE_ALL
from metrics.cohort import Cohort
from metrics.measure import Measure
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED
from metrics.result import Row

STANDINGS = (COUNTED, NOT_COUNTED, EXCLUDED)


class Stood(NamedTuple):
    """How one episode stands: the program, counted or not, why, and what it adds to the counts (None: nothing)."""

    program: str
    standing: str
    reason: str
    numerator: float | None
    denominator: float | None


Standing = Mapping[tuple[str, str], Stood]


def standing(
    connection: Connection, measure: Measure, cohort: Cohort, options: Mapping, as_of: date | None
) -> Standing:
    """{(client_id, episode_id): how it stands} of everybody whom the measure lists for a cohort."""
    listed = measure.people(cohort, options, as_of or BEFORE_ALL).subquery("listed")
    columns = ("client_id", "episode_id", *Stood._fields)
    rows = connection.execute(select(*(listed.c[name] for name in columns)))
    return {(row[0], row[1]): Stood(*row[2:5], _plain(row[5]), _plain(row[6])) for row in rows}


def _plain(count):
    """A count as a plain number: engines add up to numbers of their own."""
    return count if count is None or type(count) is int else int(count) if int(count) == count else float(count)


def numbers(
    connection: Connection, measure: Measure, cohort: Cohort, options: Mapping, as_of: date | None
) -> tuple[Row, ...]:
    """The rows of a measure for a cohort."""
    return tuple(measure.compute(connection, cohort, options, as_of or BEFORE_ALL))
