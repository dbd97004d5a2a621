"""Whom the changes since a version of the data can concern, in which facts: by their own records, or by a moved last day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Select, Table, or_, select

from data.tables import clients, episodes
from evidence.log import TABLES, Log
from evidence.reads import OF_OTHERS, RECORD_NAMES, facts_behind, records_behind
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.facts import ALWAYS_READ, Facts, begun_or_ended


@dataclass(frozen=True)
class Concerned:
    """By numbers of clients. `by_day`: whose rows of a table of facts a moved last day can change. `by_line`: (table,
    key) of the log -> whom it concerns; `by_table`: table that had no rows then -> who has some now. `reads`: table of
    facts -> tables of records behind it; `everybody`: the tables of facts in which one's records change others' rows, or
    that are derived from such, and who everybody is."""

    ids: Mapping[int, str]
    by_day: Mapping[str, set[int]]
    by_line: Mapping[tuple[str, str], set[int]]
    by_table: Mapping[str, set[int]]
    reads: Mapping[str, frozenset[str]]
    everybody: frozenset[str]

    def everyone(self) -> set[int]:
        """All who are concerned at all."""
        found = (*self.by_day.values(), *self.by_line.values(), *self.by_table.values())
        return set(self.ids) if self.everybody else set().union(*found)

    def of_day(self, facts: str) -> set[int]:
        return set(self.ids) if facts in self.everybody else self.by_day[facts]

    def of_lines(self, facts: str, lines: Mapping[str, Iterable[str]], emptied: Iterable[str] = ()) -> set[int]:
        """Whose rows of a table of facts changes can concern; `lines` maps tables to keys."""
        mine = self.reads[facts]
        found = [self.by_line.get((table, key), set()) for table in lines if table in mine for key in lines[table]]
        found += [self.by_table[table] for table in emptied if table in mine and table in self.by_table]
        if facts in self.everybody and any(found):
            return set(self.ids)
        return set().union(*found)

    def reading(self, table: str, direct: Iterable[str]) -> set[int] | None:
        """Whose rows of a table of records are needed; None: everybody's."""
        facts = [name for name, tables in self.reads.items() if table in tables]
        if any(name in self.everybody for name in facts):
            return None
        days = (self.by_day[name] for name in facts)
        read = {one for name in facts for one in self.reads[name]} | ({table} if table in direct else set())
        lines = (found for (name, _), found in self.by_line.items() if name in read)
        return set().union(*days, *lines, *(found for name, found in self.by_table.items() if name in read))


def find(
    live: Connection, facts: tuple[Facts, ...], direct: set[str], log: Log, then: date, now: date, cohort: Cohort
) -> Concerned:
    """Everybody whose facts may be other than they were, of those whom the cohort's numbers can be about."""
    number = dict(tuple(row) for row in live.execute(select(clients.c.client_id, clients.c.client_no)))
    reads = {one.table.name: records_behind({one.table.name}) | set(ALWAYS_READ) for one in facts}
    tables = set().union(*reads.values(), direct & RECORD_NAMES)
    owners = {line: {number[one] for one in found} for line, found in _by_line(live, log).items() if line[0] in tables}
    filled = {name: set(live.scalars(_having(TABLES[name]))) for name in log.emptied & tables if name != "programs"}
    mine = set(live.scalars(select(fact_episode.c.client_no).where(*cohort.people()).distinct()))
    days = _by_day(live, facts, *sorted((then, now)), mine) if then != now else {name: set() for name in reads}
    mine = mine.union(*(found for (table, _), found in owners.items() if table in ALWAYS_READ))
    everybody = frozenset(name for name in reads if OF_OTHERS & {one.table.name for one in facts_behind({name})})
    if not everybody:
        owners, filled = (_of_these(some, mine) for some in (owners, filled))
    return Concerned({no: one for one, no in number.items()}, days, owners, filled, reads, everybody)


def _by_line(live: Connection, log: Log) -> dict[tuple[str, str], set[str]]:
    """The clients of each line; a line of a program concerns all who were in it."""
    found = dict(log.owners)
    for key in {*log.came.get("programs", ()), *log.before.get("programs", ())}:
        own = select(episodes.c.client_id).where(episodes.c.program_id == key).distinct()
        found["programs", key] = set(live.scalars(own))
    return found


def _having(table: Table) -> Select:
    """The clients of whom a table has any row."""
    if "client_id" in table.c:
        mine = clients.c.client_id.in_(select(table.c.client_id))
    else:
        own = table.join(episodes, episodes.c.episode_id == table.c.episode_id)
        mine = clients.c.client_id.in_(select(episodes.c.client_id).select_from(own))
    return select(clients.c.client_no).where(mine)


def _of_these(found: Mapping, mine: set[int]) -> dict:
    """Only those whom the cohort's numbers can be about: in it now, or with other rows of their own in what decides that."""
    return {key: some & mine for key, some in found.items()}


def _by_day(live: Connection, facts: Iterable[Facts], older: date, newer: date, mine: set[int]) -> dict[str, set[int]]:
    """For each table of facts those of these people in whose rows another last day can change anything."""
    alike: dict[tuple, set[int]] = {}
    for one in facts:
        if (one.reach, one.due) not in alike:
            alike[one.reach, one.due] = mine.intersection(live.scalars(_due(one, older, newer)))
    return {one.table.name: alike[one.reach, one.due] for one in facts}


def _due(one: Facts, older: date, newer: date) -> Select:
    """The clients of whom a row can be another between two last days, as an import has it (metrics.facts)."""
    left = or_(episodes.c.discharged_on.is_(None), episodes.c.discharged_on >= older - timedelta(days=one.reach))
    there = select(episodes.c.client_id).where(left)
    query = select(clients.c.client_no).join(episodes, episodes.c.client_id == clients.c.client_id)
    query = query.where(clients.c.client_id.in_(there)).distinct()
    return query if one.due is None else query.where(or_(begun_or_ended(older, newer), one.due(older, newer)))
