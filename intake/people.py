"""Whose facts an import makes stale, and on which days: the clients of every new or changed row, and of the rows as
they were."""

from sqlalchemy import ColumnElement, Connection, Date, FromClause, Select, Table, case, func, or_, select, union_all

from data.constructs import day_number
from data.tables import clients, episodes
from intake.header import handed_in
from intake.key import key_of
from intake.stage import CHANGED, NEW, Staged
from metrics.touched import ALWAYS, EARLIEST, LATEST, NEVER, touch

LINKS = ("client_id", "episode_id", "program_id")


def touch_old_owners(connection: Connection, staged: Staged) -> None:
    """Before the merge: those to whom changed rows belonged until now."""
    if not _link(staged.table):
        return
    same = staged.key == key_of(staged.table)
    old = select(staged.table).join(staged.stage, same).where(staged.stage.c.fate == CHANGED).subquery("old")
    touch(connection, _moved(staged) if staged.table is episodes else _owners(staged.table, old), staged.table.name)


def touch_owners(connection: Connection, staged: Staged) -> None:
    """After the merge: those to whom new and changed rows belong."""
    if not _link(staged.table):
        return
    fates = (NEW,) if staged.table is episodes else (NEW, CHANGED)
    new = select(staged.stage).where(staged.stage.c.fate.in_(fates)).subquery("new")
    touch(connection, _owners(staged.table, new), staged.table.name)


def _link(table: Table) -> str | None:
    """The column through which a table's rows belong to clients."""
    return next((name for name in LINKS if name in table.c), None)


def _owners(table: Table, rows: FromClause) -> Select:
    """(client, first day, last day) of rows of a table, one or several for each client."""
    name = _link(table)
    first, last = _days(table, rows)
    days = select(rows.c[name], first.label("first"), last.label("last"))
    owned = days.group_by(rows.c[name]).subquery("owned")
    found = select(clients.c.client_no, owned.c.first, owned.c.last)
    if name == "client_id":
        return found.join(owned, owned.c[name] == clients.c.client_id)
    found = found.join(episodes, episodes.c.client_id == clients.c.client_id)
    return found.join(owned, owned.c[name] == episodes.c[name])


def _days(table: Table, rows: FromClause) -> tuple[ColumnElement, ColumnElement]:
    """The days on which these rows of one owner may have changed anything."""
    if table is clients:
        return NEVER
    if table is episodes:
        return day_number(func.min(rows.c.admitted_on)), func.max(_left(rows.c.discharged_on))
    dates = [column.name for column in handed_in(table) if isinstance(column.type, Date)]
    if len(dates) != 1:
        return ALWAYS
    return tuple(day_number(edge(rows.c[dates[0]])) for edge in (func.min, func.max))


def _left(discharged_on: ColumnElement) -> ColumnElement:
    return func.coalesce(day_number(discharged_on), LATEST)


def _moved(staged: Staged) -> Select:
    """The days that changed episodes gain or lose, for the clients whose they were and whose they are."""
    old = episodes.c
    new = {name: (staged.stage if name in staged.names else episodes).c[name] for name in old.keys()}  # noqa: SIM118
    elsewhere = or_(*(old[name].is_distinct_from(new[name]) for name in ("client_id", "program_id", "admitted_on")))
    admitted = [day_number(row["admitted_on"]) for row in (old, new)]
    left = [_left(row["discharged_on"]) for row in (old, new)]
    first = case((elsewhere, _lesser(*admitted)), (left[0] == left[1], LATEST), else_=_lesser(*left) + 1)
    last = case((elsewhere, _greater(*left)), (left[0] == left[1], EARLIEST), else_=_greater(*left))
    changed = episodes.join(staged.stage, staged.key == old.episode_id)
    both = [
        select(clients.c.client_no, first, last)
        .select_from(changed.join(clients, clients.c.client_id == row["client_id"]))
        .where(staged.stage.c.fate == CHANGED)
        for row in (old, new)
    ]
    return union_all(*both)


def _lesser(one: ColumnElement, other: ColumnElement) -> ColumnElement:
    return case((one < other, one), else_=other)


def _greater(one: ColumnElement, other: ColumnElement) -> ColumnElement:
    return case((one > other, one), else_=other)
