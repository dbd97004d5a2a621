"""The last day that the data covers."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Date, Select, Table, func, select, type_coerce, union_all

from data.tables import (
    aftercare,
    assessments,
    ed_visits,
    episodes,
    extract,
    functioning,
    medications,
    risk_reviews,
    sessions,
    substance_use,
)

HAPPENING = (
    (episodes, "admitted_on"),
    (episodes, "discharged_on"),
    (assessments, "completed_on"),
    (substance_use, "observed_on"),
    (ed_visits, "arrived_on"),
    (functioning, "reported_on"),
    (risk_reviews, "reviewed_on"),
    (medications, "starts_on"),
    (sessions, "scheduled_on"),
    (aftercare, "scheduled_on"),
)
RECORDS = {table.name: table for table, _ in HAPPENING}
# A session or an appointment with another status has not happened: it may lie in the future.
STATUSES = {"sessions": ("attended", "no_show", "late_cancel"), "aftercare": ("attended", "no_show")}


def latest(connection: Connection) -> date | None:
    """The day given in `extract`, else the latest date of anything that has already happened; None without data."""
    return connection.scalar(select(func.max(extract.c.as_of))) or latest_happened(connection)


def latest_happened(connection: Connection, tables: Mapping[str, Table] = RECORDS) -> date | None:
    """The latest date of anything that has already happened in these tables: name of the records -> where to look."""
    found = [_latest(tables[one.name], one.name, day) for one, day in HAPPENING if one.name in tables]
    if not found:
        return None
    every = union_all(*found).subquery()
    return connection.scalar(select(func.max(every.c.day)))


def _latest(where: Table, name: str, day: str) -> Select:
    return select(func.max(type_coerce(where.c[day], Date)).label("day")).where(*happened(where, name))


def happened(where: Table, name: str) -> list[ColumnElement]:
    """Conditions under which a row of these records has happened."""
    return [where.c.status.in_(STATUSES[name])] if name in STATUSES else []
