"""relapse_after_discharge: a first positive within so many days of discharge, of those of whom it is known."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, func

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.measure import days
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import answer, by_group, left_with, total
from metrics.relapse.discharge_facts import DAYS_AFTER, LATE_DAYS, fact_after
from metrics.result import Row


def days_after(words: str) -> list[int]:
    """Days of those that people are followed up at."""
    found = days(words)
    if not set(found) <= set(DAYS_AFTER):
        raise ValueError(words)
    return found


def over(day: int, as_of: date) -> ColumnElement:
    """The days after discharge, and those in which a follow-up of them may come, have passed by the last day of the data.

    A positive waits for it too: counted at once, it would stand without the news that others are free of use.
    """
    return fact_episode.c.discharged_day + day + LATE_DAYS <= day_of(as_of)


def first_positive(day: int) -> ColumnElement:
    """The day of the first positive up to that day; 0: free of use; null: not observed."""
    return fact_after.c[f"by_{day}"]


def relapse_after_discharge(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """A positive by each day of those known by then; of all whose window is over as bounds; who is not known."""
    asked = options["days"]
    counts = [count for day in asked for count in _counts(day, as_of)]
    found = by_group(connection, cohort, left_with(cohort, fact_after), func.count(), *counts)
    return answer(cohort, found, lambda found: rows(asked, *found[0]), [(0,) * (1 + len(counts))])


def _counts(day: int, as_of: date) -> list[ColumnElement]:
    done, first = over(day, as_of), first_positive(day)
    return [total(done), total(and_(done, first > 0)), total(and_(done, first == 0))]


def rows(asked: list[int], n: int, *counts: int) -> Iterable[Row]:
    """The rows of n discharges; counts: for each day how many windows are over, with a positive, and free of use."""
    for day, done, bad, good in zip(asked, counts[::3], counts[1::3], counts[2::3], strict=True):
        yield proportion({"day": day}, bad, bad + good)
        yield proportion({"day": day, "missing": "positive"}, done - good, done)
        yield proportion({"day": day, "missing": "negative"}, bad, done)
        yield proportion({"day": day, "statistic": "not_observed"}, done - bad - good, done)
        yield proportion({"day": day, "statistic": "not_yet_known"}, n - done, n)


def notes(rows: list[Row], as_of: date) -> tuple[str, ...]:
    """How many discharges are too recent, where the result is of one group."""
    young = [row for row in rows if row.part.get("statistic") == "not_yet_known" and not row.group and row.numerator]
    return tuple(
        f"Day {row.part['day']} not yet known: {row.numerator} of {row.denominator} discharges are less than "
        f"{row.part['day'] + LATE_DAYS} days ago."
        for row in young
    )


def who_after(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge by what is known of the shortest of the windows."""
    day = min(options["days"])
    first, end = first_positive(day), day + LATE_DAYS
    rules = [
        (
            ~over(day, as_of),
            EXCLUDED,
            f"Not yet known: discharged less than {end} days before the last day of the data",
        ),
        (first > 0, COUNTED, f"A positive within {day} days of discharge; the numerator is that day"),
        (
            first == 0,
            NOT_COUNTED,
            f"No positive within {day} days of discharge, and a result from day {day} to day {end}",
        ),
    ]
    unseen = (EXCLUDED, f"No positive within {day} days, and no result from day {day} to day {end}: not observed")
    return listed(left_with(cohort, fact_after), rules, func.nullif(first, 0), None, unseen)
