"""Facts: how the ingredients of the measures are kept up to date.

A family of measures declares its facts (a table and the SELECT that derives its rows); this module
rewrites them for the clients that an import touched. Facts hold nothing that the records do not: they
are dropped and derived anew when a definition changes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
)

from data.constructs import day_number
from data.tables import clients, episodes

FACTS = MetaData()
EPOCH = date(1970, 1, 1)

# The clients whose facts an import makes stale, and for how many days before the older last day of the
# data each had been discharged: 0 when a record changed or an episode was open.
touched = Table(
    "touched_clients",
    MetaData(),
    Column("client_no", Integer, primary_key=True, autoincrement=False),
    Column("idle", Integer, nullable=False),
    prefixes=["TEMPORARY"],
)

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Facts:
    """One table of facts.

    `derive(as_of)` selects its rows, in the order of its columns, for the clients in `stale(reach)`.
    `reach`: for how many days after discharge a later last day of the data can still change a row.
    """

    table: Table
    derive: Callable[[date], Select]
    reach: int = 0


def day_of(when: date) -> int:
    """A date as the whole days from 1970-01-01."""
    return (when - EPOCH).days


def stale(reach: int) -> Select:
    """The numbers of the clients whose facts of this reach must be derived again."""
    return select(touched.c.client_no).where(touched.c.idle <= reach)


def begin(connection: Connection) -> None:
    """An empty list of touched clients for this connection."""
    touched.create(connection, checkfirst=True)
    connection.execute(delete(touched))


def touch(connection: Connection, client_nos: Select) -> None:
    """Add clients whose records changed: a SELECT of one column, `client_no`; repeats are welcome."""
    new = client_nos.subquery()
    number = new.c[0]
    known = select(touched.c.client_no).where(touched.c.client_no == number).exists()
    connection.execute(insert(touched).from_select(["client_no", "idle"], select(number, 0).where(~known).distinct()))


def touch_all(connection: Connection) -> None:
    touch(connection, select(clients.c.client_no))


def _touch_for_as_of(connection: Connection, old: int, new: int, reach: int) -> None:
    lower = min(old, new)
    last = func.max(func.coalesce(day_number(episodes.c.discharged_on), lower))
    idle = (
        select(clients.c.client_no, (lower - last).label("idle"))
        .join(episodes, episodes.c.client_id == clients.c.client_id)
        .where(or_(episodes.c.discharged_on.is_(None), day_number(episodes.c.discharged_on) >= lower - reach))
        .group_by(clients.c.client_no)
        .subquery()
    )
    known = select(touched.c.client_no).where(and_(touched.c.client_no == idle.c.client_no)).exists()
    rows = select(idle.c.client_no, idle.c.idle).where(~known)
    connection.execute(insert(touched).from_select(["client_no", "idle"], rows))


def refresh(
    connection: Connection, facts: Iterable[Facts], old: date | None, new: date | None, progress: Progress
) -> None:
    """Derive again the facts of all touched clients, and of those that a moved last day touches."""
    facts = tuple(facts)
    if old and new and old != new:
        _touch_for_as_of(connection, day_of(old), day_of(new), max(f.reach for f in facts))
    elif new and not old:
        touch_all(connection)
    for one in facts:
        progress(one.table.name)
        _rewrite(connection, one, new)


def _rewrite(connection: Connection, one: Facts, as_of: date | None) -> None:
    number = one.table.c.client_no
    connection.execute(delete(one.table).where(number.in_(stale(one.reach))))
    if as_of:
        names = [column.name for column in one.table.columns]
        connection.execute(insert(one.table).from_select(names, one.derive(as_of)))


def keys() -> tuple[Column, Column]:
    """The key columns of a table of facts with one row an episode."""
    return (
        Column("client_no", Integer, primary_key=True, autoincrement=False),
        Column("episode_no", Integer, primary_key=True, autoincrement=False),
    )
