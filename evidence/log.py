"""The log of changed records since a version of the data, as it is undone: what came later, and what was changed from what."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Column, Connection, Date, Select, String, Table, cast, select

from data.tables import RECORDS, episodes, record_changes

AT_ONCE = 5_000
TABLES = {table.name: table for table in RECORDS}
OWNERS = select(episodes.c.episode_id, episodes.c.client_id)
FIRST, CAME = "first", "new"


@dataclass(frozen=True)
class Log:
    """What is other than it was after a version of the data, `since`. `emptied`: tables that had no rows then. `came`:
    table -> keys of rows that came later. `before`: table -> key -> the values of columns that were changed since, as
    they were (or as the row first came). `owners`: (table, key) -> clients to whom the row belongs or belonged."""

    since: int
    emptied: frozenset[str] = frozenset()
    came: Mapping[str, set[str]] = field(default_factory=dict)
    before: Mapping[str, dict[str, dict]] = field(default_factory=dict)
    owners: Mapping[tuple[str, str], set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.emptied or self.came or self.before)


def read(connection: Connection, since: int) -> Log:
    """The log after a version of the data, the oldest line of a row first."""
    query = select(record_changes).where(record_changes.c.data_version > since)
    emptied, came, before, owners = set(), {}, {}, {}
    for row in connection.execute(query.order_by(record_changes.c.data_version)):
        table, key = row.table_name, row.record_key
        if row.kind == FIRST:
            emptied.add(table)
        elif row.kind == CAME:
            came.setdefault(table, set()).add(key)
        else:
            values = json.loads(row.before)
            mine = before.setdefault(table, {}).setdefault(key, {})
            mine.update({name: value for name, value in values.items() if name not in mine})
            owners.setdefault((table, key), set()).update(_named(values, "client_id"))
            owners[table, key].update(("episode", one) for one in _named(values, "episode_id"))
        owners.setdefault((table, key), set()).update([row.client_id] if row.client_id else [])
    return Log(since, frozenset(emptied), came, before, _clients(connection, owners))


def _named(values: Mapping, name: str) -> list[str]:
    return [values[name]] if values.get(name) else []


def _clients(connection: Connection, owners: dict) -> dict:
    """The same with clients in the place of episodes."""
    named = {one[1] for found in owners.values() for one in found if isinstance(one, tuple)}
    of = dict(tuple(row) for row in rows_of(connection, OWNERS, episodes.c.episode_id, named))
    return {
        line: {of[one[1]] if isinstance(one, tuple) else one for one in found}
        for line, found in owners.items()
        if found
    }


def plain(value):
    """A value as the log holds it: a day as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def whole(table: Table) -> Select:
    """The rows of a table with their values as the log holds them, made so by the engine."""
    return select(*(cast(one, String(10)) if isinstance(one.type, Date) else one for one in table.columns))


def rows_of(connection: Connection, rows: Select, column: Column, values: Iterable) -> Iterable:
    """Those of the rows of a SELECT that have one of these values in a column."""
    wanted = sorted(values)
    for first in range(0, len(wanted), AT_ONCE):
        yield from connection.execute(rows.where(column.in_(wanted[first : first + AT_ONCE])))
