"""Facts of group meetings: for each episode and day how many meetings it attended of every size.

A meeting is what shares program, group_id and date.
"""

from datetime import date

from sqlalchemy import CTE, Column, ColumnElement, FromClause, Integer, Select, Table, and_, func, select

from data.constructs import day_number, month_number
from data.tables import IdType, clients, episodes, sessions
from metrics.attendance.facts import between
from metrics.facts import FACTS, keys

fact_meeting = Table(
    "fact_meeting",
    FACTS,
    *keys(),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("month", Integer, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("program", IdType, nullable=False),
    sqlite_with_rowid=False,
)


def _spans(chosen: CTE) -> FromClause:
    """For each program of these episodes the days on which any of them was there."""
    own = chosen.join(episodes, episodes.c.episode_id == chosen.c.episode_id)
    days = (func.min(chosen.c.admitted_on).label("first"), func.max(chosen.c.last_on).label("last"))
    return select(episodes.c.program_id, *days).select_from(own).group_by(episodes.c.program_id).subquery("spans")


def _everyone(chosen: CTE) -> FromClause:
    """The sessions of all who were in the same programs then, with their episodes."""
    spans, on = _spans(chosen), sessions.c.scheduled_on
    overlaps = and_(
        episodes.c.program_id == spans.c.program_id,
        episodes.c.admitted_on <= spans.c.last,
        func.coalesce(episodes.c.discharged_on, spans.c.first) >= spans.c.first,
    )
    inside = and_(
        sessions.c.episode_id == episodes.c.episode_id,
        on.between(episodes.c.admitted_on, func.coalesce(episodes.c.discharged_on, on)),
        on.between(spans.c.first, spans.c.last),
    )
    return spans.join(episodes, overlaps).join(sessions, inside)


def rows(chosen: CTE, first: date | None, last: date | None) -> Select:
    """Meetings attended in program by day and size, everyone's seats counted in the size."""
    sized = sizes(_everyone(chosen), episodes, *between(sessions.c.scheduled_on, first, last))
    source = sized.join(episodes, episodes.c.episode_id == sized.c.episode_id)
    source = source.join(clients, clients.c.client_id == episodes.c.client_id)
    mine = episodes.c.episode_no.in_(select(chosen.c.episode_no))
    return by_size(sized, source, clients.c.client_no, episodes.c.episode_no).where(mine)


def sizes(source: FromClause, stays: Table, *conditions: ColumnElement) -> FromClause:
    """Every seat with the size of its meeting, of sessions joined to `stays`: the program, client and episode of each.

    A person has one seat, in the episode of the greatest episode_id.
    """
    sat = (sessions.c.status == "attended", sessions.c.kind == "group", sessions.c.group_id.is_not(None))
    meeting = (stays.c.program_id, sessions.c.group_id, sessions.c.scheduled_on)
    found = select(*meeting, func.max(stays.c.episode_id).label("episode_id")).select_from(source)
    seats = found.where(*sat, *conditions).group_by(*meeting, stays.c.client_id).subquery("seats")
    meeting = (seats.c.program_id, seats.c.group_id, seats.c.scheduled_on)
    return select(seats, func.count().over(partition_by=meeting).label("size")).subquery("sized")


def by_size(sized: FromClause, source: FromClause, client_no: Column, episode_no: Column) -> Select:
    """The rows of `fact_meeting`, of seats joined to the numbers of their episodes."""
    on = sized.c.scheduled_on
    columns = (client_no, episode_no, day_number(on), sized.c.size, month_number(on), func.count(), sized.c.program_id)
    return select(*columns).select_from(source).group_by(client_no, episode_no, on, sized.c.size, sized.c.program_id)
