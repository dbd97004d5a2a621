"""Rows of a clinic through the real import: as they are, and as they were known some weeks before."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from intake import Report, import_folder
from tests.clinics import Rows, write_csv
from tests.reference import as_of

EVENT_DATES = (
    "admitted_on",
    "scheduled_on",
    "completed_on",
    "observed_on",
    "arrived_on",
    "starts_on",
    "reported_on",
    "reviewed_on",
)


def import_rows(engine: Engine, rows: dict[str, Rows], folder: Path) -> Report:
    folder.mkdir()
    write_csv(rows, folder)
    return import_folder(engine, folder)


def import_known(engine: Engine, rows: dict[str, Rows], folder: Path, in_two_steps: bool) -> None:
    """A whole clinic, all of whose rows are good: at once, or first as it was known some weeks before."""
    if in_two_steps:
        import_rows(engine, earlier(rows), folder / "before")
    assert not import_rows(engine, rows, folder / "now").quarantine


def earlier(rows: dict[str, Rows]) -> dict[str, Rows]:
    """The same clinic as it was known some weeks before its last day: later rows are not there yet."""
    last = as_of(rows) - timedelta(days=40)
    known = {
        name: [row for row in table if happened(row) is None or happened(row) <= last] for name, table in rows.items()
    }
    kept = {row["episode_id"] for row in known["episodes"]}
    known = {name: [r for r in table if r.get("episode_id", next(iter(kept))) in kept] for name, table in known.items()}
    opened = [dict(row, discharged_on=None, discharge_reason=None) for row in known["episodes"]]
    return known | {"episodes": opened, "extract": [{"as_of": last}] if rows["extract"] else []}


def happened(row) -> date | None:
    return next((row[name] for name in EVENT_DATES if row.get(name)), None)
