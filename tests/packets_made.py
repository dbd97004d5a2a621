"""Packets for tests, of the little demo clinic."""

from datetime import date

from access.viewer import owner
from evidence.packet import Packet, gather
from evidence.requirement import Requirement, Standard
from evidence.section import Wanted
from metrics.cohort import Cohort
from metrics.scope import Scope, within

YEAR = Cohort(date(2025, 11, 1), date(2026, 10, 31))
# A measure with months and without, with a chart of its own, and one that nothing answers.
STANDARD = Standard(
    "little",
    "A little standard",
    "first edition",
    "Tests",
    "https://example.org",
    (
        Requirement("A 1", "People come", "Sessions are attended.", ("attendance_rate", "retention"), ("completeness",)),
        Requirement("A 2", "People feel better", "Scores fall.", ("phq9_trend",), ("accuracy", "validity", "reliability")),
        Requirement("A 3", "By hand", "Somebody looks.", by_hand=("Look.",)),
    ),
)  # fmt: skip


def packet(engine, people: bool = False, who: str = "Ana", cohort: Cohort = YEAR, sample: int = 2) -> Packet:
    """A packet with or without single records."""
    with within(engine, Scope(None, people)).connect() as connection:
        return gather(connection, STANDARD, cohort, owner(who), wanted=Wanted(sample, 7))
