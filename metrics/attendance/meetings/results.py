"""group_size: how many people attend one group meeting."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection, Select, func

from metrics.attendance.meetings.renewal import MEETINGS
from metrics.attendance.meetings.whole import SIZES, TOO_MANY, WIDTH, above_twelve, fact_whole_meeting
from metrics.cohort import Cohort
from metrics.intervals import wilson
from metrics.medians import weighted_median
from metrics.monthly import own_dated
from metrics.people import COUNTED, NOT_COUNTED, added_up
from metrics.query import answer, by_group
from metrics.result import Row
from metrics.strung import complete, digits_of, joined_up, read
from metrics.whole import all_time, has_period, sums

MEDIAN, ABOVE = {"statistic": "median"}, {"statistic": "above_12"}


def group_size(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Median people a meeting, and the share of meetings with more than twelve."""
    found = None if has_period(cohort, as_of) else _of_all_time(connection, cohort)
    if found is None:
        source = own_dated(cohort, MEETINGS, as_of)
        facts = source.facts.c
        found = by_group(connection, cohort, source, func.sum(facts.seats), also=(facts.size,))
    return answer(cohort, found, _sizes, [])


def _of_all_time(connection: Connection, cohort: Cohort) -> dict | None:
    """Rows of (size, seats) by group; none where an episode has too many meetings for its text."""
    source, facts = all_time(cohort, fact_whole_meeting), fact_whole_meeting.c
    columns = (joined_up(facts.seats), func.count(facts.first_size))
    found = by_group(connection, cohort, source, *columns, also=(facts.first_size,))
    if not all(complete(text, count, SIZES * WIDTH) for rows in found.values() for _, text, count in rows):
        return None
    return {key: [row for first, text, _ in rows for row in _seats(first, text)] for key, rows in found.items()}


def _seats(first_size: int, text: str) -> Iterable[tuple[int, int]]:
    sums = read(digits_of(text, SIZES * WIDTH), 0, SIZES, WIDTH).sum(axis=0)
    return [(first_size + place, int(seats)) for place, seats in enumerate(sums) if seats]


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
    whole = source.facts is fact_whole_meeting
    seats = source.facts.c.attended if whole else source.facts.c.seats
    above = source.facts.c.above if whole else above_twelve(source.facts)
    rules = [(func.sum(above) > 0, COUNTED, f"Sat in a group of more than {TOO_MANY}")]
    small = (NOT_COUNTED, f"Sat in groups of {TOO_MANY} or fewer only")
    return added_up(source, rules, above, seats, otherwise=small)
