"""Attendance facts: sessions of an episode by month and by what became of them, where, of what kind and on which
weekday; how soon the person came, and how often."""

from datetime import date, timedelta

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    exists,
    func,
    select,
    true,
    union,
)

from data.constructs import day_number, month_number
from data.tables import episodes, sessions
from metrics.episodes import UNKNOWN, fact_episode, of_clients
from metrics.facts import FACTS, Facts, keys
from metrics.line import Line
from metrics.monthly import monthly, renew_months
from metrics.query import total
from metrics.renewal import replace
from metrics.touched import lay_spans, spans, touched
from metrics.weeks import DAYS
from metrics.whole import whole

DUE = ("attended", "no_show", "late_cancel", "client_cancel")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# What sessions are told apart by, and the values that each can have.
BREAKDOWNS = {
    "modality": ("in_person", "telehealth", UNKNOWN),
    "kind": ("group", "individual", "family", "medication", "case_management", UNKNOWN),
    "weekday": WEEKDAYS,
}
# 1970-01-01, day 0, was a Thursday.
THURSDAY = WEEKDAYS.index("thursday")
# NCQA HEDIS IET: initiation on the day of the episode or in the 13 days after it; engagement by two more visits
# from the day after the initiation up to 34 days after it.
INITIATED_WITHIN, ENGAGED_WITHIN, VISITS_MORE = 14, 34, 2

