"""Follow-up facts: emergency visits for substance use during an episode, and when the person next came to a session."""

from datetime import date

from sqlalchemy import CTE, Column, ColumnElement, Integer, Select, Table, and_, case, func, or_, select

from data.constructs import day_number, month_number
from data.tables import ed_coverage, ed_visits, episodes, sessions
from metrics.episodes import of_clients
from metrics.facts import FACTS, Facts, has_later, keys

# The longest window after a visit that is looked at, in days (measures: ed_follow_up).
FOLLOW_UP_REACH = 30
CAUSE = "substance"

# One row a client and date. inpatient: the visit ended in a hospital bed. after: days to the next attended session.
fact_ed_follow_up = Table(
    "fact_ed_follow_up",
    FACTS,
    *keys(),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("month", Integer, nullable=False),
    Column("inpatient", Integer, nullable=False),
    Column("after", Integer),
    sqlite_with_rowid=False,
)


def _visits(chosen: CTE):
    """Covered days with a visit for substance use in an episode; of two episodes, the one admitted last has it."""
    arrived = ed_visits.c.arrived_on
    until = or_(ed_coverage.c.ends_on.is_(None), ed_coverage.c.ends_on >= arrived)
    covered = and_(ed_coverage.c.client_id == chosen.c.client_id, ed_coverage.c.starts_on <= arrived, until)
    inside = and_(ed_visits.c.client_id == chosen.c.client_id, arrived.between(chosen.c.admitted_on, chosen.c.last_on))
    by = (chosen.c.client_no, chosen.c.client_id, chosen.c.episode_no, arrived)
    nearest = {"partition_by": (chosen.c.client_no, arrived)}
    nearest |= {"order_by": (chosen.c.admitted_day.desc(), chosen.c.episode_id.desc())}
    nth = func.row_number().over(**nearest).label("nth")
    inpatient = func.max(case((ed_visits.c.admitted_inpatient == 1, 1), else_=0)).label("inpatient")
    query = select(*by, inpatient, nth).join_from(chosen, ed_visits, inside)
    query = query.where(select(ed_coverage.c.client_id).where(covered).exists())
    query = query.group_by(*by, chosen.c.admitted_day, chosen.c.episode_id)
    return query.having(func.max(case((ed_visits.c.cause == CAUSE, 1), else_=0)) == 1).subquery("visits")


def derive(as_of: date, mine: Select) -> Select:
    """One row a visit; the day of the visit itself counts as day 0, and any episode's session counts."""
    visits = _visits(of_clients(as_of, mine))
    day = day_number(visits.c.arrived_on)
    after = day_number(sessions.c.scheduled_on) - day
    soon = and_(sessions.c.scheduled_on >= visits.c.arrived_on, after <= FOLLOW_UP_REACH)
    of_client = sessions.join(episodes, episodes.c.episode_id == sessions.c.episode_id)
    came = select(func.min(after)).select_from(of_client)
    came = came.where(episodes.c.client_id == visits.c.client_id, sessions.c.status == "attended", soon)
    columns = (visits.c.client_no, visits.c.episode_no, day, month_number(visits.c.arrived_on), visits.c.inpatient)
    return select(*columns, came.scalar_subquery()).where(visits.c.nth == 1)


def _due(older: date, newer: date) -> ColumnElement:
    return has_later(ed_visits.c.arrived_on, older)


READS = ("ed_visits", "ed_coverage", "sessions")
FOLLOW_UP = Facts(fact_ed_follow_up, derive, "follow-up of emergency visits", READS, due=_due)
