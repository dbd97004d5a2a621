"""Adding facts up: the shapes of SELECT that the families share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, select, union_all

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.halves import add_up
from metrics.result import Row

Moments = Mapping[str, int]


@dataclass(frozen=True)
class Source:
    """Facts joined to their episodes, the conditions of a cohort on them, and the month they count in.

    `single`: an episode has at most one row in a group, so that a lone episode needs no adding up.
    """

    table: FromClause
    month: ColumnElement
    conditions: tuple[ColumnElement, ...]
    single: bool = True
    facts: FromClause | None = None


def joined(facts: FromClause, outer: bool = False, *also: ColumnElement) -> FromClause:
    """The episodes beside one family's facts; `also` narrows the facts, not the episodes."""
    same = and_(facts.c.client_no == fact_episode.c.client_no, facts.c.episode_no == fact_episode.c.episode_no, *also)
    return fact_episode.join(facts, same, isouter=outer)


def admissions(cohort: Cohort, facts: FromClause | None = None, outer: bool = False, *also: ColumnElement) -> Source:
    """Episodes placed in the period by their admission, alone or beside a family's facts."""
    table = fact_episode if facts is None else joined(facts, outer, *also)
    month = fact_episode.c.admitted_month
    return Source(table, month, (*cohort.people(), *cohort.dated(fact_episode.c.admitted_day, month)), True, facts)


def narrowed(source: Source, *conditions: ColumnElement) -> Source:
    """The same source under further conditions."""
    return replace(source, conditions=(*source.conditions, *conditions))


def discharges(cohort: Cohort) -> Source:
    """Discharged episodes placed in the period by their discharge."""
    day, month = fact_episode.c.discharged_day, fact_episode.c.discharged_month
    return Source(fact_episode, month, (day.is_not(None), *cohort.people(), *cohort.dated(day, month)))


def left_with(cohort: Cohort, facts: FromClause) -> Source:
    """Discharges beside one family's facts, those without any too."""
    return replace(discharges(cohort), table=joined(facts, True), facts=facts)


def total(condition: ColumnElement) -> ColumnElement:
    """How many rows meet the condition; rows where it is unknown do not."""
    return func.count().filter(condition)


def by_group(connection: Connection, cohort: Cohort, source: Source, *columns: ColumnElement, also=()) -> dict:
    """{group key: [rows]} of aggregates; `also` are further labelled columns to group by, before the aggregates."""
    keys = [*cohort.groups(source.month), *also]

    def build(half: tuple[ColumnElement, ...]) -> Select:
        query = select(*keys, *columns).select_from(source.table).where(*source.conditions, *half)
        return query.group_by(*keys) if keys else query

    return _by_key(add_up(connection, build, len(keys)), len(cohort.by))


def _by_key(rows: list[tuple], width: int) -> dict[tuple, list[tuple]]:
    """Rows under their first `width` columns, which are cut off."""
    found: dict[tuple, list[tuple]] = {}
    for row in rows:
        found.setdefault(row[:width], []).append(row[width:])
    return found


def answer(cohort: Cohort, found: Mapping[tuple, object], make: Callable[[object], Iterable[Row]], empty) -> list[Row]:
    """The rows of every group; without groups and without data, those of `empty`."""
    if not found and not cohort.by:
        found = {(): empty}
    return [row.within(**cohort.named(key)) for key, value in sorted(found.items()) for row in make(value)]


def by_client(cohort: Cohort, source: Source, columns: Mapping[str, ColumnElement]) -> Select:
    """One row for each client and group: the client is the cluster."""
    groups = cohort.groups(source.month)
    keys = [fact_episode.c.client_no, *groups]
    plain = [column.label(name) for name, column in columns.items()]
    summed = [func.sum(column).label(name) for name, column in columns.items()]
    few = select(*keys, *summed).select_from(source.table).where(*source.conditions).group_by(*keys)
    if not source.single:
        return few
    lone = select(*keys, *plain).select_from(source.table).where(*source.conditions, fact_episode.c.lone == 1)
    return union_all(lone, few.where(fact_episode.c.lone == 0))


def clustered(
    connection: Connection,
    cohort: Cohort,
    source: Source,
    columns: Mapping[str, ColumnElement],
    moments: Iterable[tuple[str, str]],
    present: Iterable[str],
) -> dict[tuple, Moments]:
    """For each group the sums of `columns` over clients, of products of two, and how many clients have any.

    Keys of the moments: "a" (sum), "a*b" (sum of products), "#a" (clients with a > 0).
    """
    moments, present = list(moments), list(present)
    names = [*columns, *(f"{a}*{b}" for a, b in moments), *(f"#{name}" for name in present)]

    def build(half: tuple[ColumnElement, ...]) -> Select:
        inner = by_client(cohort, narrowed(source, *half), columns).subquery("by_client")
        sums = [func.sum(inner.c[name]) for name in columns]
        sums += [func.sum(inner.c[a] * inner.c[b]) for a, b in moments]
        sums += [total(inner.c[name] > 0) for name in present]
        groups = [inner.c[f"by_{name}"] for name in cohort.by]
        query = select(*groups, *sums).select_from(inner)
        return query.group_by(*groups) if groups else query

    rows = add_up(connection, build, len(cohort.by))
    return {row[: len(cohort.by)]: _named(names, row[len(cohort.by) :]) for row in rows}


def _named(names: list[str], values: Iterable) -> Moments:
    return {name: int(value or 0) for name, value in zip(names, values, strict=True)}
