"""group_size: how many people attend one group meeting."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection, Select, case, func

from metrics.attendance.meetings.facts import fact_whole_meeting
from metrics.attendance.meetings.renewal import MEETINGS
from metrics.cohort import Cohort
from metrics.intervals import weighted_median, wilson
from metrics.people import COUNTED, NOT_COUNTED, added_up
from metrics.query import answer, by_group
from metrics.result import Row
from metrics.whole import sums

# SAMHSA TIP 41: groups of more than twelve are too large for treatment.
TOO_MANY = 12
MEDIAN, ABOVE = {"statistic": "median"}, {"statistic": "above_12"}


def group_size(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Median people a meeting, and the share of meetings with more than twelve."""
    source = sums(cohort, MEETINGS, fact_whole_meeting, as_of)
    seats, size = func.sum(source.facts.c.seats), source.facts.c.size
    found = by_group(connection, cohort, source, seats, also=(size,))
    return answer(cohort, found, _sizes, [])


def _sizes(rows: list[tuple]) -> Iterable[Row]:
    """Rows of (size, seats): a meeting of ten is ten seats, of whomever they are."""
    meetings = {int(size): Fraction(int(seats), int(size)) for size, seats in rows}
    n = sum(meetings.values())
    above = sum(count for size, count in meetings.items() if size > TOO_MANY)
    yield Row({}, MEDIAN, None, _number(n), *weighted_median(meetings))
    yield Row({}, ABOVE, _number(above), _number(n), float(above / n), *wilson(above, n)) if n else _none(ABOVE)


def _none(part: dict) -> Row:
    return Row({}, part, 0, 0, None)


def _number(count: Fraction | int) -> int | float:
    """Whole where the meetings are whole."""
    return int(count) if Fraction(count).denominator == 1 else float(count)


def who_met(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every episode with a group meeting in the period: meetings above twelve, of those attended."""
    source = sums(cohort, MEETINGS, fact_whole_meeting, as_of)
    seats = source.facts.c.seats
    above = case((source.facts.c.size > TOO_MANY, seats), else_=0)
    rules = [(func.sum(above) > 0, COUNTED, f"Sat in a group of more than {TOO_MANY}")]
    small = (NOT_COUNTED, f"Sat in groups of {TOO_MANY} or fewer only")
    return added_up(source, rules, above, seats, otherwise=small)
