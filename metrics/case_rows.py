"""Who came, counted in cells: the people behind a number by group, by what they came with, and by how it ended.

People are never handed over one by one: the database adds up all who are alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from data.tables import clients, episodes
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.instrument import Instrument
from metrics.instruments import PHQ9, SCALES
from metrics.measure import Measure
from metrics.people import COUNTED, EXCLUDED
from metrics.result import Row
from metrics.symptoms.facts import fact_symptoms

# What people come with, in the order in which a small model takes it up (measures' own choice; severity at the start
# first, as it says most). Severity is a score, the others are named.
SEVERITY = "severity"
NAMED = ("age_band", "primary_substance", "payer", "entry")
COVARIATES = (SEVERITY, *NAMED)
YES_NO, POINTS = "yes or no", "points"


@dataclass(frozen=True)
class Cases:
    """`table`: a row a cell with columns group, severity (NaN: no first score), the named covariates, outcome, n.

    kind: whether the outcome is a yes (1) or a no (0), or points.
    """

    table: pd.DataFrame
    kind: str
    instrument: Instrument


def cases(
    connection: Connection, one: Measure, cohort: Cohort, options: Mapping, as_of: date, by: str, whole: Row
) -> Cases | None:
    """The cases of a measure's headline by the dimension `by`; `whole` is its ungrouped row.

    None where the measure does not count each person once as a yes, a no or a number: then the people behind it do
    not add up to the row.
    """
    instrument = scale_of(one)
    points = one.card.kind == "points"
    table = _read(connection, one, cohort, options, as_of, by, instrument, points)
    for outcome in _outcomes(table, points):
        found = table.assign(outcome=outcome)
        if _adds_up(found, whole):
            own = found[["group", *COVARIATES, "outcome", "n"]]
            return Cases(own, POINTS if points else YES_NO, instrument)
    return None


def scale_of(one: Measure) -> Instrument:
    """The questionnaire whose first score stands for severity: the measure's own, else the PHQ-9."""
    own = (scale for scale in SCALES.values() if one.card.name.startswith(f"{scale.slug}_"))
    return next(own, PHQ9)


def _read(connection, one, cohort, options, as_of, by, instrument, points) -> pd.DataFrame:
    listed = one.people(cohort, options, as_of).subquery("listed")
    own, scores = fact_episode.c, fact_symptoms.c
    # By the records' keys, so that every step has an index: facts know episodes by number only.
    numbered = listed.join(episodes, episodes.c.episode_id == listed.c.episode_id)
    numbered = numbered.join(clients, clients.c.client_id == listed.c.client_id)
    mine = and_(own.client_no == clients.c.client_no, own.episode_no == episodes.c.episode_no)
    same = and_(scores.client_no == own.client_no, scores.episode_no == own.episode_no)
    scored = and_(same, scores.instrument == instrument.name)
    table = numbered.join(fact_episode, mine).outerjoin(fact_symptoms, scored)
    keys = [own[by].label("group"), scores.baseline_score.label(SEVERITY), *(own[name].label(name) for name in NAMED)]
    keys += [listed.c.standing, *((listed.c.numerator, listed.c.denominator) if points else ())]
    query = select(*keys, func.count().label("n")).select_from(table).where(listed.c.standing != EXCLUDED)
    columns = ["group", *COVARIATES, "standing", *(("numerator", "denominator") if points else ()), "n"]
    rows = [tuple(row) for row in connection.execute(query.group_by(*keys))]
    found = pd.DataFrame(rows, columns=columns)
    numbers = {name: float for name in (SEVERITY, "numerator", "denominator", "n") if name in found}
    return found.astype(numbers)


def _outcomes(table: pd.DataFrame, points: bool):
    """What the outcome of a case may be; the first that adds up to the measure's own row is it."""
    if not points:
        return [(table.standing == COUNTED).astype(float)]
    return [table.numerator - table.denominator, table.denominator - table.numerator, table.numerator]


def _adds_up(found: pd.DataFrame, whole: Row) -> bool:
    """The cases are those of the row: as many, and with the same sum."""
    if whole.numerator is None or found.outcome.isna().any():
        return False
    n, total = found.n.sum(), (found.n * found.outcome).sum()
    return bool(n) and n == whole.denominator and abs(total - whole.numerator) < 0.5
