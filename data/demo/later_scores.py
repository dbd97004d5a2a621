"""Calls half a year after admission, long after discharge: who is reached, and the PHQ-9 that they tell."""

import numpy as np
import pandas as pd

from data.demo.columns import expit, happens, iso, numbered, to_weekday, whole, words
from data.demo.episodes import episode_ids
from data.demo.stays import COMPLETED, DIED, TRANSFERRED
from data.demo.story import AS_OF, Clinic

CALL, EARLY, LATE = 180, 20, 30  # days after admission
# A score up to so many days after discharge still belongs to the stay: those calls are later.
STILL_OF_THE_STAY = 14
REACHED = {True: 0.72, False: 0.4}  # finished or not
ITEMS, COLUMNS = 9, 20


def later_scores(c: Clinic, stays: pd.DataFrame) -> pd.DataFrame:
    """Rows of the `assessments` table: totals as they were told on the telephone, item by item never written down."""
    rng = c.rng("later scores")
    stay, finished, day, reached = _called(rng, stays)
    total = rng.binomial(3, expit(_level(rng, stay, finished))[:, None], (len(stay), ITEMS)).sum(axis=1)
    kept = reached & _still_later(stay, day)
    return _rows(stays, stay.index.to_numpy()[kept], day[kept], total[kept])


def reached_later(rng: np.random.Generator, stays: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(row, day) of those who are reached by a call."""
    stay, _, day, reached = _called(rng, stays)
    kept = reached & _still_later(stay, day)
    return stay.index.to_numpy()[kept], day[kept]


def _called(rng: np.random.Generator, stays: pd.DataFrame):
    """Those who have left alive: their rows, who of them finished, the day of the call, and who is reached."""
    stay = stays[~stays["open"] & (stays["reason"] != DIED)]
    finished = stay["reason"].isin([COMPLETED, TRANSFERRED]).to_numpy()
    day = to_weekday(stay["admitted"].to_numpy() + CALL + rng.integers(-EARLY, LATE, len(stay)))
    return stay, finished, day, happens(rng, np.where(finished, REACHED[True], REACHED[False]))


def _still_later(stay: pd.DataFrame, day: np.ndarray) -> np.ndarray:
    return (day <= AS_OF) & (day > stay["discharged"].to_numpy() + STILL_OF_THE_STAY)


def _level(rng: np.random.Generator, stay: pd.DataFrame, finished: np.ndarray) -> np.ndarray:
    """Log odds of a point on an item: what brought people in, less what stayed with them of treatment."""
    burden = 0.6 * stay["severity"].to_numpy() + 0.3 * stay["pull"].to_numpy()
    relief = 0.9 + 0.7 * finished + 0.3 * stay["engagement"].to_numpy()
    return burden - relief + 1.1 * rng.standard_normal(len(stay))


def _rows(stays: pd.DataFrame, row: np.ndarray, day: np.ndarray, total: np.ndarray) -> pd.DataFrame:
    none = np.zeros(len(row), int)
    table = {
        "assessment_id": numbered("T", 7, len(row)),
        "episode_id": episode_ids(stays).take(row),
        "instrument": words(["PHQ-9"], none),
        "completed_on": iso(day),
        "total": whole(total),
    }
    return pd.DataFrame(table | {f"item_{i + 1}": whole(none, none > 0, "Int8") for i in range(COLUMNS)})
