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
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)

from data.tables import clients, episodes
from metrics.touched import EPOCH, LAST_DAY, day_of, measure, touch_all, touch_for_last_day, touched

__all__ = ["EPOCH", "FACTS", "Facts", "Progress", "day_of", "has_later", "keys", "refresh"]

FACTS = MetaData()

# Records that decide what an episode is: a change of them makes all its facts stale.
ALWAYS_READ = ("programs", "clients", "episodes")

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
    `renew(connection, facts, as_of, upto)`: brings a table that has rows already, up to a day, up to date by deriving
    less than all rows of the stale clients. Facts that are derived from a table of facts which touches further
    clients name it in `reads`.
    """

    table: Table
    derive: Callable[[date, Select], Select]
    words: str
    reads: tuple[str, ...] = ()
    reach: int = 0
    due: Callable[[date, date], ColumnElement] | None = None
    renew: Callable[[Connection, "Facts", date, date], None] | None = None

    def stale(self) -> Select:
        """The numbers of the clients whose rows must be derived again."""
        return select(touched.c.client_no).where(self.is_stale())

    def is_stale(self) -> ColumnElement:
        """The condition on `touched`."""
        by_day = touched.c.source == self.own_source() if self.due else self._within_reach()
        return or_(touched.c.source.in_((*ALWAYS_READ, *self.reads)), by_day)

    def _within_reach(self) -> ColumnElement:
        return and_(touched.c.source == LAST_DAY, touched.c.idle <= self.reach)

    def own_source(self) -> str:
        """What stands in `touched` for the clients whose rows a moved last day changes, by one rule and reach."""
        return f"{LAST_DAY}, {self.reach}: {self.due.__module__}.{self.due.__qualname__}"


def has_later(day: Column, older: date) -> ColumnElement:
    """The episode, or its client, has a record dated after the older last day, or open-ended."""
    key = "episode_id" if "episode_id" in day.table.c else "client_id"
    return exists().where(day.table.c[key] == episodes.c[key], or_(day > older, day.is_(None)))


def begun_or_ended(older: date, newer: date) -> ColumnElement:
    """The episode was admitted or discharged between two last days."""
    days = (episodes.c.admitted_on, episodes.c.discharged_on)
    return or_(*(day.between(older + timedelta(days=1), newer) for day in days))


def _touch_due(connection: Connection, facts: Iterable[Facts], older: date, newer: date) -> None:
    """Add the clients of the moved last day by every rule under which it can change their rows; they are read once."""
    rules = {one.own_source(): one for one in facts if one.due}
    names = ("client_no", "idle", "first", "last")
    due = [_due(one, older, newer).label(f"rule_{n}") for n, one in enumerate(rules.values())]
    stays = (
        select(*(touched.c[name] for name in names), *due)
        .join(clients, clients.c.client_no == touched.c.client_no)
        .join(episodes, episodes.c.client_id == clients.c.client_id)
        .where(touched.c.source == LAST_DAY)
        .cte("stays")
    )
    mine = (select(stays.c[names]).add_columns(literal(source)) for source in rules)
    rows = [found.where(stays.c[f"rule_{n}"] == 1).distinct() for n, found in enumerate(mine)]
    connection.execute(insert(touched).from_select([*names, "source"], union_all(*rows)))


def _due(one: Facts, older: date, newer: date) -> ColumnElement:
    """1 where a moved last day can change the rows of this table for an episode, else 0."""
    changes = or_(begun_or_ended(older, newer), one.due(older, newer))
    return case((and_(touched.c.idle <= one.reach, changes), 1), else_=0)


def refresh(
    connection: Connection, facts: Iterable[Facts], old: date | None, new: date | None, progress: Progress
) -> None:
    """Derive again the facts of all touched clients, and of those that a moved last day touches."""
    facts = tuple(facts)
    if old and new and old != new:
        touch_for_last_day(connection, old, new, max(f.reach for f in facts))
        _touch_due(connection, facts, *sorted((old, new)))
    elif new and not old:
        touch_all(connection)
    measure(connection, touched)
    many = _many_touched(connection)
    for one in facts:
        progress(one.words)
        _rewrite(connection, one, old, new)
        if many:
            measure(connection, one.table)


def _many_touched(connection: Connection) -> bool:
    """So many for their records' sake that what the engine knows of the facts' sizes no longer holds."""
    by_record = ~touched.c.source.startswith(LAST_DAY)
    mine = connection.scalar(select(func.count(touched.c.client_no.distinct())).where(by_record))
    return mine > MANY * connection.scalar(select(func.count(clients.c.client_no)))


def _rewrite(connection: Connection, one: Facts, old: date | None, new: date | None) -> None:
    if connection.scalar(one.stale().limit(1)) is None:
        return
    if one.renew and old and new:
        return one.renew(connection, one, new, max(old, new))
    connection.execute(delete(one.table).where(one.table.c.client_no.in_(one.stale())))
    if new:
        connection.execute(insert(one.table).from_select(names_of(one.table), one.derive(new, one.stale())))


def names_of(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def keys() -> tuple[Column, Column]:
    """The key columns of a table of facts with one row an episode."""
    return (
        Column("client_no", Integer, primary_key=True, autoincrement=False),
        Column("episode_no", Integer, primary_key=True, autoincrement=False),
    )
