"""Who was moved, by which of their records: what came later, and what was changed from what to what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Date, Table, select

from data.tables import episodes
from evidence import log
from evidence.effect import CORRECTED, FURTHER, LATE, UNEXPLAINED, Explained, Moved
from evidence.frozen import Frozen
from evidence.log import OWNERS, TABLES, Log, rows_of
from metrics.scope import down_to_clients, looked

BY_RECORDS = (LATE, CORRECTED, FURTHER, UNEXPLAINED)


@dataclass(frozen=True)
class Record:
    """One record that is other than it was. `values`: (column, before, now) of what was changed; none: it came later.
    `on`: its own day, where it has one."""

    table: str
    key: str
    on: date | None
    values: tuple[tuple[str, object, object], ...] = ()


@dataclass(frozen=True)
class Mover:
    """One episode that a cause moved, and the records behind that."""

    cause: str
    moved: Moved
    records: tuple[Record, ...]


def movers(connection: Connection, own: Connection, packet: Frozen, found: Explained) -> list[Mover]:
    """Everybody whom anything moved, cause by cause; who is listed is written down.

    `connection` speaks for whoever looks, and OutOfScope is raised where that is nobody who may see clients; `own` may
    be asked about everybody.
    """
    cohort = down_to_clients(connection, packet.cohort)
    clients = {one.client_id for effect in found.effects for one in effect.moved}
    changes = log.read(own, packet.data_version)
    records = _records(own, changes, clients, found.tables, cohort.scope)
    programs = _of_programs(own, changes)
    listed = []
    for effect in found.effects:
        for one in effect.moved:
            mine = [*programs.get(one.program, ()), *records.get(one.client_id, ())]
            listed.append(Mover(effect.cause, one, tuple(_behind(effect.cause, mine, found.days[0]))))
    told = packet.cohort.chosen() | {"report": packet.title}
    looked(connection, f"who moved {found.measure}", told, sorted(clients))
    return listed


def _behind(cause: str, records: Iterable[Record], then: date) -> Iterator[Record]:
    """Of a client's records those that this cause is about."""
    for one in records:
        if cause not in BY_RECORDS:
            continue
        later = one.on is not None and one.on > then
        beyond = any(_day(now) and _day(now) > then for _, _, now in one.values)
        of = (FURTHER if beyond or later else CORRECTED) if one.values else (FURTHER if later else LATE)
        if cause in (of, UNEXPLAINED) or (cause == CORRECTED and one.values):
            yield one


def _records(
    own: Connection, changes: Log, clients: set[str], tables: frozenset[str], scope: frozenset[str] | None
) -> dict[str, list[Record]]:
    """client -> the records of theirs that are other than they were, in the tables asked for and the programs in scope."""
    lines: dict[str, dict[str, set[str]]] = {}
    for (table, key), owners in changes.owners.items():
        if table in tables and owners & clients:
            lines.setdefault(table, {})[key] = owners & clients
    for table in changes.emptied & tables - {"programs"}:
        lines.setdefault(table, {}).update(_all_of(own, TABLES[table], clients))
    found: dict[str, list[Record]] = {}
    for table, keys in sorted(lines.items()):
        for record in _read(own, TABLES[table], keys, changes, scope):
            for client in sorted(keys[record.key]):
                found.setdefault(client, []).append(record)
    return found


def _of_programs(own: Connection, changes: Log) -> dict[str, list[Record]]:
    """program -> its own row, where it is other than it was."""
    keys = {key: set() for key in {*changes.came.get("programs", ()), *changes.before.get("programs", ())}}
    return {record.key: [record] for record in _read(own, TABLES["programs"], keys, changes, None)}


def _all_of(own: Connection, table: Table, clients: set[str]) -> dict[str, set[str]]:
    key = next(iter(table.primary_key))
    if "client_id" in table.c:
        mine = table.c.client_id
        return {row[0]: {row[1]} for row in rows_of(own, select(key, mine), mine, clients)}
    of = dict(tuple(row) for row in rows_of(own, OWNERS, episodes.c.client_id, clients))
    return {row[0]: {of[row[1]]} for row in rows_of(own, select(key, table.c.episode_id), table.c.episode_id, of)}


def _read(
    own: Connection, table: Table, keys: Mapping[str, set[str]], changes: Log, scope: frozenset[str] | None
) -> Iterator[Record]:
    key, names = next(iter(table.primary_key)).name, [column.name for column in table.columns]
    mine = rows_of(own, select(table), table.c[key], keys)
    programs = _programs(own) if scope is not None and "episode_id" in table.c else {}
    before = changes.before.get(table.name, {})
    for row in sorted(mine, key=lambda row: row[names.index(key)]):
        now = dict(zip(names, row, strict=True))
        if programs and programs[now["episode_id"]] not in scope:
            continue
        was = {} if now[key] in changes.came.get(table.name, ()) else before.get(now[key], {})
        values = tuple((name, old, now[name]) for name, old in was.items() if log.plain(now[name]) != old)
        if values or not was:
            yield Record(table.name, now[key], _own_day(table, now), values)


def _programs(own: Connection) -> dict[str, str]:
    return dict(tuple(row) for row in own.execute(select(episodes.c.episode_id, episodes.c.program_id)))


def _own_day(table: Table, row: Mapping) -> date | None:
    """The first day that every row of the table has."""
    return next((row[c.name] for c in table.columns if isinstance(c.type, Date) and not c.nullable), None)


def _day(value) -> date | None:
    return value if isinstance(value, date) else None
