"""Checks of the episodes themselves: dates that cannot be, reasons that are missing, stays that overlap."""

from collections.abc import Mapping

from sqlalchemy import Date, Select, and_, literal, or_, select

from data.tables import episodes
from evidence.checks.check import Check, Rows
from evidence.checks.population import Population
from evidence.requirement import ACCURACY, RELIABILITY
from figures import numbers


def rows_of(people: Population) -> tuple[Rows, ...]:
    mine = people.episodes()
    one, other = episodes.c, episodes.alias("other")
    source = mine.join(episodes, one.episode_id == mine.c.episode_id)
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
            _overlaps(other).exists(),
            lambda row: f"{_stay(row)}: overlaps another stay of the same client in the same program",
            "More likely one stay that was entered twice.",
        ),
    )
    tells = (one.admitted_on, one.discharged_on, one.referred_on)
    whose = (mine.c.client_id, mine.c.episode_id, mine.c.program)
    return (Rows(source, (), whose, tells, (one.admitted_on,), "episodes", checks),)


def _overlaps(other) -> Select:
    """Another stay that began on or before this one's day and had not ended by then; a discharge day may be shared."""
    one = episodes.c
    earlier = or_(
        other.c.admitted_on < one.admitted_on,
        and_(other.c.admitted_on == one.admitted_on, other.c.episode_id < one.episode_id),
    )
    busy = or_(other.c.discharged_on.is_(None), other.c.discharged_on > one.admitted_on)
    same = and_(other.c.client_id == one.client_id, other.c.program_id == one.program_id)
    return select(other.c.episode_id).where(same, earlier, busy)


def _stay(row: Mapping) -> str:
    left = numbers.date(row["discharged_on"]) if row["discharged_on"] else "open"
    return f"{numbers.date(row['admitted_on'])} to {left}"
