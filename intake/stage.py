"""Staging: the good rows of one file in a temporary table, beside the records they will be merged into."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

import pandas as pd
from sqlalchemy import Column, Connection, Date, Index, Integer, MetaData, String, Table
from sqlalchemy.schema import CreateIndex, CreateTable, DropTable

from data.bulk import insert_rows
from intake.check import Checked, Read
from intake.fault import Fault
from intake.header import Header, handed_in
from intake.key import key_of, with_key
from intake.privacy import looks
from intake.refused import Refused

MOST_FAULTS = 100_000
NEW, CHANGED, UNCHANGED = 0, 1, 2
# SQLite keeps a date as ISO text, and the rows come as ISO text.
IsoDate = Date().with_variant(String(10), "sqlite")

Advance = Callable[[int, int], None]


@dataclass
class Staged:
    """One file: its good rows in `stage` by line, with their fate; its bad rows; how many rows it has."""

    header: Header
    stage: Table
    read: int = 0
    repeats: int = 0
    faults: list[Fault] = field(default_factory=list)
    looks: dict[str, list[int]] = field(default_factory=dict)

    def note(self, found: dict[str, list[int]]) -> None:
        """Remember the lines of client ids that look like something they must not be."""
        for what, lines in found.items():
            self.looks.setdefault(what, []).extend(lines)

    @property
    def table(self) -> Table:
        return self.header.table

    @property
    def key(self) -> Column:
        """The column of the stage by which a row is known."""
        return self.stage.c[key_of(self.table).name]

    @property
    def names(self) -> list[str]:
        """The table's columns that the file brings, the key's first."""
        key = key_of(self.table).name
        return [key, *(name for name in self.header.places if name != key)]


def stage_file(connection: Connection, header: Header, found: Iterable[Read], advance: Advance) -> Staged:
    """Stage the good rows of a file that is being read; `advance(bytes, rows)` is told of every block."""
    staged = Staged(header, stage_of(header.table))
    connection.execute(CreateTable(staged.stage))
    for one in found:
        staged.read += one.rows
        staged.faults += one.checked.faults
        refuse_too_many(staged)
        staged.note(looks(one.checked.rows) if header.table.name == "clients" else {})
        _insert(connection, staged, one.checked)
        advance(one.bytes_read, staged.read)
    for index in staged.stage.indexes:
        connection.execute(CreateIndex(index))
    return staged


@cache
def stage_of(table: Table) -> Table:
    """The temporary table beside `table`: its columns, the line of each row and its fate."""
    columns = [Column(c.name, IsoDate if isinstance(c.type, Date) else c.type) for c in _columns(table)]
    name, key = f"stage_{table.name}", key_of(table).name
    return Table(
        name,
        MetaData(),
        Column("line", Integer, primary_key=True, autoincrement=False),
        *columns,
        Column("fate", Integer, nullable=False),
        Index(f"{name}_by_key", key),
        prefixes=["TEMPORARY"],
    )


def _columns(table: Table) -> list[Column]:
    own = handed_in(table)
    return own if key_of(table).name in {c.name for c in own} else [key_of(table), *own]


def refuse_too_many(staged: Staged) -> None:
    """Refuse a file of which more rows are bad than anyone could look through."""
    if len(staged.faults) > MOST_FAULTS:
        first = staged.faults[0]
        raise Refused(
            f"More than {MOST_FAULTS:,} rows of {staged.header.path.name} cannot go in, so nothing was imported. "
            f"The first is line {first.line}: {first.reason}."
        )


def _insert(connection: Connection, staged: Staged, checked: Checked) -> None:
    rows = with_key(staged.table, checked.rows)
    names = ["line", *rows.columns, "fate"]
    lists = [_plain(rows[name]) for name in rows.columns]
    values = zip(rows.index.tolist(), *lists, [NEW] * len(rows), strict=True)
    insert_rows(connection, staged.stage, names, values)


def _plain(values: pd.Series) -> list:
    """Python's own numbers and strings, None where missing."""
    return values.to_numpy(dtype=object, na_value=None).tolist()


def drop(connection: Connection, staged: Iterable[Staged]) -> None:
    for one in staged:
        connection.execute(DropTable(one.stage))
