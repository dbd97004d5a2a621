"""Touched clients: whose facts an import makes stale, by a change of what, and on which days."""

from datetime import date, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    text,
)

from data.constructs import day_number, month_first, month_last, month_of_day
from data.tables import clients, episodes

EPOCH = date(1970, 1, 1)
LAST_DAY = "last day"

# The clients whose facts an import makes stale, and by a change of what: a table of records, or the last day
# of the data. `idle`: for how many days before the older last day a client had been discharged, 0 if open.
# `first`, `last`: the days between which anything may have changed; none where the last comes before the first.
touched = Table(
    "touched_clients",
    MetaData(),
    *(Column(name, Integer, nullable=False) for name in ("client_no", "idle", "first", "last")),
    Column("source", String(200), nullable=False),
    Index("touched_clients_by_source", "source", "client_no"),
    prefixes=["TEMPORARY"],
)

# One row a client: the days between which its rows of one table of facts must be derived again, with the
# months in which they lie.
spans = Table(
    "touched_spans",
    MetaData(),
    Column("client_no", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Integer, nullable=False) for name in ("first", "last", "first_month", "last_month")),
    *(Column(name, Date, nullable=False) for name in ("month_first", "month_last")),
    prefixes=["TEMPORARY"],
)


def day_of(when: date) -> int:
    """A date as the whole days from 1970-01-01."""
    return (when - EPOCH).days


# Days before and after all that a record can be dated by.
EARLIEST, LATEST = day_of(date(1900, 1, 1)), day_of(date(2999, 12, 31))
ALWAYS, NEVER = (literal(EARLIEST), literal(LATEST)), (literal(LATEST), literal(EARLIEST))


def begin(connection: Connection) -> None:
    """An empty list of touched clients for this connection."""
    for table in (touched, spans):
        table.create(connection, checkfirst=True)
        connection.execute(delete(table))


def touch(connection: Connection, rows: Select, source: str = "clients") -> None:
    """Add clients whose records in the table `source` changed: a SELECT of `client_no`, first and last day."""
    new = rows.subquery()
    every = select(new.c[0], literal(source), literal(0), func.min(new.c[1]), func.max(new.c[2])).group_by(new.c[0])
    connection.execute(insert(touched).from_select(["client_no", "source", "idle", "first", "last"], every))


def touch_all(connection: Connection) -> None:
    touch(connection, select(clients.c.client_no, *ALWAYS))


def touch_for_last_day(connection: Connection, old: date, new: date, reach: int) -> None:
    """Add the clients who were there on the older last day, or were discharged at most `reach` days before it."""
    lower, upper = sorted((day_of(old), day_of(new)))
    last = func.max(func.coalesce(day_number(episodes.c.discharged_on), lower))
    left = episodes.c.discharged_on
    rows = (
        select(clients.c.client_no, literal(LAST_DAY), lower - last, literal(lower + 1), literal(upper))
        .join(episodes, episodes.c.client_id == clients.c.client_id)
        .where(left.is_(None) | (left >= min(old, new) - timedelta(days=reach)))
        .group_by(clients.c.client_no)
    )
    connection.execute(insert(touched).from_select(["client_no", "source", "idle", "first", "last"], rows))


def lay_spans(connection: Connection, condition: ColumnElement, upto: date, slack: int = 0) -> None:
    """Fill `spans` from the touched that meet a condition, up to a day; rows lie up to `slack` days behind records."""
    first, last, end = func.min(touched.c.first), func.max(touched.c.last), day_of(upto)
    some = touched.c.first <= case((touched.c.last < end, touched.c.last), else_=end)
    columns = (touched.c.client_no, first.label("first"), (case((last < end, last), else_=end) + slack).label("last"))
    found = select(*columns).where(condition, some).group_by(touched.c.client_no).subquery()
    months = [month_of_day(found.c[name]) for name in ("first", "last")]
    rows = select(found, *months, month_first(found.c.first), month_last(found.c.last))
    connection.execute(delete(spans))
    connection.execute(insert(spans).from_select([column.name for column in spans.columns], rows))
    measure(connection, spans)


def measure(connection: Connection, table: Table) -> None:
    """Let the engine count a table anew, or it may read whole tables where a few rows would do."""
    connection.execute(text(f"ANALYZE {table.name}"))