fact_attendance = Table(
    "fact_attendance",
    FACTS,
    *keys(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    *(Column(status, Integer, nullable=False) for status in DUE),
    sqlite_with_rowid=False,
)


def counted(by: str, value: str, what: str) -> str:
    """The column that holds how many sessions of this value were `attended` or `due`."""
    return f"{by}_{value}_{what}"


CELLS = [(by, value, what) for by, values in BREAKDOWNS.items() for value in values for what in ("attended", "due")]

fact_session_part = Table(
    "fact_session_part",
    FACTS,
    *keys(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    *(Column(counted(*cell), Integer, nullable=False) for cell in CELLS),
    sqlite_with_rowid=False,
)

# The whole of an episode: sessions kept and due, family sessions attended, and attended ones of no recorded kind.
fact_turnout = Table(
    "fact_turnout",
    FACTS,
    *keys(),
    *(Column(name, Integer, nullable=False) for name in ("attended", "due", "family", "kind_unknown")),
    sqlite_with_rowid=False,
)

# `first`: days from admission to the first attended session; `more`: sessions attended in the 34 days after it.
fact_engagement = Table(
    "fact_engagement",
    FACTS,
    *keys(),
    Column("first", Integer, nullable=False),
    Column("more", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def in_program(chosen: CTE) -> ColumnElement:
    """Sessions of an episode from admission to its last day in program."""
    inside = sessions.c.scheduled_on.between(chosen.c.admitted_on, chosen.c.last_on)
    return and_(sessions.c.episode_id == chosen.c.episode_id, inside)


def between(column: ColumnElement, first, last) -> list[ColumnElement]:
    """Conditions that a column lies from first to last, either of which may be open (None)."""
    return ([] if first is None else [column >= first]) + ([] if last is None else [column <= last])


def _by_month(chosen: CTE, counts: list[ColumnElement], first: date | None, last: date | None) -> Select:
    by = (chosen.c.client_no, chosen.c.episode_no, month_number(sessions.c.scheduled_on))
    found = select(*by, *counts).join_from(chosen, sessions, in_program(chosen))
    return found.where(*between(sessions.c.scheduled_on, first, last)).group_by(*by)


def rows(chosen: CTE, first: date | None, last: date | None) -> Select:
    """Sessions from admission to the last day in program, dated by session; program cancellations, excused
    and scheduled ones do not count (measures: attendance_rate)."""
    return _by_month(chosen, [total(sessions.c.status == status) for status in DUE], first, last)


def parts(chosen: CTE, first: date | None, last: date | None) -> Select:
    """The same sessions by modality, kind and weekday."""
    found = _told_apart(chosen, first, last)
    kept = {"attended": found.c.status == "attended", "due": true()}
    is_ = {(by, value): found.c[by] == value for by in ("modality", "kind") for value in BREAKDOWNS[by]}
    is_ |= {("weekday", name): found.c.weekday == place for place, name in enumerate(WEEKDAYS)}
    by = (found.c.client_no, found.c.episode_no, found.c.month)
    return select(*by, *(total(and_(is_[by, value], kept[what])) for by, value, what in CELLS)).group_by(*by)


def _told_apart(chosen: CTE, first: date | None, last: date | None):
    """The sessions due, one by one. The offset keeps engines from working the weekday out once for every column."""
    on = sessions.c.scheduled_on
    columns = (
        chosen.c.client_no,
        chosen.c.episode_no,
        month_number(on).label("month"),
        ((day_number(on) + THURSDAY) % DAYS).label("weekday"),
        *(func.coalesce(sessions.c[by], UNKNOWN).label(by) for by in ("modality", "kind")),
        sessions.c.status,
    )
    found = select(*columns).join_from(chosen, sessions, in_program(chosen)).where(sessions.c.status.in_(DUE))
    return found.where(*between(on, first, last)).offset(0).subquery("told_apart")


def derive_turnout(as_of: date, mine: Select) -> Select:
    """One row an episode with any session, from its months."""
    part = fact_session_part.c
    of_all = {
        what: sum(part[counted("modality", m, what)] for m in BREAKDOWNS["modality"]) for what in ("attended", "due")
    }
    named = (part[counted("kind", "family", "attended")], part[counted("kind", UNKNOWN, "attended")])
    by = (part.client_no, part.episode_no)
    sums = [func.sum(column) for column in (*of_all.values(), *named)]
    return select(*by, *sums).where(part.client_no.in_(mine)).group_by(*by)


def derive_engagement(as_of: date, mine: Select) -> Select:
    """One row for each episode with a session attended in its first 14 days."""
    chosen, attended = of_clients(as_of, mine), sessions.c.status == "attended"
    day = day_number(sessions.c.scheduled_on)
    by = (chosen.c.client_no, chosen.c.episode_no, chosen.c.episode_id, chosen.c.admitted_day, chosen.c.last_on)
    soon = day < chosen.c.admitted_day + INITIATED_WITHIN
    start = select(*by, func.min(day).label("start"), func.min(sessions.c.scheduled_on).label("started_on"))
    start = start.join_from(chosen, sessions, in_program(chosen)).where(attended, soon).group_by(*by).cte("started")
    later = and_(sessions.c.episode_id == start.c.episode_id, attended, sessions.c.scheduled_on > start.c.started_on)
    later = and_(later, sessions.c.scheduled_on <= start.c.last_on, day <= start.c.start + ENGAGED_WITHIN)
    by = (start.c.client_no, start.c.episode_no, start.c.start - start.c.admitted_day)
    found = select(*by, func.count(sessions.c.scheduled_on)).outerjoin_from(start, sessions, later)
    return found.group_by(start.c.client_no, start.c.episode_no, start.c.start, start.c.admitted_day)


def held(older: date, newer: date) -> ColumnElement:
    """A session has a day between the two last days."""
    later = sessions.c.scheduled_on.between(older + timedelta(days=1), newer)
    return exists().where(sessions.c.episode_id == episodes.c.episode_id, later)


def _soon(older: date, newer: date) -> ColumnElement:
    """A session that can make engagement."""
    since = episodes.c.admitted_on > older - timedelta(days=INITIATED_WITHIN + ENGAGED_WITHIN)
    return and_(since, held(older, newer))


def renew_engagement(connection: Connection, facts: Facts, as_of: date, upto: date) -> None:
    """Derive those anew whose sessions changed while they can make engagement, or whose episodes did."""
    lay_spans(connection, touched.c.source.in_(facts.reads), upto)
    admitted = fact_episode.c.admitted_day
    same = fact_episode.c.client_no == spans.c.client_no
    soon = admitted.between(spans.c.first - INITIATED_WITHIN - ENGAGED_WITHIN, spans.c.last)
    others = select(touched.c.client_no).where(facts.is_stale(), touched.c.source.not_in(facts.reads))
    mine = union(select(spans.c.client_no).join(fact_episode, and_(same, soon)), others)
    replace(connection, facts.table, facts.table.c.client_no.in_(mine), facts.derive(as_of, mine))


ATTENDANCE = monthly(fact_attendance, rows, "attendance", ("sessions",), held, renew_months)
# The numbers beside their line are for a process that has not loaded what reads lines.
WHOLE_ATTENDANCE = whole(
    "fact_whole_attendance",
    ATTENDANCE,
    Line(DUE, 4),
    "attendance in all",
    *(Column(status, Integer, nullable=False) for status in DUE),
)
PARTS = monthly(fact_session_part, parts, "attendance by modality, kind and weekday", ("sessions",), held, renew_months)
# A table for each breakdown: what is asked of the whole time reads little.
WHOLE = {
    by: whole(
        f"fact_whole_{by}",
        PARTS,
        Line(tuple(counted(*cell) for cell in CELLS if cell[0] == by), 4),
        f"attendance by {by}",
    )
    for by in BREAKDOWNS
}
TURNOUT = Facts(fact_turnout, derive_turnout, "turnout", ("sessions",), due=held)
ENGAGEMENT = Facts(fact_engagement, derive_engagement, "engagement", ("sessions",), due=_soon, renew=renew_engagement)
