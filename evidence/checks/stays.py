"""Checks of the episodes themselves: dates that cannot be, reasons that are missing, stays that overlap."""

from collections.abc import Mapping

from sqlalchemy import Date, Subquery, func, literal, select

from data.tables import episodes
from evidence.checks.check import Check, Rows
from evidence.checks.population import Population
from evidence.requirement import ACCURACY, RELIABILITY
from figures import numbers
from metrics.episodes import fact_episode

# Beyond the last day that anything can have.
NEVER = 10**7


def rows_of(people: Population) -> tuple[Rows, ...]:
    mine, busy = people.episodes(), _busy(people)
    one = episodes.c
    same = (busy.c.client_no == mine.c.client_no) & (busy.c.episode_no == mine.c.episode_no)
    source = mine.join(episodes, one.episode_id == mine.c.episode_id).outerjoin(busy, same)
    last = literal(people.as_of, Date)
    checks = (
        Check(
            ACCURACY,
            "Discharge before admission",
            one.discharged_on < one.admitted_on,
            lambda row: f"{_stay(row)}: ends before it starts",
            "One of the two dates is wrong.",
        ),
        Check(
            ACCURACY,
            "Admission before referral",
            one.referred_on > one.admitted_on,
            lambda row: f"{_stay(row)}: referred on {numbers.date(row['referred_on'])}",
            "One of the two dates is wrong.",
        ),
        Check(
            ACCURACY,
            "Discharge after the last day of the data",
            one.discharged_on > last,
            lambda row: f"{_stay(row)}: discharge after the last day of the data",
            "Such episodes are still open for every measure.",
        ),
        Check(
            RELIABILITY,
            "Two stays at once in one program",
            mine.c.admitted_day < busy.c.until,
            lambda row: f"{_stay(row)}: overlaps another stay of the same client in the same program",
            "More likely one stay that was entered twice.",
        ),
    )
    tells = (one.admitted_on, one.discharged_on, one.referred_on)
    whose = (mine.c.client_id, mine.c.episode_id, mine.c.program)
    return (Rows(source, (), whose, tells, (one.admitted_on,), "episodes", checks),)


def _busy(people: Population) -> Subquery:
    """The day until which an earlier stay of the same client kept a program busy, of clients with more than one."""
    one = fact_episode.c
    earlier = {"partition_by": (one.client_no, one.program), "order_by": (one.admitted_day, one.episode_id)}
    until = func.max(func.coalesce(one.discharged_day, NEVER)).over(**earlier, rows=(None, -1)).label("until")
    mine = (one.lone == 0, *people.cohort.scoped(), *people.half)
    return select(one.client_no, one.episode_no, until).where(*mine).subquery("busy")


def _stay(row: Mapping) -> str:
    left = numbers.date(row["discharged_on"]) if row["discharged_on"] else "open"
    return f"{numbers.date(row['admitted_on'])} to {left}"
