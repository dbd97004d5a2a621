"""The log of changed records: what an import does to tables that held rows before it, so that it can be undone on paper.

The first rows of a table are one line: they came with that import. Later ones are a line each, those changed with the
values that they had.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, Select, insert, literal, null, select

from data.bulk import insert_rows
from data.tables import episodes, record_changes, state
from intake.key import key_of
from intake.stage import CHANGED, NEW, Staged

FIRST, CAME, WAS_CHANGED = "first", "new", "changed"
COLUMNS = ("data_version", "table_name", "record_key", "kind", "client_id", "before")
AT_ONCE = 10_000


def write(connection: Connection, staged: Staged, fates: Mapping[int, int]) -> None:
    """Before the merge of a marked stage: its lines, in the transaction of the import."""
    if connection.scalar(select(key_of(staged.table)).limit(1)) is None:
        if fates[NEW]:
            _add(connection, [(staged.table.name, "", FIRST, None, None)])
        return
    if fates[CHANGED]:
        _changed(connection, staged)
    if fates[NEW]:
        connection.execute(insert(record_changes).from_select(COLUMNS, _new(connection, staged)))


def _version(connection: Connection) -> int:
    """The number that the data has after this import."""
    return connection.scalar(select(state.c.data_version)) + 1


def _add(connection: Connection, lines: Iterable[tuple]) -> None:
    version = _version(connection)
    insert_rows(connection, record_changes, COLUMNS, [(version, *line) for line in lines])


def _new(connection: Connection, staged: Staged) -> Select:
    head = (literal(_version(connection)), literal(staged.table.name), staged.key, literal(CAME))
    return _owned(staged, *head).add_columns(null()).where(staged.stage.c.fate == NEW).order_by(staged.key)


def _owned(staged: Staged, *columns) -> Select:
    """These columns of the stage, and the client that each row belongs to after the import; nobody's: null."""
    stage = staged.stage
    if "client_id" in stage.c:
        return select(*columns, stage.c.client_id)
    if "episode_id" in stage.c:
        own = stage.join(episodes, episodes.c.episode_id == stage.c.episode_id)
        return select(*columns, episodes.c.client_id).select_from(own)
    return select(*columns, null())


def _changed(connection: Connection, staged: Staged) -> None:
    key, names = key_of(staged.table), staged.names[1:]
    new = [staged.stage.c[name] for name in names]
    old = [staged.table.c[name].label(f"old_{name}") for name in names]
    query = _owned(staged, staged.key, *new, *old).where(staged.stage.c.fate == CHANGED, staged.key == key)
    found = connection.execute(query.order_by(staged.key).execution_options(yield_per=AT_ONCE))
    for rows in found.partitions():
        _add(connection, list(_lines(staged.table.name, names, rows)))


def _lines(table: str, names: list[str], rows: Iterable) -> Iterator[tuple]:
    many = len(names)
    for key, *values in rows:
        pairs = zip(names, values[:many], values[many : 2 * many], strict=True)
        before = {name: _plain(old) for name, new, old in pairs if new != old and _text(new) != _text(old)}
        yield table, key, WAS_CHANGED, values[-1], json.dumps(before)


def _plain(value):
    """A value as JSON holds it: dates as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def _text(value) -> str | None:
    """A stage holds dates as text where the engine does."""
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)
