"""Discharge facts: what was booked for afterwards, what was attended, who came back, who got naloxone."""

from datetime import date

from sqlalchemy import CTE, Column, ColumnElement, Integer, Select, Table, and_, case, false, func, or_, select

from data.constructs import day_number
from data.tables import aftercare, episodes
from metrics.episodes import chosen, fact_episode
from metrics.facts import FACTS, Facts, keys

# The longest windows after discharge that are looked at, in days (measures: aftercare_seen, readmission).
AFTERCARE_REACH, READMISSION_REACH = 30, 90
SUPPORT = ("recovery_coach", "peer_support")
# What is known of an appointment booked by the day of discharge: none, one without a day of booking, one for sure.
NOT_BOOKED, MAYBE_BOOKED, BOOKED = range(3)

# Days count from the discharge. Unsettled: its day has passed, and nobody wrote down whether it was kept.
fact_discharge = Table(
    "fact_discharge",
    FACTS,
    *keys(),
    Column("booked", Integer, nullable=False),
    Column("seen", Integer),
    Column("unsettled", Integer),
    Column("supported", Integer),
    Column("support_unsettled", Integer),
    Column("returned", Integer),
    Column("naloxone", Integer),
    sqlite_with_rowid=False,
)


def discharged(as_of: date, mine: Select) -> CTE:
    """The discharged episodes of these clients."""
    return chosen(as_of, fact_episode.c.client_no.in_(mine), fact_episode.c.discharged_day.is_not(None))


def _readmitted(left: CTE) -> Select:
    """Days to the client's next admission after the discharge day, as far as it is looked for."""
    again = episodes.alias("again")
    since = day_number(again.c.admitted_on) - left.c.discharged_day
    soon = since.between(1, READMISSION_REACH)
    return select(func.min(since)).where(again.c.client_id == left.c.client_id, soon).scalar_subquery()


def _booked(left: CTE, since):
    by_discharge = day_number(aftercare.c.booked_on) <= left.c.discharged_day
    maybe = aftercare.c.booked_on.is_(None)
    known = case((and_(since >= 1, by_discharge), BOOKED), (and_(since >= 1, maybe), MAYBE_BOOKED), else_=NOT_BOOKED)
    return func.max(known)


def derive(as_of: date, mine: Select) -> Select:
    """One row a discharge; appointments on the discharge day itself or before are no aftercare."""
    left = discharged(as_of, mine)
    since = day_number(aftercare.c.scheduled_on) - left.c.discharged_day
    soon, support = since.between(1, AFTERCARE_REACH), aftercare.c.kind.in_(SUPPORT)
    kept, open_ = (and_(soon, aftercare.c.status == status) for status in ("attended", "scheduled"))
    whens = (kept, or_(kept, open_), and_(kept, support), and_(or_(kept, open_), support))
    columns = (
        _booked(left, since),
        *(func.min(case((when, since))) for when in whens),
        _readmitted(left),
        func.max(episodes.c.naloxone_given),
    )
    source = left.join(episodes, episodes.c.episode_id == left.c.episode_id)
    source = source.outerjoin(aftercare, aftercare.c.episode_id == left.c.episode_id)
    by = (left.c.client_no, left.c.episode_no)
    return select(*by, *columns).select_from(source).group_by(*by, left.c.client_id, left.c.discharged_day)


def at_discharge(older: date, newer: date) -> ColumnElement:
    """What follows a discharge is kept whatever the last day: which windows are over is asked of the result."""
    return false()


DISCHARGES = Facts(fact_discharge, derive, "aftercare", ("aftercare",), due=at_discharge)
