"""Random clinics with faults that no import lets in: made in the database and in the rows alike."""

from datetime import timedelta
from random import Random

from sqlalchemy import update

from data.tables import METADATA
from metrics.database import rebuild

KEYS = {
    "episodes": "episode_id",
    "assessments": "assessment_id",
    "sessions": "session_id",
    "substance_use": "observation_id",
    "aftercare": "appointment_id",
    "medications": "order_id",
    "functioning": "report_id",
}
DATES = {
    "assessments": "completed_on",
    "sessions": "scheduled_on",
    "substance_use": "observed_on",
    "aftercare": "scheduled_on",
    "medications": "starts_on",
    "functioning": "reported_on",
}


def spoil(connection, rows, seed) -> None:
    """Wrong totals and items, dates out of place, several records of one day, ends before beginnings."""
    rng = Random(f"{seed} faults")
    for row in _some(rng, rows["assessments"], 25):
        _set(connection, "assessments", row, total=rng.randint(0, 40))
    for row in _some(rng, rows["assessments"], 6):
        _set(connection, "assessments", row, item_1=rng.randint(-1, 40))
    for row in _some(rng, rows["episodes"], 3):
        _set(connection, "episodes", row, discharged_on=row["admitted_on"] - timedelta(rng.randint(1, 9)))
    for row in _some(rng, rows["episodes"], 4):
        _set(connection, "episodes", row, referred_on=row["admitted_on"] + timedelta(rng.randint(0, 2)))
    for table, date in DATES.items():
        for row in _some(rng, rows[table], 8):
            _set(connection, table, row, **{date: row[date] + timedelta(rng.choice((-200, -40, 40, 900)))})
        _gather(connection, rng, rows[table], table, date)
    for row in _some(rng, rows["aftercare"], 5):
        _set(connection, "aftercare", row, booked_on=row["scheduled_on"] + timedelta(rng.randint(0, 2)))
    for row in _some(rng, rows["medications"], 5):
        _set(connection, "medications", row, ends_on=row["starts_on"] - timedelta(rng.randint(0, 2)))
    _round(connection, rows)
    rebuild(connection)


def _round(connection, rows) -> None:
    """One program writes its totals down in fives."""
    mine = {row["episode_id"] for row in rows["episodes"] if row["program_id"] == "A"}
    for row in rows["assessments"]:
        if row["episode_id"] in mine and row["total"] is not None and row["total"] > 2:
            _set(connection, "assessments", row, total=5 * round(row["total"] / 5))


def _gather(connection, rng, rows, table, date) -> None:
    """Puts up to nine records of a few episodes on one day."""
    for one in _some(rng, rows, 4):
        for row in [row for row in rows if row["episode_id"] == one["episode_id"]][: rng.randint(2, 9)]:
            _set(connection, table, row, **{date: one[date]})


def _some(rng, rows, most):
    return rng.sample(rows, min(most, len(rows)))


def _set(connection, table, row, **values) -> None:
    """In the database and in the row; an import would have refused it."""
    row.update(values)
    where = METADATA.tables[table].c[KEYS[table]] == row[KEYS[table]]
    connection.execute(update(METADATA.tables[table]).where(where).values(values))
