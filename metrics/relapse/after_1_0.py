"""relapse_after_discharge as it was first defined: a positive counted as soon as the window was over.

It leans high in recent months, where a return to use is known before its absence is; kept so that what was handed over
by it can be counted again.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, cast, func

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.measure import days
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.query import answer, by_group, left_with, total
from metrics.relapse.after import rows as rows_by_day
from metrics.relapse.discharge_facts import DAYS_AFTER, fact_after
from metrics.result import Row


def days_after(words: str) -> list[int]:
    """Days from 1 to as many as anybody is followed for."""
    found = days(words)
    if min(found) < 1 or max(found) > DAYS_AFTER[-1]:
        raise ValueError(words)
    return found


def over(day: int, as_of: date) -> ColumnElement:
    """The window after discharge has run its course by the last day of the data."""
    return fact_episode.c.discharged_day + day <= day_of(as_of)


def used(day: int) -> ColumnElement:
    return and_(fact_after.c.course % 2 == 1, fact_after.c.course <= 2 * day + 1)


def free(day: int) -> ColumnElement:
    """Seen on that day or later, and nothing positive up to it."""
    return and_(fact_after.c.course >= 2 * day, fact_after.c.course != 2 * day + 1)


def relapse_after_discharge(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """A positive by each day of those known by then; of all whose window is over as bounds; who is not known."""
    asked = options["days"]
    counts = [count for day in asked for count in _counts(day, as_of)]
    found = by_group(connection, cohort, left_with(cohort, fact_after), func.count(), *counts)
    return answer(cohort, found, lambda rows: rows_by_day(asked, *rows[0]), [(0,) * (1 + len(counts))])


def _counts(day: int, as_of: date) -> list[ColumnElement]:
    done = over(day, as_of)
    return [total(done), total(and_(done, used(day))), total(and_(done, free(day)))]


def notes(rows: list[Row], as_of: date) -> tuple[str, ...]:
    """How many discharges are too recent, where the result is of one group."""
    young = [row for row in rows if row.part.get("statistic") == "not_yet_known" and not row.group and row.numerator]
    return tuple(
        f"Not yet known: {row.numerator} of {row.denominator} discharges are less than {row.part['day']} days ago."
        for row in young
    )


def who_after(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge by what is known of the shortest of the windows."""
    day, one = min(options["days"]), fact_after.c.course
    rules = [
        (
            ~over(day, as_of),
            EXCLUDED,
            f"Not yet known: discharged less than {day} days before the last day of the data",
        ),
        (used(day), COUNTED, f"A positive within {day} days of discharge; the numerator is that day"),
        (
            free(day),
            NOT_COUNTED,
            f"No positive within {day} days; the numerator is the last day seen, or the first positive",
        ),
    ]
    unseen = (EXCLUDED, f"No result on or after day {day}, and no positive before: not observed for as long")
    return listed(left_with(cohort, fact_after), rules, cast((one - one % 2) / 2, Integer), None, unseen)
