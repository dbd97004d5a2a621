"""Facts dated by their own month, or, where all months are asked for, the same added up once for each episode."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, select

from metrics.cohort import TIME_DIMENSIONS, Cohort
from metrics.episodes import fact_episode
from metrics.facts import FACTS, Facts, keys
from metrics.line import Asked, Line, clustered
from metrics.monthly import MonthlyFacts, own_dated
from metrics.query import Moments, Source, by_group, joined, narrowed
from metrics.query import clustered as clustered_rows


@dataclass(frozen=True)
class WholeFacts(Facts):
    """Monthly facts of an episode added up: numbers in a line, so that little is read."""

    months: MonthlyFacts | None = None
    line: Line | None = None


def whole(name: str, months: MonthlyFacts, line: Line, words: str, *plain: Column) -> WholeFacts:
    """The facts `name` of all months together; `plain` are columns that stand beside the line."""
    table = Table(name, FACTS, *keys(), line.column(), *plain, sqlite_with_rowid=False)
    derive = partial(_derive, months.table, line, tuple(column.name for column in plain))
    return WholeFacts(table, derive, words, months.reads, due=months.due, months=months, line=line)


def _derive(months: Table, line: Line, plain: tuple[str, ...], as_of: date, mine: Select) -> Select:
    found = _months_added_up(months, mine, dict.fromkeys((*line.names, *plain))).subquery("whole")
    return select(*_keys_of(found), line.written(found.c.client_no, found.c), *(found.c[name] for name in plain))


def _months_added_up(months: Table, mine: Select, names: Iterable[str]) -> Select:
    by = _keys_of(months)
    return select(*by, *(func.sum(months.c[name]).label(name) for name in names)).where(by[0].in_(mine)).group_by(*by)


def _keys_of(table) -> tuple[ColumnElement, ColumnElement]:
    return table.c.client_no, table.c.episode_no


def sums(cohort: Cohort, months: MonthlyFacts, whole: Table, as_of: date) -> Source:
    """The months of a cohort's period; `whole` holds the same columns for all time, and is quicker."""
    return own_dated(cohort, months, as_of) if has_period(cohort, as_of) else all_time(cohort, whole)


def by_client(
    connection: Connection, cohort: Cohort, facts: WholeFacts, as_of: date, asked: Asked, *also: ColumnElement
) -> Mapping[tuple, Moments]:
    """For each group what is asked of the sums over clients; `also` are further conditions."""
    found = None
    if not has_period(cohort, as_of):
        source = narrowed(all_time(cohort, facts.table), *also)
        found = clustered(connection, cohort, source, facts.line, asked)
    if found is None:
        source = narrowed(own_dated(cohort, facts.months, as_of), *also)
        found = of_rows(connection, cohort, source, asked)
    return found


def of_rows(connection: Connection, cohort: Cohort, source: Source, asked: Asked) -> dict[tuple, Moments]:
    """The same, added up by the database."""
    columns = asked.columns(source.facts.c)
    found = clustered_rows(connection, cohort, source, columns, asked.moments(), asked.present())
    if not asked.plain:
        return found
    plain = by_group(connection, cohort, source, *(func.sum(source.facts.c[name]) for name in asked.plain))
    none = [(0,) * len(asked.plain)]
    return {key: one | asked.named(plain.get(key, none)[0]) for key, one in found.items()}


def all_time(cohort: Cohort, whole: Table) -> Source:
    return Source(joined(whole), fact_episode.c.admitted_month, tuple(cohort.people()), True, whole)


def has_period(cohort: Cohort, as_of: date) -> bool:
    named = {*cohort.by, *(name for name, _ in cohort.where)} & set(TIME_DIMENSIONS)
    return bool(cohort.start or (cohort.end and cohort.end < as_of) or named)
