"""Medication facts: the longest time without an order of those who came on medication."""

from datetime import date

from sqlalchemy import CTE, Column, Integer, Select, Table, and_, case, func, or_, select

from data.constructs import day_number
from data.tables import episodes, medications
from metrics.continuity.facts import at_discharge, discharged
from metrics.facts import FACTS, Facts, keys

# One row a discharge of somebody on medication at admission. gap: days in a row without an order, the longest time of
# the stay; empty where no order at all is recorded.
fact_medication = Table("fact_medication", FACTS, *keys(), Column("gap", Integer), sqlite_with_rowid=False)


def _orders(left: CTE):
    """Orders up to the discharge, an open one to the discharge; one that ends before it starts covers nothing."""
    start, end = day_number(medications.c.starts_on), day_number(medications.c.ends_on)
    ends = case((or_(end.is_(None), end > left.c.discharged_day), left.c.discharged_day), else_=end)
    valid = or_(end.is_(None), end >= start)
    columns = (left.c.episode_no, left.c.admitted_day, left.c.discharged_day, start.label("starts"), ends.label("ends"))
    query = select(*columns).join_from(left, medications, medications.c.episode_id == left.c.episode_id)
    return query.where(start <= left.c.discharged_day, valid).subquery("orders")


def _with_gaps(left: CTE):
    """The same orders, each with the days not covered between the admission or all earlier orders and its start."""
    orders = _orders(left)
    earlier = {"partition_by": orders.c.episode_no, "order_by": (orders.c.starts, orders.c.ends), "rows": (None, -1)}
    covered = func.max(orders.c.ends).over(**earlier)
    return select(orders, _since(covered, orders, orders.c.starts - 1).label("gap")).subquery("gaps")


def _since(covered, orders, last):
    """Days from the end of what was covered, the admission at the earliest, to `last`."""
    nothing = or_(covered.is_(None), covered < orders.c.admitted_day)
    return case((nothing, last - orders.c.admitted_day + 1), else_=last - covered)


def _longest(left: CTE):
    gaps = _with_gaps(left)
    inside, at_the_end = func.max(gaps.c.gap), func.max(gaps.c.discharged_day) - func.max(gaps.c.ends)
    whole = func.max(gaps.c.discharged_day) - func.max(gaps.c.admitted_day) + 1
    rest = case((at_the_end > whole, whole), else_=at_the_end)
    at_admission = and_(gaps.c.starts <= gaps.c.admitted_day, gaps.c.ends >= gaps.c.admitted_day)
    columns = (
        gaps.c.episode_no,
        case((inside > rest, inside), else_=rest).label("gap"),
        func.max(case((at_admission, 1), else_=0)).label("at_admission"),
    )
    return select(*columns).group_by(gaps.c.episode_no).subquery("longest")


def derive(as_of: date, mine: Select) -> Select:
    """One row a discharge of somebody on medication at admission: by the episode's own field, else by an order."""
    left = discharged(as_of, mine)
    longest, told = _longest(left), episodes.c.medication_at_admission
    on = or_(told != "none", and_(told.is_(None), longest.c.at_admission == 1))
    source = left.join(episodes, episodes.c.episode_id == left.c.episode_id)
    source = source.outerjoin(longest, longest.c.episode_no == left.c.episode_no)
    return select(left.c.client_no, left.c.episode_no, longest.c.gap).select_from(source).where(on)


MEDICATION = Facts(fact_medication, derive, "medication", ("medications",), due=at_discharge)
