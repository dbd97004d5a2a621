"""Facts of all days of an episode together: how many meetings it attended of every size, sixteen sizes in a row."""

from datetime import date

from sqlalchemy import Column, ColumnElement, Integer, Select, String, Table, case, false, func, select

from metrics.attendance.meetings.facts import fact_meeting
from metrics.facts import FACTS, Facts, keys
from metrics.strung import fitting

# SAMHSA TIP 41: groups of more than twelve are too large for treatment.
TOO_MANY = 12
SIZES, WIDTH = 16, 4

# `seats`: meetings attended of sixteen sizes from `first_size` on, as `strung` reads them; none where there are too
# many for it. `attended`: all of them; `above`: those of more than twelve.
fact_whole_meeting = Table(
    "fact_whole_meeting",
    FACTS,
    *keys(),
    Column("first_size", Integer, primary_key=True, autoincrement=False),
    Column("seats", String(WIDTH * SIZES)),
    Column("attended", Integer, nullable=False),
    Column("above", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def derive(as_of: date, mine: Select) -> Select:
    own = fact_meeting.c
    by = (own.client_no, own.episode_no, own.size)
    found = select(*by, func.sum(own.seats).label("seats")).where(own.client_no.in_(mine)).group_by(*by)
    return _in_rows(found.subquery("sizes"))


def _in_rows(sizes) -> Select:
    first = sizes.c.size - sizes.c.size % SIZES
    by = (sizes.c.client_no, sizes.c.episode_no, first.label("first_size"))
    seats = [func.max(sizes.c.seats).filter(sizes.c.size % SIZES == place) for place in range(SIZES)]
    above = func.sum(above_twelve(sizes))
    return select(*by, fitting(seats, WIDTH), func.sum(sizes.c.seats), above).group_by(*by)


def above_twelve(facts) -> ColumnElement:
    """Seats in meetings of more than twelve."""
    return case((facts.c.size > TOO_MANY, facts.c.seats), else_=0)


def _by_days(older: date, newer: date) -> ColumnElement:
    """Only where the facts by day have touched a client."""
    return false()


WHOLE_MEETINGS = Facts(fact_whole_meeting, derive, "meetings of whole episodes", (fact_meeting.name,), due=_by_days)
