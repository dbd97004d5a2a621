"""Merging a stage into its records: which rows are new, changed or unchanged, and the new and changed ones in."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Select, Table, case, func, insert, or_, select, update

from intake.key import key_of
from intake.stage import CHANGED, NEW, UNCHANGED, Staged


def mark(connection: Connection, staged: Staged) -> dict[int, int]:
    """Give each staged row its fate, and count them: {NEW: n, CHANGED: n, UNCHANGED: n}.

    Only columns that the file brings are compared: what it does not bring stays as it is known.
    """
    stage, table, key = staged.stage, staged.table, key_of(staged.table)
    names = [name for name in staged.names if name != key.name]
    differs = or_(*(stage.c[name].is_distinct_from(table.c[name]) for name in names)) if names else False
    fate = case((differs, CHANGED), else_=UNCHANGED) if names else UNCHANGED
    if connection.scalar(select(key).limit(1)) is not None:
        connection.execute(update(stage).values(fate=fate).where(staged.key == key))
    found = connection.execute(select(stage.c.fate, func.count()).group_by(stage.c.fate))
    return {NEW: 0, CHANGED: 0, UNCHANGED: 0} | dict(found.all())


def merge(connection: Connection, staged: Staged, fates: dict[int, int]) -> None:
    """Write the new and the changed rows of a marked stage."""
    if fates[CHANGED]:
        _change(connection, staged)
    if fates[NEW]:
        _add(connection, staged)


def _change(connection: Connection, staged: Staged) -> None:
    key = key_of(staged.table)
    values = {name: staged.stage.c[name] for name in staged.names if name != key.name}
    same = staged.key == key
    connection.execute(update(staged.table).values(values).where(same, staged.stage.c.fate == CHANGED))


def _add(connection: Connection, staged: Staged) -> None:
    names, rows = [*staged.names], _new_rows(staged)
    for column in staged.table.columns:
        if column.info.get("given") and not column.primary_key:
            names.append(column.name)
            rows = rows.add_columns(_next_numbers(connection, staged, column))
    with _indexed_afterwards(connection, staged.table):
        connection.execute(insert(staged.table).from_select(names, rows.order_by(*_together(staged))))


def _together(staged: Staged) -> list[Column]:
    """The order in which rows are written: those of one episode or client beside each other, as they are read."""
    owners = [staged.stage.c[c.name] for c in staged.table.columns if c.foreign_keys]
    return [*owners[:1], staged.key]


@contextmanager
def _indexed_afterwards(connection: Connection, table: Table) -> Iterator[None]:
    """For the first rows of a table its indexes are made at the end, which is quicker than row by row."""
    first = connection.scalar(select(key_of(table)).limit(1)) is None
    for index in table.indexes if first else ():
        index.drop(connection)
    yield
    for index in table.indexes if first else ():
        index.create(connection)


def _new_rows(staged: Staged) -> Select:
    return select(*(staged.stage.c[name] for name in staged.names)).where(staged.stage.c.fate == NEW)


def _next_numbers(connection: Connection, staged: Staged, column: Column):
    """Numbers that follow the greatest one ever given; records are never deleted, so none is given twice."""
    last = connection.scalar(select(func.max(column))) or 0
    return last + func.row_number().over(order_by=staged.key)
