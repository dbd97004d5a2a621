"""Renewal of the facts of meetings: what one client's records change, changes the sizes of everyone's meetings.

So the days between which anything changed are derived anew for all who were in the same program then.
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
    func,
    literal,
    select,
    true,
    union,
    union_all,
)

from data.constructs import date_of_day
from data.tables import IdType, sessions
from metrics.attendance.facts import held
from metrics.attendance.meetings.facts import by_size, fact_meeting, rows, sizes
from metrics.episodes import UNKNOWN, fact_episode
from metrics.facts import day_of
from metrics.monthly import MonthlyFacts, monthly
from metrics.renewal import replace
from metrics.touched import NEVER, lay_spans, measure, spans, touch

# One row a program: the days between which its meetings may have changed, as numbers and as dates.
stale_programs = Table(
    "stale_programs",
    MetaData(),
    Column("program", IdType, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in ("first_day", "last_day")),
    *(Column(name, Date, nullable=False) for name in ("first", "last")),
    prefixes=["TEMPORARY"],
)

# One row an episode: those of these days on which it was in the program.
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
    """Derive the changed days of the programs anew, for everyone in them."""
    lay_spans(connection, facts.is_stale(), upto)
    _fill(connection, stale_programs, _changed())
    _fill(connection, stale_stays, _there(as_of))
    touch(connection, _seated(), fact_meeting.name)
    replace(connection, fact_meeting, _is_stale(), _meetings())
    touch(connection, _seated(), fact_meeting.name)


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
    return select(found.c.program, first, last, date_of_day(first), date_of_day(last))


def _before() -> Select:
    own = fact_meeting.c
    same = and_(own.client_no == spans.c.client_no, own.day.between(spans.c.first, spans.c.last))
    return select(own.program, spans.c.first, spans.c.last).join_from(spans, fact_meeting, same).distinct()


def _now() -> Select:
    own = fact_episode.c
    first = case((own.admitted_day > spans.c.first, own.admitted_day), else_=spans.c.first)
    last = case((own.discharged_day < spans.c.last, own.discharged_day), else_=spans.c.last)
    found = select(own.program, first, last).join_from(spans, fact_episode, own.client_no == spans.c.client_no)
    return found.where(first <= last)


def _there(as_of: date) -> Select:
    """The stays of everyone in those programs on those days."""
    own, stale, end = fact_episode.c, stale_programs.c, literal(day_of(as_of))
    first = case((own.admitted_day > stale.first_day, own.admitted_day), else_=stale.first_day)
    last = case((stale.last_day < end, stale.last_day), else_=end)
    last = case((own.discharged_day < last, own.discharged_day), else_=last)
    names = ("episode_id", "client_id", "program", "client_no", "episode_no")
    found = select(*(own[name] for name in names), date_of_day(first), date_of_day(last))
    # An expression keeps engines from looking the episodes up program by program (see metrics.episodes).
    same = func.coalesce(own.program, UNKNOWN) == stale.program
    return found.join_from(fact_episode, stale_programs, same).where(first <= last)


def _seated() -> Select:
    """Everyone who has a seat in those meetings, on no days of their own: whoever had one, or has one now, is touched."""
    return select(fact_meeting.c.client_no, *NEVER).where(_is_stale())


def _is_stale() -> ColumnElement:
    """The meetings of these programs and days, of everyone who was there or in `spans`, who may have been before."""
    own, stale = fact_meeting.c, stale_programs.c
    mine = own.client_no.in_(union(*(select(table.c.client_no) for table in (stale_stays, spans))))
    days = own.day.between(stale.first_day, stale.last_day)
    edges = (func.min(stale.first_day), func.max(stale.last_day))
    near = own.day.between(*(select(edge).scalar_subquery() for edge in edges))
    return and_(mine, near, select(stale.program).where(stale.program == own.program, days).exists())


def _meetings() -> Select:
    inside = sessions.c.scheduled_on.between(stale_stays.c.first, stale_stays.c.last)
    source = stale_stays.join(sessions, and_(sessions.c.episode_id == stale_stays.c.episode_id, inside))
    sized = sizes(source, stale_stays)
    source = sized.join(stale_stays, stale_stays.c.episode_id == sized.c.episode_id)
    return by_size(sized, source, stale_stays.c.client_no, stale_stays.c.episode_no)


MEETINGS = monthly(fact_meeting, rows, "group meetings", ("sessions",), held, renew)
