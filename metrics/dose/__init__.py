"""Dose: what becomes of people by how much of the treatment reaches them."""

from metrics.attendance.cards_of_episodes import OUTCOME_BY_ATTENDANCE
from metrics.dose.results import outcome_by_attendance, who_by_dose
from metrics.measure import Measure

FACTS = ()

MEASURES = (
    Measure(
        OUTCOME_BY_ATTENDANCE,
        outcome_by_attendance,
        who_by_dose,
        headline={"attended": "90_and_over", "outcome": "completed", "missing": "observed"},
    ),
)
