"""days_missed, employed, housed: what the first and the last report of a stay say, of the same people."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, func

from metrics.cohort import Cohort
from metrics.continuity.daily_life_facts import WINDOW, fact_daily_life
from metrics.continuity.discharges import not_over, of_discharges, over, waiting
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, Rule, listed
from metrics.proportions import mean, proportion
from metrics.query import Source, answer, by_group, total
from metrics.result import Row

FIRST, LAST = fact_daily_life.c.first_answer, fact_daily_life.c.last_answer
CHANGE = LAST - FIRST
NET_CHANGE = {"statistic": "net_change"}
REPORTED_TWICE = {"statistic": "reported_twice"}


def _source(item: str, cohort: Cohort) -> Source:
    return of_discharges(cohort, fact_daily_life, True, fact_daily_life.c.item == item)


def _sums(as_of: date, *columns: ColumnElement) -> list[ColumnElement]:
    """Discharges, windows over, those with both reports; then sums of columns over these."""
    due = over(WINDOW, as_of)
    both = and_(due, LAST.is_not(None))
    return [func.count(), total(due), total(both), *(_sum(both, column) for column in columns)]


def _sum(both: ColumnElement, column: ColumnElement) -> ColumnElement:
    return func.coalesce(func.sum(column).filter(both), 0)


def _completeness(n: int, due: int, both: int) -> Iterable[Row]:
    yield proportion(REPORTED_TWICE, both, due)
    yield waiting({}, due, n)


def days_missed(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Mean change, last less first, with Student's interval; the means of both."""
    columns = [column for one in (CHANGE, FIRST, LAST) for column in (one, one * one)]
    found = by_group(connection, cohort, _source("days_missed", cohort), *_sums(as_of, *columns))
    return answer(cohort, found, lambda rows: _means([int(x) for x in rows[0]]), [(0,) * 9])


def _means(sums: list[int]) -> Iterable[Row]:
    n, due, both, *moments = sums
    for part, place in (({}, 0), ({"at": "first"}, 2), ({"at": "last"}, 4)):
        yield mean(part, both, *moments[place : place + 2])
    yield from _completeness(n, due, both)


def yes_or_no(item: str, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The share at the first and at the last report of the same people, who gained it and who lost it."""
    columns = _sums(as_of, FIRST, LAST, LAST * (1 - FIRST), FIRST * (1 - LAST))
    found = by_group(connection, cohort, _source(item, cohort), *columns)
    return answer(cohort, found, lambda rows: _shares([int(x) for x in rows[0]]), [(0,) * 7])


def _shares(sums: list[int]) -> Iterable[Row]:
    n, due, both, first, last, gained, lost = sums
    for part, k in (
        ({"at": "last"}, last),
        ({"at": "first"}, first),
        ({"change": "gained"}, gained),
        ({"change": "lost"}, lost),
    ):
        yield proportion(part, k, both)
    # Of the differences 1, 0 and -1: their sum, and the sum of their squares.
    yield mean(NET_CHANGE, both, gained - lost, gained + lost)
    yield from _completeness(n, due, both)


def _reported(as_of: date) -> list[Rule]:
    return [
        not_over(WINDOW, as_of),
        (FIRST.is_(None), EXCLUDED, "No report"),
        (LAST.is_(None), EXCLUDED, "One report only"),
    ]


def who_missed(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge: the numerator is the days missed at the last report, the denominator those at the first."""
    rules = [
        *_reported(as_of),
        (CHANGE < 0, COUNTED, "Fewer days missed at the last report"),
        (CHANGE > 0, COUNTED, "More days missed at the last report"),
    ]
    return listed(_source("days_missed", cohort), rules, LAST, FIRST, (COUNTED, "As many days missed"))


def who_reported(item: str, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge: what the first and the last report said."""
    rules = [
        *_reported(as_of),
        (and_(FIRST == 1, LAST == 1), COUNTED, "Yes at both reports"),
        (LAST == 1, COUNTED, "Gained: no at the first report, yes at the last"),
        (FIRST == 1, NOT_COUNTED, "Lost: yes at the first report, no at the last"),
    ]
    return listed(_source(item, cohort), rules, None, None, (NOT_COUNTED, "No at both reports"))
