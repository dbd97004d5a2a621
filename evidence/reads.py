"""What a question reads of a database: which facts, and which records directly or through the facts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from sqlalchemy import Connection, Select, event, select
from sqlalchemy.dialects import sqlite

from data.tables import RECORDS, clients
from metrics.database import ALL_FACTS
from metrics.facts import FACTS, Facts

RECORD_NAMES = {table.name for table in RECORDS}
NAMED = re.compile(rf"\b({'|'.join(RECORD_NAMES | set(FACTS.tables))})\b")
ANY_DAY = date(2000, 1, 1)
# Facts of which a row depends on other clients' records too: whoever derives from these says so by reading them.
OF_OTHERS = {name for one in ALL_FACTS for name in one.reads} & set(FACTS.tables)


@contextmanager
def watched(connection: Connection) -> Iterator[set[str]]:
    """The names of all tables of facts and records that are asked for on a connection and its engine meanwhile."""
    seen: set[str] = set()

    def note(_connection, _cursor, statement, *_) -> None:
        seen.update(NAMED.findall(statement))

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)


def facts_behind(names: set[str]) -> tuple[Facts, ...]:
    """The facts of these names and all from which they are derived, in the order of derivation."""
    wanted, found = set(names) | {ALL_FACTS[0].table.name}, []
    for one in reversed(ALL_FACTS):
        if one.table.name in wanted:
            found.append(one)
            wanted |= derived_from(one)
    return tuple(reversed(found))


@cache
def derived_from(one: Facts) -> frozenset[str]:
    """The names of the tables that a table of facts is derived from."""
    mine: Select = select(clients.c.client_no)
    words = one.derive(ANY_DAY, mine).compile(dialect=sqlite.dialect())
    return frozenset(NAMED.findall(str(words))) - {one.table.name}


def records_behind(names: set[str]) -> frozenset[str]:
    """The tables of records that are read where these names are asked for, directly or through facts."""
    through = set().union(*map(derived_from, facts_behind(names)))
    return frozenset((names | through) & RECORD_NAMES)
