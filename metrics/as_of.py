"""The last day that the data covers."""

from datetime import date

from sqlalchemy import Column, Connection, func, select, union_all

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

# A session or an appointment with another status has not happened: it may lie in the future.
HAPPENED = ("attended", "no_show", "late_cancel")
KEPT_OR_MISSED = ("attended", "no_show")


def latest(connection: Connection) -> date | None:
    """The day given in `extract`, else the latest date of anything that has already happened; None without data."""
    return connection.scalar(select(func.max(extract.c.as_of))) or latest_happened(connection)


def latest_happened(connection: Connection) -> date | None:
    """The latest date of anything in the records that has already happened."""
    always: tuple[Column, ...] = (
        episodes.c.admitted_on,
        episodes.c.discharged_on,
        assessments.c.completed_on,
        substance_use.c.observed_on,
        ed_visits.c.arrived_on,
        functioning.c.reported_on,
        risk_reviews.c.reviewed_on,
        medications.c.starts_on,
    )
    found = [select(func.max(column).label("day")) for column in always]
    for table, statuses in ((sessions, HAPPENED), (aftercare, KEPT_OR_MISSED)):
        found.append(select(func.max(table.c.scheduled_on).label("day")).where(table.c.status.in_(statuses)))
    every = union_all(*found).subquery()
    return connection.scalar(select(func.max(every.c.day)))
