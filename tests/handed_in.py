"""A clinic small enough to count by hand, what is handed in to it, and one frozen report."""

import pytest

from data.engine import writing
from evidence.frozen import freeze, read
from evidence.movers import movers
from evidence.why import explain
from intake import import_folder
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.scope import EVERYTHING, Scope, within
from tests.databases import ENGINES, ready

RATE, RETURN = "attendance_rate", "relapse_after_discharge"
PROGRAMS = ["program_id,name", "A,Day", "B,Evening"]
CLIENTS = ["client_id", *(f"C{n}" for n in range(1, 7))]
EPISODES = [
    "episode_id,client_id,program_id,admitted_on,discharged_on,payer",
    *(
        f"E{n},C{n},{'A' if n < 5 else 'B'},2026-01-05,2026-03-02,{'medicare' if n % 2 else 'grant'}"
        for n in range(1, 7)
    ),
]
SESSIONS = ["session_id,episode_id,scheduled_on,status", *(f"S{n},E{n},2026-01-12,attended" for n in range(1, 5))]
# Seen again: soon after day 30, long after it, and a positive early.
USE = [
    "observation_id,episode_id,observed_on,source,result",
    "U1,E1,2026-04-05,urine,negative",
    "U2,E2,2026-05-20,urine,negative",
    "U3,E3,2026-03-10,urine,positive",
]
FILES = {"programs": PROGRAMS, "clients": CLIENTS, "episodes": EPISODES, "sessions": SESSIONS, "substance_use": USE}
THEN = ["as_of", "2026-06-30"]
DOCTOR = "Dr. Quinn"
EVERYBODY = Cohort()


@pytest.fixture(params=ENGINES)
def clinic(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        found = Clinic(engine, tmp_path)
        found.hand_in(**FILES, extract=THEN)
        yield found


class Clinic:
    """A database with what has been handed in, and one frozen report."""

    def __init__(self, engine, place):
        self.engine, self.place, self.times = engine, place, 0

    def hand_in(self, **files) -> None:
        folder = self.place / str(self.times)
        folder.mkdir()
        self.times += 1
        for name, lines in files.items():
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
        assert not import_folder(self.engine, folder).quarantine

    def sessions(self, *rows: str) -> None:
        self.hand_in(sessions=[SESSIONS[0], *rows])

    def freeze(self, name: str = RATE, cohort: Cohort = EVERYBODY) -> None:
        with writing(self.engine) as connection:
            freeze(connection, "handed over", "", [name], cohort, DOCTOR)

    def why(self, name: str = RATE, other: Cohort | None = None):
        with self.engine.connect() as connection:
            return explain(connection, read(connection, "handed over"), [name], other)[name]

    def movers(self, found, scope: Scope = EVERYTHING):
        with self.engine.connect() as own, within(self.engine, scope).connect() as connection:
            return movers(connection, own, read(own, "handed over"), found)


def causes(found) -> dict[str, dict[str, int]]:
    """cause -> how many people moved in which way."""
    return {one.cause: {way: n for way, n in one.people().items() if n} for one in found.effects}


def ends(found) -> tuple:
    number = found.number(MEASURES[found.measure].headline)
    return tuple((row.numerator, row.denominator) for row in (number.then, number.now))
