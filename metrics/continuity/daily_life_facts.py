"""Daily-life facts: what the first and the last report of a stay said on work and housing."""

from datetime import date

from sqlalchemy import CTE, Column, Integer, Select, String, Table, case, func, literal, select, union_all

from data.constructs import day_number
from data.tables import CODE_LENGTH, functioning
from metrics.continuity.facts import at_discharge, discharged
from metrics.facts import FACTS, Facts, keys

# Days before admission and after discharge in which a report still speaks of the stay, as for scores.
WINDOW = 14
ITEMS = {
    "days_missed": functioning.c.work_school_days_missed_30,
    "employed": functioning.c.employed_or_student,
    "housed": functioning.c.stable_housing,
}

# One row a discharge and item that any report tells; last_answer: of a later day than the first, else empty.
fact_daily_life = Table(
    "fact_daily_life",
    FACTS,
    Column("item", String(CODE_LENGTH), primary_key=True),
    *keys(),
    Column("first_answer", Integer, nullable=False),
    Column("last_answer", Integer),
    sqlite_with_rowid=False,
)


def _answers(left: CTE):
    """Every answer to every item in the window; of two on one day the one with the greater id."""
    day = day_number(functioning.c.reported_on)
    inside = day.between(left.c.admitted_day - WINDOW, left.c.discharged_day + WINDOW)
    columns = (left.c.client_no, left.c.episode_no, day.label("day"), functioning.c.report_id)
    found = [
        select(literal(item).label("item"), *columns, column.label("answer"))
        .join_from(left, functioning, functioning.c.episode_id == left.c.episode_id)
        .where(inside, column.is_not(None))
        for item, column in ITEMS.items()
    ]
    every = union_all(*found).subquery("answers")
    of_a_day = {"partition_by": (every.c.item, every.c.episode_no, every.c.day), "order_by": every.c.report_id.desc()}
    nth = func.row_number().over(**of_a_day).label("nth")
    return select(every, nth).subquery("answers_in_order")


def derive(as_of: date, mine: Select) -> Select:
    """The first and the last answer to each item."""
    every = _answers(discharged(as_of, mine))
    ends = [edge(every.c.day).over(partition_by=(every.c.item, every.c.episode_no)) for edge in (func.min, func.max)]
    days = (one.label(name) for one, name in zip(ends, ("first_day", "last_day"), strict=True))
    found = select(every, *days).where(every.c.nth == 1).subquery("edges")
    first, last = found.c.day == found.c.first_day, found.c.day == found.c.last_day
    by = (found.c.item, found.c.client_no, found.c.episode_no)
    later = func.max(case((last & (found.c.last_day > found.c.first_day), found.c.answer)))
    return select(*by, func.max(case((first, found.c.answer))), later).group_by(*by)


DAILY_LIFE = Facts(fact_daily_life, derive, "daily life", ("functioning",), due=at_discharge)
