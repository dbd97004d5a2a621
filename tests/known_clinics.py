"""Random clinics in databases, each made once a test process, for tests that only read."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from intake import import_folder
from tests.clinics import Rows, random_clinic, write_csv
from tests.databases import ready
from tests.reference import as_of

# How long before the last day the first of two imports was.
BEFORE = timedelta(days=40)
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


@dataclass
class KnownClinics:
    """`of(kind, seed)`: the rows of a random clinic and the engine that holds them, by a real import.

    Every other clinic is imported in two steps (what was known at an earlier day, then everything), so that whatever is
    read from it is held to refreshed facts as well as to facts derived at once.
    """

    place: Path
    open: ExitStack
    made: dict[tuple[str, int], tuple[dict[str, Rows], Engine]] = field(default_factory=dict)

    def of(self, kind: str, seed: int) -> tuple[dict[str, Rows], Engine]:
        if (kind, seed) not in self.made:
            self.made[kind, seed] = self._make(kind, seed)
        return self.made[kind, seed]

    def _make(self, kind: str, seed: int) -> tuple[dict[str, Rows], Engine]:
        rows, folder = random_clinic(seed), self.place / f"{kind}-{seed}"
        folder.mkdir()
        engine = self.open.enter_context(ready(kind, folder))
        fill(engine, rows, folder, in_two_steps=bool(seed % 2))
        return rows, engine


def fill(engine: Engine, rows: dict[str, Rows], folder: Path, in_two_steps: bool = False) -> None:
    """A clinic into an empty database."""
    if in_two_steps:
        import_rows(engine, earlier(rows), folder / "before")
    assert not import_rows(engine, rows, folder / "now").quarantine


def import_rows(engine: Engine, rows: dict[str, Rows], folder: Path):
    folder.mkdir()
    write_csv(rows, folder)
    return import_folder(engine, folder)


def earlier(rows: dict[str, Rows]) -> dict[str, Rows]:
    """The same clinic as it was known some weeks before its last day: later rows are not there yet."""
    last = as_of(rows) - BEFORE
    known = {
        name: [row for row in table if happened(row) is None or happened(row) <= last] for name, table in rows.items()
    }
    kept = {row["episode_id"] for row in known["episodes"]}
    known = {name: [r for r in table if r.get("episode_id", next(iter(kept))) in kept] for name, table in known.items()}
    opened = [dict(row, discharged_on=None, discharge_reason=None) for row in known["episodes"]]
    return known | {"episodes": opened, "extract": [{"as_of": last}] if rows["extract"] else []}


def happened(row) -> date | None:
    return next((row[name] for name in EVENT_DATES if row.get(name)), None)
