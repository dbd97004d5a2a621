"""Attendance facts: sessions of an episode by month and by what became of them."""

from datetime import date

from sqlalchemy import CTE, Column, Integer, Select, Table, and_, select

from data.constructs import month_number
from data.tables import sessions
from metrics.facts import FACTS, keys
from metrics.monthly import monthly
from metrics.query import total

DUE = ("attended", "no_show", "late_cancel", "client_cancel")

fact_attendance = Table(
    "fact_attendance",
    FACTS,
    *keys(),
    Column("month", Integer, primary_key=True, autoincrement=False),
    *(Column(status, Integer, nullable=False) for status in DUE),
    sqlite_with_rowid=False,
)


def rows(chosen: CTE, first: date | None, last: date | None) -> Select:
    """Sessions from admission to the last day in program, dated by session; program cancellations, excused
    and scheduled ones do not count (measures: attendance_rate)."""
    month = month_number(sessions.c.scheduled_on)
    on = and_(
        sessions.c.episode_id == chosen.c.episode_id,
        sessions.c.scheduled_on.between(chosen.c.admitted_on, chosen.c.last_on),
    )
    keys_ = (chosen.c.client_no, chosen.c.episode_no, month)
    counts = [total(sessions.c.status == status) for status in DUE]
    conditions = [sessions.c.scheduled_on >= first] if first else []
    conditions += [sessions.c.scheduled_on <= last] if last else []
    return select(*keys_, *counts).join_from(chosen, sessions, on).where(*conditions).group_by(*keys_)


ATTENDANCE = monthly(fact_attendance, rows, "attendance", ("sessions",))
