"""Substance use: the weeks in which people used, and the tests that saw it or missed it."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, expit, happens, iso, numbered, repeated, weekday, whole, words
from data.demo.episodes import episode_ids
from data.demo.stays import ALCOHOL, BUPRENORPHINE, DROPPED_OUT, METHADONE, SUBSTANCES
from data.demo.story import AS_OF, TELEHEALTH, Clinic

SOURCES = ("urine", "breath", "self_report", "collateral")
SOURCE_SHARES = {"usual": (0.76, 0.05, 0.17, 0.02), "alcohol": (0.56, 0.27, 0.15, 0.02)}
AT_A_DISTANCE = (0.5, 0.1, 0.36, 0.04)
RESULTS = ("positive", "negative", "inconclusive", "missed")
POSITIVE, NEGATIVE, INCONCLUSIVE, MISSED = range(4)
TESTS_A_WEEK = (0.04, 0.3, 0.46, 0.201)  # 0 to 3 due


def weeks_of_use(c: Clinic, stays: pd.DataFrame) -> np.ndarray:
    """(episodes, weeks) true where the person used in that week of the stay."""
    rng, pull = c.rng("weeks of use"), stays["pull"].to_numpy()
    length = (stays["discharged"] - stays["admitted"]).to_numpy() // 7
    used = np.zeros((len(stays), length.max() + 1), bool)
    used[:, 0] = happens(rng, expit(-0.65 + 0.9 * pull))
    for week in range(1, used.shape[1]):
        leaving = (stays["reason"] == DROPPED_OUT).to_numpy() & (length - week < 3)
        begins = expit(-2.7 + 0.9 * pull + 1.3 * np.exp(-week / 3) + 1.1 * leaving)
        goes_on = expit(0.6 + 0.5 * pull - 0.07 * week + 0.6 * leaving)
        used[:, week] = happens(rng, np.where(used[:, week - 1], goes_on, begins))
    return used


def substance_use_table(c: Clinic, stays: pd.DataFrame, used: np.ndarray) -> pd.DataFrame:
    """The `substance_use` table: one row a test that was due, by day."""
    rng = c.rng("substance_use")
    row, day, week = _due(rng, stays)
    stay = stays.iloc[row]
    source = _source(rng, stay)
    result = _result(rng, stay, day, used[row, week], source)
    prescribed = _prescribed(rng, stay, result, source)
    result[prescribed] = POSITIVE
    return pd.DataFrame(
        {
            "observation_id": numbered("U", 7, len(row)),
            "episode_id": episode_ids(stays).take(row),
            "observed_on": iso(day),
            "source": words(SOURCES, source),
            "substance": words(SUBSTANCES, _substance(rng, stay, prescribed)),
            "result": words(RESULTS, result),
            "prescribed": whole(prescribed, (result == POSITIVE) & (prescribed | happens(rng, 0.8, len(row)))),
        }
    )


def _due(rng: np.random.Generator, stays: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    admitted = stays["admitted"].to_numpy()
    last = np.minimum(stays["discharged"].to_numpy(), AS_OF)
    stay, week = repeated((last - admitted) // 7 + 1)
    again, _ = repeated(np.maximum(draw(rng, TESTS_A_WEEK, len(stay)), 0))
    stay, week = stay[again], week[again]
    day = admitted[stay] + 7 * week + rng.integers(0, 7, len(stay))
    day = np.maximum(day - np.maximum(weekday(day) - 4, 0), admitted[stay])
    kept = np.flatnonzero(day <= last[stay])
    kept = kept[np.lexsort((stay[kept], day[kept]))]
    stay, day = stay[kept], day[kept]
    return stay, day, (day - admitted[stay]) // 7


def _source(rng: np.random.Generator, stay: pd.DataFrame) -> np.ndarray:
    n = len(stay)
    usual, alcohol = (draw(rng, shares, n).clip(0) for shares in SOURCE_SHARES.values())
    source = np.where(stay["substance"] == ALCOHOL, alcohol, usual)
    return np.where(stay["kind"] == TELEHEALTH, draw(rng, AT_A_DISTANCE, n).clip(0), source)


def _result(rng, stay: pd.DataFrame, day: np.ndarray, used: np.ndarray, source: np.ndarray) -> np.ndarray:
    """What the test said. People who use, and people on their way out, miss more tests."""
    n = len(day)
    leaving = ((stay["reason"] == DROPPED_OUT) & (stay["discharged"] - day < 15)).to_numpy()
    missed = happens(rng, 0.07 + 0.14 * used + 0.38 * leaving)
    seen = happens(rng, np.where(used, np.where(source >= 2, 0.62, 0.86), 0.02))
    unclear = happens(rng, 0.015, n) & (source < 2)
    return np.select([missed, unclear, seen], [MISSED, INCONCLUSIVE, POSITIVE], default=NEGATIVE)


def _prescribed(rng, stay: pd.DataFrame, result: np.ndarray, source: np.ndarray) -> np.ndarray:
    """Positive for the medication that was prescribed: written down as such, and not use."""
    on_it = stay["medication"].isin([BUPRENORPHINE, METHADONE]).to_numpy()
    return on_it & (source == 0) & (result == NEGATIVE) & happens(rng, 0.16, len(stay))


def _substance(rng, stay: pd.DataFrame, prescribed: np.ndarray) -> np.ndarray:
    named = draw(rng, (0.82, 0.11), len(stay))
    other = draw(rng, (0.25, 0.2, 0.25, 0.2, 0.1), len(stay))
    main = np.where(stay["substance"] == SUBSTANCES.index("none"), -1, stay["substance"])
    substance = np.select([named == 0, named == 1], [main, other], default=-1)
    return np.where(prescribed, SUBSTANCES.index("opioids"), substance)
