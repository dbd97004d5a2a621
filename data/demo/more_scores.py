"""PCL-5, AUDIT-C, DAST-10 and BAM: each for the people and programs that use it, from a random stream of its own."""

import numpy as np
import pandas as pd

from data.demo.columns import expit, happens, iso, numbered, repeated, to_weekday, whole
from data.demo.episodes import episode_ids
from data.demo.stays import ALCOHOL
from data.demo.story import AS_OF, SPRINGFIELD, Clinic

COLUMNS = 20
TRAUMA = 0.2  # of stays in which the PCL-5 is given
SCREENED = 0.6  # of stays that begin with AUDIT-C or DAST-10
GIVEN, AGAIN = 0.9, 0.7  # collected at the start, and of what is due later
FIRST, EVERY = 3, 30  # days after admission, and between scores
# The BAM's answers of five steps, as its manual rescales them to thirty days.
STEPS = np.array([0, 8, 15, 22, 30])
# Places from 0: what is bad and what is good, in steps, in days, and in yes (30) or no.
BAD_STEPS, GOOD_STEPS, BAD_DAYS, GOOD_DAYS, GOOD_YES = (0, 14), (8, 11), (1, 2, 7, 10), (9, 12, 15), (13, 16)


def more_scores(c: Clinic, stays: pd.DataFrame, used: np.ndarray) -> pd.DataFrame:
    """Rows of the `assessments` table."""
    rng = c.rng("more assessments")
    distress = 0.5 * stays["severity"].to_numpy() + 0.5 * rng.standard_normal(len(stays))
    alcohol = (stays["substance"] == ALCOHOL).to_numpy()
    screened, local = happens(rng, SCREENED, len(stays)), (stays["kind"] == SPRINGFIELD).to_numpy()
    parts = [
        _table(stays, "PCL-5", *_by_items(rng, stays, distress - 0.1, happens(rng, TRAUMA, len(stays)), 20, 4)),
        _table(stays, "AUDIT-C", *_by_items(rng, stays, distress + 0.3, screened & alcohol, 3, 4)),
        _table(stays, "DAST-10", *_by_items(rng, stays, distress + 0.2, screened & ~alcohol, 10, 1)),
        _table(stays, "BAM", *_bam(rng, stays, used, distress, local)),
    ]
    table = pd.concat(parts, ignore_index=True)
    return pd.DataFrame({"assessment_id": numbered("M", 7, len(table)), **table})


def _occasions(rng: np.random.Generator, stays: pd.DataFrame, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(row, day): around admission and about every month of those who are asked, as far as collected."""
    admitted, left = stays["admitted"].to_numpy(), stays["discharged"].to_numpy()
    row, turn = repeated(np.where(asked, (np.minimum(left, AS_OF) - admitted).clip(0) // EVERY + 1, 0))
    day = to_weekday(admitted[row] + EVERY * turn + rng.integers(0, FIRST + 1, len(row)))
    given = happens(rng, np.where(turn == 0, GIVEN, AGAIN))
    kept = np.flatnonzero(given & (day <= np.minimum(left, AS_OF)[row]))
    return row[kept], day[kept]


def _gone(stays: pd.DataFrame, row: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The part of what treatment brings that has come by a day."""
    return 1 - np.exp(-(day - stays["admitted"].to_numpy()[row]) / 40)


def _by_items(rng, stays: pd.DataFrame, level: np.ndarray, asked: np.ndarray, count: int, greatest: int):
    """Items alike, less on each as time goes on."""
    row, day = _occasions(rng, stays, asked)
    relief = 1.1 + 0.4 * stays["engagement"].to_numpy() - 0.2 * stays["pull"].to_numpy()
    now = level[row] - relief[row] * _gone(stays, row, day) + 0.3 * rng.standard_normal(len(row))
    items = np.full((len(row), COLUMNS), -1, np.int8)
    items[:, :count] = rng.binomial(greatest, expit(now)[:, None], (len(row), count))
    return row, day, items, items[:, :count].sum(axis=1)


def _bam(rng, stays: pd.DataFrame, used: np.ndarray, distress: np.ndarray, asked: np.ndarray):
    """Days of thirty and answers of five steps; use follows the weeks of use."""
    row, day = _occasions(rng, stays, asked)
    gone, engaged = _gone(stays, row, day), stays["engagement"].to_numpy()[row]
    bad, good = expit(distress[row] + 0.3 - 1.2 * gone), expit(0.5 * engaged - 0.6 + 1.3 * gone)
    items = np.full((len(row), COLUMNS), -1, np.int8)
    for places, chance in ((BAD_STEPS, bad), (GOOD_STEPS, good)):
        items[:, places] = STEPS[rng.binomial(4, chance[:, None], (len(row), len(places)))]
    for places, chance in ((BAD_DAYS, bad), (GOOD_DAYS, good)):
        items[:, places] = rng.binomial(30, chance[:, None], (len(row), len(places)))
    items[:, GOOD_YES] = 30 * rng.binomial(1, good[:, None], (len(row), len(GOOD_YES)))
    _use(rng, stays, used, row, day, items)
    return row, day, items, None


def _use(rng, stays: pd.DataFrame, used: np.ndarray, row, day, items: np.ndarray) -> None:
    """Items 4 to 6: days of drinking, of heavy drinking and of drug use; the thirty days before admission were bad."""
    week = (day - stays["admitted"].to_numpy()[row]) // 7
    weeks = np.clip(week[:, None] - np.arange(4), 0, used.shape[1] - 1)
    share = np.where(week < 2, rng.beta(2, 2, len(row)), 0.4 * used[row[:, None], weeks].mean(axis=1))
    alcohol = (stays["substance"] == ALCOHOL).to_numpy()[row]
    main, side = rng.binomial(30, share), rng.binomial(30, 0.1 * share)
    items[:, 3], items[:, 5] = np.where(alcohol, main, side), np.where(alcohol, side, main)
    items[:, 4] = rng.binomial(items[:, 3], 0.6)
    items[:, 6] = 0


def _table(stays: pd.DataFrame, name: str, row: np.ndarray, day: np.ndarray, items: np.ndarray, total) -> pd.DataFrame:
    """Columns of `assessments`; a total of the BAM means nothing and is not written down."""
    sums = np.zeros(len(row), int) if total is None else total
    table = {
        "episode_id": episode_ids(stays).take(row),
        "instrument": pd.array([name] * len(row), dtype="str"),
        "completed_on": iso(day),
        "total": whole(sums, np.full(len(row), total is not None)),
    }
    return pd.DataFrame(table | {f"item_{i + 1}": whole(items[:, i], items[:, i] >= 0, "Int8") for i in range(COLUMNS)})
