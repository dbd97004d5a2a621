"""Calls after discharge, at one, three and six months: who is reached, and who has returned to use."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, expit, happens, iso, numbered, to_weekday, whole, words
from data.demo.episodes import episode_ids
from data.demo.stays import COMPLETED, DIED, SUBSTANCES, TRANSFERRED
from data.demo.story import AS_OF, Clinic
from data.demo.use import MISSED, NEGATIVE, POSITIVE, RESULTS, SOURCES

CALLS = (30, 90, 180)
EARLY, LATE = 6, 9
REACHED = {True: (0.8, 0.68, 0.6), False: (0.42, 0.3, 0.22)}  # finished or not, at each call
WRITTEN_DOWN = 0.5  # of the calls that reached nobody
SOURCE_SHARES = (0.22, 0.03, 0.65, 0.1)


def follow_up(c: Clinic, stays: pd.DataFrame, earlier: int) -> pd.DataFrame:
    """Rows of the `substance_use` table after discharge; `earlier`: how many rows the table has so far."""
    rng = c.rng("follow up")
    stay = stays[~stays["open"] & (stays["reason"] != DIED)]
    back = np.zeros(len(stay), bool)
    parts = []
    for call in range(len(CALLS)):
        back = _back_to_use(rng, stay, back)
        parts.append(_call(rng, stay, call, back))
    row, day, result = (np.concatenate(column) for column in zip(*parts, strict=True))
    kept = np.flatnonzero(day <= AS_OF)
    kept = kept[np.lexsort((row[kept], day[kept]))]
    return _rows(rng, stays, row[kept], day[kept], result[kept], earlier)


def _back_to_use(rng: np.random.Generator, stay: pd.DataFrame, before: np.ndarray) -> np.ndarray:
    finished = stay["reason"].isin([COMPLETED, TRANSFERRED]).to_numpy()
    begins = expit(-1.9 + 0.8 * stay["pull"].to_numpy() + 0.8 * ~finished)
    return happens(rng, np.where(before, 0.72, begins))


def _call(rng: np.random.Generator, stay: pd.DataFrame, call: int, back: np.ndarray):
    finished = stay["reason"].isin([COMPLETED, TRANSFERRED]).to_numpy()
    chance = np.where(finished, REACHED[True][call], REACHED[False][call]) * np.where(back, 0.75, 1)
    reached, noted = happens(rng, chance), happens(rng, WRITTEN_DOWN, len(stay))
    told = np.where(happens(rng, np.where(back, 0.85, 0.01)), POSITIVE, NEGATIVE)
    day = to_weekday(stay["discharged"].to_numpy() + CALLS[call] + rng.integers(-EARLY, LATE, len(stay)))
    on = reached | noted
    return stay.index.to_numpy()[on], day[on], np.where(reached, told, MISSED)[on]


def _rows(rng, stays: pd.DataFrame, row, day, result, earlier: int) -> pd.DataFrame:
    main = stays["substance"].to_numpy()[row]
    known = (main != SUBSTANCES.index("none")) & (result == POSITIVE)
    return pd.DataFrame(
        {
            "observation_id": numbered("U", 7, earlier + len(row))[earlier:],
            "episode_id": episode_ids(stays).take(row),
            "observed_on": iso(day),
            "source": words(SOURCES, draw(rng, SOURCE_SHARES, len(row)).clip(0)),
            "substance": words(SUBSTANCES, np.where(known, main, -1)),
            "result": words(RESULTS, result),
            "prescribed": whole(np.zeros(len(row)), result == POSITIVE),
        }
    )
