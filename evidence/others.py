"""What a question reads of the records of those whom nothing concerns: the days at the edges of its period, and whether
their programs have handed in any such rows at all."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, Connection, Date, Table, case, func, or_, select

from data.tables import episodes, record_changes
from evidence.log import Log, rows_of, whole
from metrics.cohort import Cohort
from metrics.monthly import month_end


def others(live: Connection, table: Table, cohort: Cohort, log: Log) -> Iterator:
    """Whole rows of a table: of the edges of the cohort's period, and one of each kind of each program."""
    yield from _at_the_edges(live, table, cohort)
    key = next(iter(table.primary_key))
    yield from rows_of(live, whole(table), key, _one_of_each(live, table, key, log))


def _at_the_edges(live: Connection, table: Table, cohort: Cohort) -> Iterable:
    day = next(column for column in table.columns if isinstance(column.type, Date) and not column.nullable)
    months = [day.between(edge.replace(day=1), month_end(edge)) for edge in (cohort.start, cohort.end) if edge]
    return live.execute(whole(table).where(or_(*months))) if months else ()


def _one_of_each(live: Connection, table: Table, key: Column, log: Log) -> set[str]:
    """For each program one row of every combination of codes and gaps, among the rows that nothing has changed."""
    touched = select(record_changes.c.record_key).where(
        record_changes.c.table_name == table.name, record_changes.c.data_version > log.since
    )
    others = [column for column in table.columns if column is not key and not column.foreign_keys]
    kinds = [column if "codes" in column.info else _missing(column) for column in others if _matters(column)]
    own = table.join(episodes, episodes.c.episode_id == table.c.episode_id)
    query = select(func.min(key)).select_from(own).where(key.not_in(touched))
    return set(live.scalars(query.group_by(episodes.c.program_id, *kinds)))


def _matters(column: Column) -> bool:
    return column.nullable or "codes" in column.info


def _missing(column: Column):
    return case((column.is_(None), 1), else_=0)
