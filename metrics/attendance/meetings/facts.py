"""Facts of group meetings: for each episode how many meetings it attended of every size.

A meeting is what shares program, group_id and date. Its size depends on other people's records, so a change of
one client makes the facts of all stale who were in the same program at the time.
"""

from datetime import date

from sqlalchemy import CTE, Column, Integer, Select, Table, and_, func, select, union_all

from data.constructs import month_number
from data.tables import IdType, clients, episodes, sessions
from metrics.attendance.facts import between
from metrics.episodes import fact_episode
from metrics.facts import FACTS, Facts, keys
from metrics.monthly import monthly

# A month after all others: an open episode may still attend.
NO_END = 999912

fact_meeting = Table(
    "fact_meeting",
    FACTS,
    *keys(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("seats", Integer, nullable=False),
    Column("program", IdType, nullable=False),
    sqlite_with_rowid=False,
)

fact_whole_meeting = Table(
    "fact_whole_meeting",
    FACTS,
    *keys(),
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("seats", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def _spans(chosen: CTE):
    """For each program of these episodes the days on which any of them was there."""
    own = chosen.join(episodes, episodes.c.episode_id == chosen.c.episode_id)
    days = (func.min(chosen.c.admitted_on).label("first"), func.max(chosen.c.last_on).label("last"))
    return select(episodes.c.program_id, *days).select_from(own).group_by(episodes.c.program_id).subquery("spans")


def _seats(chosen: CTE, first: date | None, last: date | None):
    """Who sat in each meeting of those days, in their episode: a person has one seat, of the greatest episode_id."""
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
    sat = (sessions.c.status == "attended", sessions.c.kind == "group", sessions.c.group_id.is_not(None))
    meeting = (episodes.c.program_id, sessions.c.group_id, on)
    found = select(*meeting, func.max(episodes.c.episode_id).label("episode_id"))
    found = found.select_from(spans.join(episodes, overlaps).join(sessions, inside))
    return found.where(*sat, *between(on, first, last)).group_by(*meeting, episodes.c.client_id).subquery("seats")


def rows(chosen: CTE, first: date | None, last: date | None) -> Select:
    """Meetings attended in program by month and size, everyone's seats counted in the size."""
    seats = _seats(chosen, first, last)
    meeting = (seats.c.program_id, seats.c.group_id, seats.c.scheduled_on)
    sized = select(seats, func.count().over(partition_by=meeting).label("size")).subquery("sized")
    by = (clients.c.client_no, episodes.c.episode_no, month_number(sized.c.scheduled_on), sized.c.size)
    found = select(*by, func.count(), sized.c.program_id).select_from(sized)
    found = found.join(episodes, episodes.c.episode_id == sized.c.episode_id)
    found = found.join(clients, clients.c.client_id == episodes.c.client_id)
    mine = episodes.c.episode_no.in_(select(chosen.c.episode_no))
    return found.where(mine).group_by(*by, sized.c.program_id)


def beside(mine: Select) -> Select:
    """Everyone who was in a program while these clients were, as their records and their facts have it."""
    old, new = fact_meeting.c, fact_episode.c
    before = select(old.program, old.month.label("first"), old.month.label("last")).where(old.client_no.in_(mine))
    ends = func.coalesce(new.discharged_month, NO_END)
    now = select(new.program, new.admitted_month, ends).where(new.client_no.in_(mine))
    every = union_all(before, now).subquery("every")
    spans = select(every.c.program, func.min(every.c.first).label("first"), func.max(every.c.last).label("last"))
    spans = spans.group_by(every.c.program).subquery("spans")
    near = and_(new.program == spans.c.program, new.admitted_month <= spans.c.last, ends >= spans.c.first)
    return select(new.client_no).join_from(fact_episode, spans, near).distinct()


def derive_whole(as_of: date, mine: Select) -> Select:
    """All months of an episode together."""
    by = (fact_meeting.c.client_no, fact_meeting.c.episode_no, fact_meeting.c.size)
    return select(*by, func.sum(fact_meeting.c.seats)).where(by[0].in_(mine)).group_by(*by)


MEETINGS = monthly(fact_meeting, rows, "group meetings", ("sessions",), beside=beside)
WHOLE_MEETINGS = Facts(fact_whole_meeting, derive_whole, "meetings of whole episodes", ("sessions", fact_meeting.name))
