"""The books of an import: the state, the list of imports, the quarantine."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, update

from data.bulk import insert_rows
from data.tables import clients, imports, programs, quarantine, state
from intake.refused import Refused
from intake.report import Report
from intake.stage import Staged
from intake.text import as_text

NOT_INTO_DEMO = (
    "This database holds the demo clinic, and real records are never mixed with made-up ones. "
    "Start fresh: name a new database (--db or OUTCOMES_DATABASE_URL), or delete the demo's file, and import again."
)
NOT_INTO_REAL = (
    "This database holds real records, and made-up ones are never mixed with them. "
    "Name a new database for the demo (--db or OUTCOMES_DATABASE_URL)."
)


def take_turn(connection: Connection, demo: bool) -> date | None:
    """Wait for a running import, then the last day of the data so far; Refused where demo and real would mix."""
    connection.execute(update(state).values(data_version=state.c.data_version))
    as_of, was_demo = connection.execute(select(state.c.as_of, state.c.demo)).one()
    holds_records = any(connection.scalar(select(t.primary_key.columns[0]).limit(1)) for t in (programs, clients))
    if holds_records and bool(was_demo) != demo:
        raise Refused(NOT_INTO_REAL if demo else NOT_INTO_DEMO)
    return as_of


def close(
    connection: Connection, folder: Path, report: Report, staged: list[Staged], as_of: date | None, demo: bool
) -> None:
    """Write the state, but for its last day, and the import with its quarantine."""
    now = datetime.now(UTC).replace(tzinfo=None)
    more = 1 if report.changed_anything() else 0
    version = state.c.data_version + more
    connection.execute(update(state).values(demo=int(demo), loaded_at=now, data_version=version))
    number = (connection.scalar(select(func.max(imports.c.import_no))) or 0) + 1
    values = {"import_no": number, "finished_at": now, "folder": as_text(str(folder)), "as_of": as_of}
    connection.execute(insert(imports).values(values | {"report": report.summary()}))
    for one in staged:
        _quarantine(connection, number, one)


def show(connection: Connection, as_of: date | None) -> None:
    """Let everybody see the data up to a day: their facts are there."""
    connection.execute(update(state).values(as_of=as_of))


def leave_to_be_counted(connection: Connection) -> None:
    """The records are in and their facts are not: whoever opens the database next derives them."""
    connection.execute(update(state).values(definitions=None))


def _quarantine(connection: Connection, number: int, staged: Staged) -> None:
    """The rows kept out of one file take the place of those of its table's last file, whatever that was called."""
    table, file = staged.table.name, staged.header.path.name
    connection.execute(delete(quarantine).where(quarantine.c.table_name == table))
    last = connection.scalar(select(func.max(quarantine.c.quarantine_no))) or 0
    rows = [
        (last + n, number, table, file, fault.line, fault.column, fault.reason, as_text(fault.text))
        for n, fault in enumerate(staged.faults, 1)
    ]
    insert_rows(connection, quarantine, [column.name for column in quarantine.columns], rows)
