"""Whom the changes since a version of the data can concern: by their own records, or by a moved last day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection, Select, or_, select

from data.tables import clients, episodes
from evidence.log import TABLES, Log
from evidence.reads import OF_OTHERS, RECORD_NAMES, derived_from
from metrics.facts import ALWAYS_READ, Facts

# More than this are not made again: it would take minutes.
MOST_CLIENTS = 20_000


class TooMany(Exception):
    """More people are concerned than can be made again in a reasonable time."""


@dataclass(frozen=True)
class Concerned:
    """`ids` and `numbers` of the clients, all `episodes` of theirs, and the `tables` of records that matter.
    `by_line`: (table, key) of the log -> numbers of the clients it concerns; `everybody`: each line concerns all."""

    ids: frozenset[str]
    numbers: set[int]
    episodes: frozenset[str]
    tables: frozenset[str]
    by_line: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    of_table: dict[str, set[int]] = field(default_factory=dict)
    everybody: bool = False

    def of_lines(self, lines: Iterable[str], emptied: Iterable[str] = ()) -> set[int]:
        """The numbers of those whom changes in these tables concern, where `lines` maps tables to keys."""
        if self.everybody:
            return self.numbers
        found = [self.by_line.get((table, key), set()) for table in lines for key in lines[table]]
        return set().union(*found, *(self.of_table[name] for name in emptied if name in self.of_table))


def find(live: Connection, facts: tuple[Facts, ...], direct: set[str], log: Log, then: date, now: date) -> Concerned:
    """Everybody whose facts may be other than they were; raises TooMany."""
    tables = set(ALWAYS_READ) | (direct & RECORD_NAMES) | set().union(*map(derived_from, facts)) & RECORD_NAMES
    every = any(one.table.name in OF_OTHERS for one in facts)
    by_line = {line: found for line, found in _by_line(live, log).items() if line[0] in tables}
    of_table = {name: set(live.scalars(_having(TABLES[name]))) for name in log.emptied & tables if name != "programs"}
    ids = set().union(*by_line.values(), *of_table.values())
    if every:
        ids = set(live.scalars(select(clients.c.client_id)))
    elif then != now:
        ids |= set(live.scalars(_open_since(min(then, now), max(one.reach for one in facts))))
    if len(ids) > MOST_CLIENTS:
        raise TooMany
    number = dict(tuple(row) for row in live.execute(select(clients.c.client_id, clients.c.client_no)))
    own = select(episodes.c.episode_id, episodes.c.client_id)
    stays = frozenset(episode for episode, client in live.execute(own) if client in ids)
    numbered = [{line: {number[one] for one in found} for line, found in part.items()} for part in (by_line, of_table)]
    return Concerned(frozenset(ids), {number[one] for one in ids}, stays, frozenset(tables), *numbered, every)


def _by_line(live: Connection, log: Log) -> dict[tuple[str, str], set[str]]:
    """The clients of each line; a line of a program concerns all who were in it."""
    found = dict(log.owners)
    for key in {*log.came.get("programs", ()), *log.before.get("programs", ())}:
        own = select(episodes.c.client_id).where(episodes.c.program_id == key).distinct()
        found["programs", key] = set(live.scalars(own))
    return found


def _having(table) -> Select:
    if "client_id" in table.c:
        return select(table.c.client_id).distinct()
    own = table.join(episodes, episodes.c.episode_id == table.c.episode_id)
    return select(episodes.c.client_id).select_from(own).distinct()


def _open_since(lower: date, reach: int) -> Select:
    """The clients of whom facts may change after a day: in the program on it, or discharged at most `reach` days before."""
    left = or_(episodes.c.discharged_on.is_(None), episodes.c.discharged_on >= lower - timedelta(days=reach))
    return select(episodes.c.client_id).where(left).distinct()
