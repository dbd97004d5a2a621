"""Whose facts an import makes stale: the clients of every new or changed row, and of the rows as they were."""

from sqlalchemy import Connection, Select, Table, select

from data.tables import clients, episodes
from intake.stage import CHANGED, UNCHANGED, Staged, key_of
from metrics.facts import touch


def touch_old_owners(connection: Connection, staged: Staged) -> None:
    """Before the merge: those to whom changed rows belonged until now."""
    for name in _links(staged.table):
        rows = (
            select(staged.table.c[name])
            .join_from(staged.stage, staged.table, staged.key == key_of(staged.table))
            .where(staged.stage.c.fate == CHANGED)
        )
        touch(connection, _clients(name, rows), staged.table.name)


def touch_owners(connection: Connection, staged: Staged) -> None:
    """After the merge: those to whom new and changed rows belong."""
    for name in _links(staged.table):
        rows = select(staged.stage.c[name]).where(staged.stage.c.fate < UNCHANGED)
        touch(connection, _clients(name, rows), staged.table.name)


def _links(table: Table) -> list[str]:
    """The column through which a table's rows belong to clients."""
    return [name for name in ("client_id", "episode_id", "program_id") if name in table.c][:1]


def _clients(name: str, ids: Select) -> Select:
    if name == "client_id":
        return select(clients.c.client_no).where(clients.c.client_id.in_(ids))
    owners = select(episodes.c.client_id).where(episodes.c[name].in_(ids))
    return select(clients.c.client_no).where(clients.c.client_id.in_(owners))
