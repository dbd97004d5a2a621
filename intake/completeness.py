"""How many rows of each table fall in a month, and in how many of them each column is filled; kept up by what
an import adds and changes, never counted anew."""

from collections import Counter

from sqlalchemy import ColumnElement, Connection, Date, FromClause, Table, delete, func, insert, literal, select

from data.constructs import month_number
from data.tables import completeness
from intake.header import handed_in
from intake.key import key_of
from intake.stage import CHANGED, NEW, Staged

NO_MONTH = 0
Counts = Counter[tuple[str, int]]  # (column, month) -> rows in which it is filled; column "" -> all rows


def main_date(table: Table) -> str | None:
    """The column that places a table's rows in a month: its first date that every row has."""
    dates = (c.name for c in handed_in(table) if isinstance(c.type, Date) and not c.nullable)
    return next(dates, None)


def counted_columns(table: Table) -> list[str]:
    """All that a program hands in but the row's own id."""
    return [column.name for column in handed_in(table) if not column.primary_key]


def count_new(connection: Connection, staged: Staged) -> Counts:
    """The counts of the new rows of a stage."""
    return _count(connection, staged.table, staged.stage, staged.stage, staged.stage.c.fate == NEW)


def count_changed(connection: Connection, staged: Staged) -> Counts:
    """The counts of the records that a stage changes: as they were before the merge, as they are after it."""
    both = staged.stage.join(staged.table, staged.key == key_of(staged.table))
    return _count(connection, staged.table, staged.table, both, staged.stage.c.fate == CHANGED)


def _count(connection: Connection, table: Table, values: Table, source: FromClause, mine: ColumnElement) -> Counts:
    date, names = main_date(table), counted_columns(table)
    month = month_number(values.c[date]) if date else literal(NO_MONTH)
    filled = [func.count(values.c[name]) for name in names]
    query = select(month.label("month"), func.count(), *filled).select_from(source).where(mine)
    found: Counts = Counter()
    for when, *counts in connection.execute(query.group_by("month")):
        for name, n in zip(["", *names], counts, strict=True):
            found[name, when] += n
    return found


def add(connection: Connection, table: Table, more: Counts, fewer: Counts) -> None:
    """Add what came and take away what went."""
    delta = Counter(more)
    delta.subtract(fewer)
    months = sorted({month for (_, month), n in delta.items() if n})
    if not months:
        return
    mine = (completeness.c.table_name == table.name, completeness.c.month.in_(months))
    for name, month, rows, filled in connection.execute(
        select(completeness.c["column_name", "month", "row_count", "filled"]).where(*mine)
    ).all():
        delta[name, month] += filled
        delta["", month] += rows if name == counted_columns(table)[0] else 0
    connection.execute(delete(completeness).where(*mine))
    _write(connection, table, months, delta)


def _write(connection: Connection, table: Table, months: list[int], counts: Counts) -> None:
    rows = [
        {
            "table_name": table.name,
            "column_name": name,
            "month": month,
            "row_count": counts["", month],
            "filled": counts[name, month],
        }
        for month in months
        for name in counted_columns(table)
        if counts["", month]
    ]
    if rows:
        connection.execute(insert(completeness), rows)
