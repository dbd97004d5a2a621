"""Facts of use around discharge: what the last month in the program showed, and what came after.

After discharge, one column for each day that is asked for: the day of the first positive up to it; 0 where there was
none and a result from that day on, while its window lasted; null where neither is known. `course` is what the first
version of the measure is counted from: 2 · t + 1 where the first positive came t days after discharge, 2 · t where the
last result without one did.
"""

from datetime import date, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from data.constructs import day_number
from data.tables import episodes, substance_use
from metrics.episodes import of_clients
from metrics.facts import FACTS, Facts, has_later, keys
from metrics.query import total
from metrics.relapse.facts import counts

LAST_DAYS = 30
DAYS_AFTER = (30, 90, 180)
# A follow-up may be late, but not early: before its day nothing tells of the days still to come. SAMHSA's GPRA follow-up
# may come up to two months late (https://ohiososevaluation.org/grpa-admin/follow-interview); a month is this product's
# own choice.
LATE_DAYS = 30
FOLLOWED_DAYS = DAYS_AFTER[-1] + LATE_DAYS
KNOWN = ("positive", "negative")
# The last month in one letter: a positive; negatives alone; negatives and gaps; gaps alone.
USED, CLEAN, GAPS, UNKNOWN = "+", "-", "~", "o"

fact_last_month = Table(
    "fact_last_month", FACTS, *keys(), Column("word", String(1), nullable=False), sqlite_with_rowid=False
)
fact_after = Table(
    "fact_after",
    FACTS,
    *keys(),
    *(Column(f"by_{day}", Integer) for day in DAYS_AFTER),
    Column("course", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def last_month(as_of: date, mine: Select) -> Select:
    """One row a stay with anything recorded in its last 30 days in the program, the day of discharge among them.

    A stay that goes on is read up to the last day of the data.
    """
    left, result = of_clients(as_of, mine), substance_use.c.result
    positive, negative = (total(result == word) > 0 for word in KNOWN)
    gap = total(result.not_in(KNOWN)) > 0
    word = case((positive, USED), (and_(negative, gap), GAPS), (negative, CLEAN), else_=UNKNOWN)
    inside = substance_use.c.observed_on.between(left.c.admitted_on, left.c.last_on)
    late = day_number(substance_use.c.observed_on) > left.c.last_day - LAST_DAYS
    found = left.join(substance_use, and_(substance_use.c.episode_id == left.c.episode_id, inside, late, counts()))
    by = (left.c.client_no, left.c.episode_no)
    return select(*by, word).select_from(found).group_by(*by)


def after(as_of: date, mine: Select) -> Select:
    """One row a discharge after which the client had any result, in whichever episode, within seven months."""
    left, stay, result = of_clients(as_of, mine), episodes.alias("stay"), substance_use.c.result
    day = day_number(substance_use.c.observed_on) - left.c.discharged_day
    first = func.min(case((result == "positive", day)))
    columns = [*(_known(asked, day, first) for asked in DAYS_AFTER), func.coalesce(2 * first + 1, 2 * func.max(day))]
    found = left.join(stay, stay.c.client_id == left.c.client_id)
    found = found.join(substance_use, substance_use.c.episode_id == stay.c.episode_id)
    seen = and_(substance_use.c.observed_on > left.c.last_on, substance_use.c.observed_on <= literal(as_of, Date))
    by = (left.c.client_no, left.c.episode_no)
    conditions = (left.c.discharged_day.is_not(None), seen, day <= FOLLOWED_DAYS, result.in_(KNOWN), counts())
    return select(*by, *columns).select_from(found).where(*conditions).group_by(*by)


def _known(asked: int, day: ColumnElement, first: ColumnElement) -> ColumnElement:
    """What is known by the day asked for, of results `day` days after discharge, the first positive on `first`."""
    return case((first <= asked, first), (total(day.between(asked, asked + LATE_DAYS)) > 0, 0))


def _in_the_last_days(older: date, newer: date) -> ColumnElement:
    """Still in the program after the older last day, and something was observed in its last days or since."""
    there = or_(episodes.c.discharged_on.is_(None), episodes.c.discharged_on > older)
    return and_(there, has_later(substance_use.c.observed_on, older - timedelta(days=LAST_DAYS)))


def _observed(older: date, newer: date) -> ColumnElement:
    return has_later(substance_use.c.observed_on, older)


LAST_MONTH = Facts(fact_last_month, last_month, "use in the last month", ("substance_use",), due=_in_the_last_days)
AFTER = Facts(fact_after, after, "use after discharge", ("substance_use",), FOLLOWED_DAYS, _observed)
