"""Facts: how the ingredients of the measures are kept up to date.

A family of measures declares its facts (a table and the SELECT that derives its rows); this module
rewrites them for the clients that an import touched. Facts hold nothing that the records do not: they
are dropped and derived anew when a definition changes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
)

from data.constructs import day_number
from data.tables import clients, episodes

FACTS = MetaData()
EPOCH = date(1970, 1, 1)

# Records that decide what an episode is: a change of them makes all its facts stale.
ALWAYS_READ = ("programs", "clients", "episodes")
LAST_DAY = "last day"

# The clients whose facts an import makes stale, and by a change of what: a table of records, or the last day
# of the data. `idle`: for how many days before the older last day a client had been discharged, 0 if open.
touched = Table(
    "touched_clients",
    MetaData(),
    Column("client_no", Integer, primary_key=True, autoincrement=False),
    Column("source", String(40), primary_key=True),
    Column("idle", Integer, nullable=False),
    prefixes=["TEMPORARY"],
)

Progress = Callable[[str], None]

MANY = 1 / 10


@dataclass(frozen=True)
class Facts:
    """One table of facts.

    `derive(as_of, clients)` selects its rows, in the order of its columns, for the clients whose numbers the
    SELECT `clients` gives. `words`: what is being counted, for people who wait. `reads`: the tables of records
    it is derived from, beside episodes, clients and programs. `reach`: for how many days after discharge a
    later last day of the data can still change a row. `due(older, newer)`: the condition on `episodes` under
    which a row can change between two last days, beside an admission or discharge between them; None: always.
    `beside`: where a row depends on other clients' records too, selects the clients whose rows may change when the
    records of the given ones do; facts that are derived from these name their table in `reads`.
    """

    table: Table
    derive: Callable[[date, Select], Select]
    words: str
    reads: tuple[str, ...] = ()
    reach: int = 0
    due: Callable[[date, date], ColumnElement] | None = None
    beside: Callable[[Select], Select] | None = None

    def stale(self) -> Select:
        """The numbers of the clients whose rows must be derived again."""
        by_day = touched.c.source == self.own_source() if self.due else self.within_reach()
        return select(touched.c.client_no).where(or_(self._by_record(), by_day))

    def changed(self) -> Select:
        """The numbers of the clients whose own records have changed."""
        return select(touched.c.client_no).where(self._by_record())

    def _by_record(self) -> ColumnElement:
        return touched.c.source.in_((*ALWAYS_READ, *self.reads, self.table.name))

    def within_reach(self) -> ColumnElement:
        return and_(touched.c.source == LAST_DAY, touched.c.idle <= self.reach)

    def own_source(self) -> str:
        """What stands in `touched` for the clients whose rows of this table a moved last day changes."""
        return f"{LAST_DAY} of {self.table.name}"


def day_of(when: date) -> int:
    """A date as the whole days from 1970-01-01."""
    return (when - EPOCH).days


def begin(connection: Connection) -> None:
    """An empty list of touched clients for this connection."""
    touched.create(connection, checkfirst=True)
    connection.execute(delete(touched))


def touch(connection: Connection, client_nos: Select, source: str = "clients") -> None:
    """Add clients whose records in the table `source` changed: a SELECT of `client_no`; repeats are welcome."""
    new = client_nos.subquery()
    known = select(touched.c.client_no).where(touched.c.client_no == new.c[0], touched.c.source == source).exists()
    rows = select(new.c[0], literal(source), literal(0)).where(~known).distinct()
    connection.execute(insert(touched).from_select(["client_no", "source", "idle"], rows))


def touch_all(connection: Connection) -> None:
    touch(connection, select(clients.c.client_no))


def _touch_for_last_day(connection: Connection, old: int, new: int, reach: int) -> None:
    lower = min(old, new)
    last = func.max(func.coalesce(day_number(episodes.c.discharged_on), lower))
    recent = or_(episodes.c.discharged_on.is_(None), day_number(episodes.c.discharged_on) >= lower - reach)
    rows = (
        select(clients.c.client_no, literal(LAST_DAY), lower - last)
        .join(episodes, episodes.c.client_id == clients.c.client_id)
        .where(recent)
        .group_by(clients.c.client_no)
    )
    connection.execute(insert(touched).from_select(["client_no", "source", "idle"], rows))


def has_later(day: Column, older: date) -> ColumnElement:
    """The episode, or its client, has a record dated after the older last day, or open-ended."""
    key = "episode_id" if "episode_id" in day.table.c else "client_id"
    return exists().where(day.table.c[key] == episodes.c[key], or_(day > older, day.is_(None)))


def _touch_due(connection: Connection, one: Facts, older: date, newer: date) -> None:
    """Add the clients of the moved last day whose rows of this table it can change."""
    edges = [
        day.between(older + timedelta(days=1), newer) for day in (episodes.c.admitted_on, episodes.c.discharged_on)
    ]
    rows = (
        select(touched.c.client_no, literal(one.own_source()), literal(0))
        .join(clients, clients.c.client_no == touched.c.client_no)
        .join(episodes, episodes.c.client_id == clients.c.client_id)
        .where(one.within_reach(), or_(*edges, one.due(older, newer)))
        .distinct()
    )
    connection.execute(insert(touched).from_select(["client_no", "source", "idle"], rows))


def refresh(
    connection: Connection, facts: Iterable[Facts], old: date | None, new: date | None, progress: Progress
) -> None:
    """Derive again the facts of all touched clients, and of those that a moved last day touches."""
    facts = tuple(facts)
    if old and new and old != new:
        _touch_for_last_day(connection, day_of(old), day_of(new), max(f.reach for f in facts))
        for one in filter(lambda one: one.due, facts):
            _touch_due(connection, one, *sorted((old, new)))
    elif new and not old:
        touch_all(connection)
    _measure(connection, touched)
    many = _many_touched(connection)
    for one in facts:
        progress(one.words)
        _rewrite(connection, one, new)
        if many:
            _measure(connection, one.table)


def _measure(connection: Connection, table: Table) -> None:
    """Let the engine count a table anew, or it may read whole tables where a few rows would do."""
    connection.execute(text(f"ANALYZE {table.name}"))


def _many_touched(connection: Connection) -> bool:
    """So many for their records' sake that what the engine knows of the facts' sizes no longer holds."""
    by_record = ~touched.c.source.startswith(LAST_DAY)
    mine = connection.scalar(select(func.count(touched.c.client_no.distinct())).where(by_record))
    return mine > MANY * connection.scalar(select(func.count(clients.c.client_no)))


def _rewrite(connection: Connection, one: Facts, as_of: date | None) -> None:
    if one.beside:
        touch(connection, one.beside(one.changed()), one.table.name)
    connection.execute(delete(one.table).where(one.table.c.client_no.in_(one.stale())))
    if as_of:
        names = [column.name for column in one.table.columns]
        connection.execute(insert(one.table).from_select(names, one.derive(as_of, one.stale())))


def keys() -> tuple[Column, Column]:
    """The key columns of a table of facts with one row an episode."""
    return (
        Column("client_no", Integer, primary_key=True, autoincrement=False),
        Column("episode_no", Integer, primary_key=True, autoincrement=False),
    )
