"""Changed rows as they would stand, what a file brings over what was imported before: held against the rules again."""

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection, Row, Select, or_, select

from intake.aside import set_aside
from intake.check import apart, kinds, rule_faults
from intake.fault import Fault
from intake.key import key_of
from intake.rules import READ_BY
from intake.stage import CHANGED, Staged

AT_ONCE = 10_000
BEFORE = "(with what was imported before)"


def keep_whole(connection: Connection, staged: Staged, fates: dict[int, int]) -> dict[int, int]:
    """Set aside the changed rows of a marked stage that break a rule together with what is known; the new counts.

    Only a file that leaves out columns can have such rows; rows that it brings whole were looked at when read.
    """
    read = READ_BY.get(staged.table.name, ())
    kept = [name for name in read if name not in staged.names]
    if not kept or not fates[CHANGED]:
        return fates
    found = list(_faults(connection, staged, read, kept))
    set_aside(connection, staged, found)
    return fates | {CHANGED: fates[CHANGED] - len(found)}


def _faults(connection: Connection, staged: Staged, read: Sequence[str], kept: list[str]) -> Iterator[Fault]:
    query = _merged(staged, read, kept).execution_options(yield_per=AT_ONCE)
    for rows in connection.execute(query).partitions():
        merged = _frame(staged, read, rows)
        for line, column, reason in apart(merged, rule_faults(staged.table, merged))[1]:
            yield Fault(line, column, f"{reason} {BEFORE}")


def _merged(staged: Staged, read: Sequence[str], kept: list[str]) -> Select:
    """The changed rows for which something is known in the columns that the file does not bring."""
    table, stage = staged.table, staged.stage
    values = [(table if name in kept else stage).c[name] for name in read]
    known = or_(*(table.c[name].is_not(None) for name in kept))
    query = select(stage.c.line, *values).join(table, staged.key == key_of(table))
    return query.where(stage.c.fate == CHANGED, known).order_by(stage.c.line)


def _frame(staged: Staged, read: Sequence[str], rows: Sequence[Row]) -> pd.DataFrame:
    """Rows as a check has them: dates as ISO text, numbers as numbers."""
    lines, *values = zip(*rows, strict=True)
    columns = {name: list(map(_plain, column)) for name, column in zip(read, values, strict=True)}
    types = {name: kinds(staged.table, read).get(name, "str") for name in read}
    frame = {name: pd.Series(columns[name], index=lines, dtype=kind) for name, kind in types.items()}
    return pd.DataFrame(frame)


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
