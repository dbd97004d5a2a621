"""What the database holds: rows and completeness of every table by month, quarantine, imports."""

import json
from datetime import date

from sqlalchemy import Connection, Date, Table, func, select

from data.tables import RECORDS, completeness, ed_coverage, extract, imports, quarantine
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.scope import narrowed

COUNTED = tuple(table for table in RECORDS if table is not extract)


def filled(connection: Connection) -> dict[str, dict[str, dict[int, tuple[int, int]]]]:
    """table -> column -> month (YYYYMM; 0: a table without dates) -> (rows, rows in which the column is filled)."""
    found: dict = {}
    query = select(completeness).order_by(completeness.c.table_name, completeness.c.column_name, completeness.c.month)
    for table, column, month, rows, known in connection.execute(query):
        found.setdefault(table, {}).setdefault(column, {})[month] = (rows, known)
    return found


def row_counts(found: dict) -> dict[str, int]:
    """Rows of every table, in the tables' own order, from `filled`."""
    sums = {
        name: max((sum(n for n, _ in months.values()) for months in columns.values()), default=0)
        for name, columns in found.items()
    }
    return {table.name: sums.get(table.name, 0) for table in COUNTED}


def own_rows(connection: Connection) -> dict[str, int]:
    """Rows of every table that are of the programs which the connection may be asked about, counted one by one."""
    mine = narrowed(connection, Cohort())
    return {
        table.name: connection.scalar(select(func.count()).select_from(table).where(*_own(table, mine)))
        for table in COUNTED
    }


def _own(table: Table, cohort: Cohort) -> list:
    named_by_itself = "program_id" in table.c
    return cohort.of_scope(table.c.program_id) if named_by_itself else _theirs(table, cohort.scoped())


def last_days(connection: Connection, as_of: date) -> dict[str, date]:
    """The day of the latest row of every dated table, up to the last day of the data; coverage by its end."""
    mine = narrowed(connection, Cohort()).scoped()
    dates = {table.name: _main_date(table) for table in COUNTED if _main_date(table) is not None}
    dates["ed_coverage"] = ed_coverage.c.ends_on
    found = {
        name: connection.scalar(select(func.max(day)).where(day <= as_of, *_theirs(day.table, mine)))
        for name, day in dates.items()
    }
    return {name: day for name, day in found.items() if day}


def _theirs(table: Table, mine: list) -> list:
    """The condition that keeps a table of records to the episodes, or the clients, of some programs."""
    key = "episode_id" if "episode_id" in table.c else "client_id"
    return [table.c[key].in_(select(fact_episode.c[key]).where(*mine))] if mine else []


def _main_date(table: Table):
    return next((column for column in table.c if isinstance(column.type, Date) and not column.nullable), None)


def reasons(connection: Connection) -> list[tuple]:
    """(table, column, reason, rows) of the quarantine, most rows first."""
    keys = (quarantine.c.table_name, quarantine.c.column_name, quarantine.c.reason)
    n = func.count().label("n")
    query = select(*keys, n).group_by(*keys).order_by(n.desc(), *keys)
    return [tuple(row) for row in connection.execute(query)]


def quarantined(connection: Connection, limit: int) -> list[dict]:
    """Rows in quarantine as they were received, in the order of their files and lines."""
    query = select(quarantine).order_by(quarantine.c.table_name, quarantine.c.file, quarantine.c.line).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def history(connection: Connection, limit: int = 20) -> list[dict]:
    """The latest imports, newest first, with their reports."""
    query = select(imports).order_by(imports.c.import_no.desc()).limit(limit)
    return [dict(row) | {"report": json.loads(row["report"])} for row in connection.execute(query).mappings()]
