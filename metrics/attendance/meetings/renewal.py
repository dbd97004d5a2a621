"""Renewal of the facts of meetings: what one client's records change, changes the sizes of everyone's meetings.

So the months in which anything changed are derived anew for all who were in the same program then.
"""

from datetime import date

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    case,
    false,
    func,
    literal,
    select,
    true,
    union_all,
)

from data.constructs import month_first, month_last, month_of_day
from data.tables import IdType, clients, episodes, sessions
from metrics.attendance.facts import held
from metrics.attendance.meetings.facts import by_size, derive_whole, fact_meeting, fact_whole_meeting, rows, sizes
from metrics.episodes import fact_episode
from metrics.facts import Facts
from metrics.monthly import MonthlyFacts, monthly
from metrics.renewal import replace
from metrics.touched import NEVER, lay_spans, measure, spans, touch, touched

# One row a program: the days between which its meetings may have changed, in whole months.
stale_programs = Table(
    "stale_programs",
    MetaData(),
    Column("program", IdType, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in ("first_month", "last_month")),
    *(Column(name, Date, nullable=False) for name in ("first", "last")),
    prefixes=["TEMPORARY"],
)

# One row an episode: the days of those months on which it was in the program.
stale_stays = Table(
    "stale_stays",
    MetaData(),
    Column("episode_id", IdType, primary_key=True),
    *(Column(name, IdType, nullable=False) for name in ("client_id", "program_id")),
    *(Column(name, Integer, nullable=False) for name in ("client_no", "episode_no")),
    *(Column(name, Date, nullable=False) for name in ("first", "last")),
    prefixes=["TEMPORARY"],
)


def renew(connection: Connection, facts: MonthlyFacts, as_of: date, upto: date) -> None:
    """Derive the changed months of the programs anew, for everyone in them."""
    lay_spans(connection, facts.is_stale(), upto)
    _fill(connection, stale_programs, _changed())
    _fill(connection, stale_stays, _there(as_of))
    touch(connection, _beside(), fact_meeting.name)
    replace(connection, fact_meeting, _is_stale(), _meetings())


def _fill(connection: Connection, table: Table, rows: Select) -> None:
    table.create(connection, checkfirst=True)
    replace(connection, table, true(), rows)
    measure(connection, table)


def _changed() -> Select:
    """Where the clients in `spans` were between their days, as the facts of meetings and the episodes have it."""
    every = union_all(_before(), _now()).subquery("every")
    days = [func.min(every.c.first).label("first"), func.max(every.c.last).label("last")]
    found = select(every.c.program, *days).group_by(every.c.program).subquery("found")
    first, last = found.c.first, found.c.last
    return select(found.c.program, month_of_day(first), month_of_day(last), month_first(first), month_last(last))


def _before() -> Select:
    own = fact_meeting.c
    same = and_(own.client_no == spans.c.client_no, own.month.between(spans.c.first_month, spans.c.last_month))
    return select(own.program, spans.c.first, spans.c.last).join_from(spans, fact_meeting, same).distinct()


def _now() -> Select:
    own = fact_episode.c
    first = case((own.admitted_day > spans.c.first, own.admitted_day), else_=spans.c.first)
    last = case((own.discharged_day < spans.c.last, own.discharged_day), else_=spans.c.last)
    found = select(own.program, first, last).join_from(spans, fact_episode, own.client_no == spans.c.client_no)
    return found.where(first <= last)


def _there(as_of: date) -> Select:
    """The stays of everyone in those programs in those months."""
    own, stale, end = episodes.c, stale_programs.c, literal(as_of, Date)
    first = case((own.admitted_on > stale.first, own.admitted_on), else_=stale.first)
    last = case((stale.last < end, stale.last), else_=end)
    last = case((own.discharged_on < last, own.discharged_on), else_=last)
    found = select(
        own.episode_id, own.client_id, own.program_id, clients.c.client_no, own.episode_no, first, last
    ).join_from(stale_programs, episodes, own.program_id == stale.program)
    there = and_(own.admitted_on <= stale.last, func.coalesce(own.discharged_on, stale.first) >= stale.first)
    return found.join(clients, clients.c.client_id == own.client_id).where(there, first <= last)


def _beside() -> Select:
    """Everyone who was there, and the clients in `spans`, who may have been before; on no days of their own."""
    return union_all(*(select(table.c.client_no, *NEVER) for table in (stale_stays, spans)))


def _is_stale() -> ColumnElement:
    own, stale = fact_meeting.c, stale_programs.c
    mine = own.client_no.in_(select(touched.c.client_no).where(touched.c.source == fact_meeting.name))
    months = own.month.between(stale.first_month, stale.last_month)
    return and_(mine, select(stale.program).where(stale.program == own.program, months).exists())


def _meetings() -> Select:
    inside = sessions.c.scheduled_on.between(stale_stays.c.first, stale_stays.c.last)
    source = stale_stays.join(sessions, and_(sessions.c.episode_id == stale_stays.c.episode_id, inside))
    sized = sizes(source, stale_stays)
    source = sized.join(stale_stays, stale_stays.c.episode_id == sized.c.episode_id)
    return by_size(sized, source, stale_stays.c.client_no, stale_stays.c.episode_no)


def _by_months(older: date, newer: date) -> ColumnElement:
    """Only where the facts by month have touched a client."""
    return false()


MEETINGS = monthly(fact_meeting, rows, "group meetings", ("sessions",), held, renew)
WHOLE_MEETINGS = Facts(
    fact_whole_meeting, derive_whole, "meetings of whole episodes", (fact_meeting.name,), due=_by_months
)
