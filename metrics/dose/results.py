"""outcome_by_attendance: completion and reliable improvement in PHQ-9 by the share of sessions attended."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, and_, case, func

from metrics.attendance.beginning import left_with_turnout
from metrics.attendance.facts import fact_turnout
from metrics.cohort import Cohort
from metrics.episodes import UNKNOWN, fact_episode
from metrics.instruments import PHQ9
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import Source, answer, by_group, narrowed, total
from metrics.result import Row
from metrics.symptoms.facts import fact_symptoms

# The measures' own choice: bands of the share attended, per cent, by the number each stays under.
BANDS = {"under_50": 50, "50_to_74": 75, "75_to_89": 90, "90_and_over": None}
ATTENDED, DUE = fact_turnout.c.attended, fact_turnout.c.due
REASON, SCORES = fact_episode.c.discharge_reason, fact_symptoms.c
IMPROVED = SCORES.baseline_score - SCORES.latest_score >= PHQ9.reliable_change


def band():
    """The band of an episode's share attended."""
    cuts = [(limit * DUE > 100 * ATTENDED, name) for name, limit in BANDS.items() if limit]
    return case(*cuts, else_=list(BANDS)[-1])


def doses(cohort: Cohort) -> Source:
    """Discharges with what they attended and their PHQ-9, scored or not."""
    source = left_with_turnout(cohort)
    same = and_(SCORES.client_no == fact_episode.c.client_no, SCORES.episode_no == fact_episode.c.episode_no)
    table = source.table.outerjoin(fact_symptoms, and_(same, SCORES.instrument == PHQ9.name))
    return Source(table, source.month, source.conditions)


def outcome_by_attendance(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """For each band of the share attended: who completed, and whose PHQ-9 reliably improved; the unknown as bounds."""
    counts = (
        func.count(),
        total(REASON == "completed"),
        total(REASON == UNKNOWN),
        func.count(SCORES.baseline_score),
        func.count(SCORES.latest_score),
        total(IMPROVED),
    )
    source = narrowed(doses(cohort), DUE > 0)
    found = by_group(connection, cohort, source, *counts, also=(band().label("attended_share"),))
    return answer(cohort, found, _outcomes, [])


def _outcomes(rows: list[tuple]) -> Iterable[Row]:
    found = {name: counts for name, *counts in rows}
    for name in BANDS:
        n, completed, unknown, scored, paired, improved = map(int, found.get(name, (0,) * 6))
        yield from _bounded({"attended": name, "outcome": "completed"}, completed, n - unknown, unknown)
        yield from _bounded({"attended": name, "outcome": "phq9_improved"}, improved, paired, scored - paired)


def _bounded(part: dict, k: int, known: int, unknown: int) -> Iterable[Row]:
    yield proportion({**part, "missing": "observed"}, k, known)
    yield proportion({**part, "missing": "negative"}, k, known + unknown)
    yield proportion({**part, "missing": "positive"}, k + unknown, known + unknown)


WORDS = {
    "under_50": "under half",
    "50_to_74": "50 to 74%",
    "75_to_89": "75 to 89%",
    "90_and_over": "90% or more",
}


def who_by_dose(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge: sessions attended of those due, its band, and whether it completed."""
    said = {name: f"attended {words} of the sessions due" for name, words in WORDS.items()}
    rules = [(func.coalesce(DUE, 0) == 0, EXCLUDED, "No session was due")]
    for name, words in said.items():
        rules.append((and_(band() == name, REASON == "completed"), COUNTED, f"Completed; {words}"))
        rules.append((and_(band() == name, REASON == UNKNOWN), EXCLUDED, f"Reason not known: a bound; {words}"))
        rules.append((band() == name, NOT_COUNTED, f"Left otherwise; {words}"))
    return listed(doses(cohort), rules, ATTENDED, DUE)
