"""Facts dated by their own month (sessions, screens): whole months from the facts, the rest of a period exactly.

A period may begin or end inside a month. Its whole months come from the facts; for the days at its edges
the same derivation runs over the records of just those days.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import CTE, ColumnElement, Connection, Select, select, union_all

from metrics.cohort import Cohort
from metrics.episodes import chosen, of_clients
from metrics.facts import Facts
from metrics.query import Source, joined
from metrics.renewal import in_span, of_spans, replace
from metrics.touched import lay_spans

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class MonthlyFacts(Facts):
    """Facts with a `month`; `rows(chosen, first, last)` selects them for records of these days.

    `slack`: a row's month is that of a day at most so many days behind the days of its records.
    """

    rows: Callable[[CTE, date | None, date | None], Select] | None = None
    slack: int = 0


def monthly(table, rows, words: str, reads: tuple[str, ...], due=None, renew=None, slack=0) -> MonthlyFacts:
    """Monthly facts whose derivation is `rows` over the episodes of stale clients; `due`, `renew` as in Facts."""

    def derive(as_of: date, mine: Select) -> Select:
        return rows(of_clients(as_of, mine), None, None)

    return MonthlyFacts(table, derive, words, reads, due=due, renew=renew, rows=rows, slack=slack)


def renew_months(connection: Connection, facts: MonthlyFacts, as_of: date, upto: date) -> None:
    """Derive only the months in which records changed; `rows` must take columns of `chosen` as its days."""
    lay_spans(connection, facts.is_stale(), upto, facts.slack)
    mine = of_spans(as_of)
    replace(
        connection,
        facts.table,
        in_span(facts.table.c.month, "month"),
        facts.rows(mine, mine.c.month_first, mine.c.month_last),
    )


def month_of(when: date) -> int:
    return 100 * when.year + when.month


def month_end(when: date) -> date:
    return when.replace(day=monthrange(when.year, when.month)[1])


def own_dated(cohort: Cohort, facts: MonthlyFacts, as_of: date) -> Source:
    """The facts of a cohort whose period speaks of the facts' own dates."""
    first, last, edges = split(cohort.start, cohort.end, as_of)
    whole = facts.table if not edges else _with_edges(cohort, facts, as_of, first, last, edges)
    between = [whole.c.month >= month_of(first)] if first else []
    between += [whole.c.month <= month_of(last)] if last else []
    conditions = (*cohort.people(), *([] if edges else between), *cohort.in_months(whole.c.month))
    return Source(joined(whole), whole.c.month, conditions, "month" in cohort.by, whole)


def split(start: date | None, end: date | None, as_of: date) -> tuple[date | None, date | None, list]:
    """(first day, last day) of the whole months in a period (None: open), and the spans of days left over."""
    start, end = _within(start, end)
    if end and end >= as_of:
        end = None
    starts_whole, ends_whole = not start or start.day == 1, not end or end == month_end(end)
    if starts_whole and ends_whole:
        return start, end, []
    if start and end and month_of(start) == month_of(end):
        return LAST, FIRST, [(start, end)]
    edges = [] if starts_whole else [(start, month_end(start))]
    edges += [] if ends_whole else [(end.replace(day=1), end)]
    first = start if starts_whole else month_end(start) + DAY
    return first, end if ends_whole else end.replace(day=1) - DAY, edges


def _within(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """The same period of records, whose days lie between FIRST and LAST: the calendar's own ends have nothing beyond."""
    return start and min(start, LAST + DAY), end and max(end, FIRST - DAY)


def _with_edges(cohort: Cohort, facts: MonthlyFacts, as_of: date, first, last, edges):
    between: list[ColumnElement] = [facts.table.c.month >= month_of(first)] if first else []
    between += [facts.table.c.month <= month_of(last)] if last else []
    episodes = chosen(as_of, *cohort.people())
    selects = [facts.rows(episodes, *edge) for edge in edges]
    return union_all(select(facts.table).where(*between), *selects).subquery("with_edges")
