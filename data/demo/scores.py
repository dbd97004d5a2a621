"""PHQ-9 and GAD-7, and the reviews that follow a positive item 9."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, expit, happens, iso, numbered, repeated, to_weekday, whole, words
from data.demo.episodes import episode_ids
from data.demo.later_scores import later_scores
from data.demo.more_scores import more_scores
from data.demo.stays import COMPLETED, DROPPED_OUT, TRANSFERRED
from data.demo.story import AS_OF, SLIP_FROM, TELEHEALTH, Clinic

INSTRUMENTS = ("PHQ-9", "GAD-7")
PHQ9, GAD7 = 0, 1
ITEM_COUNT = np.array([9, 7])
COLUMNS = 20
# Log odds of a point on each item at the average severity: fatigue and sleep lead, item 9 is rare.
PHQ9_ITEMS = np.array([0.3, 0.45, 0.85, 0.8, 0.3, 0.55, 0.3, -0.5, -3.3])
GAD7_ITEMS = np.array([0.6, 0.4, 0.6, 0.35, -0.1, 0.3, -0.2])
ITEM_ODDS = np.zeros((2, COLUMNS))
ITEM_ODDS[PHQ9, :9], ITEM_ODDS[GAD7, :7] = PHQ9_ITEMS, GAD7_ITEMS
GIVEN = (0.76, 0.1, 0.12, 0.021)  # items and total, items only, total only, one item left out
EVERY = 14  # days between scores
REVIEWED_AFTER = (0.7, 0.17, 0.04, 0.03)  # same day, next day, 2 and 3 days; the rest stay open


def scores(c: Clinic, stays: pd.DataFrame, used: np.ndarray) -> dict[str, pd.DataFrame]:
    """The `assessments` and `risk_reviews` tables."""
    rng = c.rng("assessments")
    row, day, instrument = _collected(rng, stays, used, *_occasions(rng, stays))
    items = _items(rng, row, instrument, _course(rng, stays, row, day, instrument))
    table, thoughts = _assessments(rng, stays, row, day, instrument, items)
    reviews = _risk_reviews(c.rng("risk_reviews"), stays, row[thoughts], day[thoughts])
    table = pd.concat([table, more_scores(c, stays, used), later_scores(c, stays)], ignore_index=True)
    return {"assessments": table, "risk_reviews": reviews}


def _occasions(rng: np.random.Generator, stays: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(row, day, turn): at admission (turn 0), about every two weeks, and at the end of a finished stay."""
    admitted, left = stays["admitted"].to_numpy(), stays["discharged"].to_numpy()
    row, turn = repeated((left - admitted - 3).clip(0) // EVERY + 1)
    first = np.round(rng.normal(1, 2.6, len(row))).clip(-7, 12) + np.where(happens(rng, 0.03, len(row)), 16, 0)
    later = EVERY * turn + rng.integers(-3, 4, len(row))
    day = to_weekday(admitted[row] + np.where(turn == 0, first, later).astype(int))
    ends = stays["reason"].to_numpy() == COMPLETED
    ends |= (stays["reason"].to_numpy() == TRANSFERRED) & happens(rng, 0.4, len(stays))
    closing = np.flatnonzero(ends & (left - admitted > 10))
    row, day = np.r_[row, closing], np.r_[day, left[closing]]
    turn = np.r_[turn, np.full(len(closing), 99)]
    kept = np.flatnonzero(day <= np.minimum(left, AS_OF)[row])
    return row[kept], day[kept], turn[kept]


def _collected(rng, stays: pd.DataFrame, used: np.ndarray, row, day, turn):
    """Scores are missing at random, more so for people who use or leave, and where the routine slipped."""
    week = np.clip((day - stays["admitted"].to_numpy()[row]) // 7, 0, used.shape[1] - 1)
    distant = (stays["kind"] == TELEHEALTH).to_numpy()[row]
    fading = (stays["reason"] == DROPPED_OUT).to_numpy()[row]
    fading &= stays["discharged"].to_numpy()[row] - day < 15
    chance = np.where(turn == 0, 0.95, 0.9) - 0.06 * distant
    chance = chance * np.where(fading & (turn > 0), 0.3, 1) - 0.1 * (used[row, week] & (turn > 0))
    given = happens(rng, chance)
    slipped = distant & (turn > 0) & (day >= SLIP_FROM) & happens(rng, 0.8, len(row))
    phq, gad = given & ~slipped & happens(rng, 0.985, len(row)), given & happens(rng, 0.95, len(row))
    row, day = np.r_[row[phq], row[gad]], np.r_[day[phq], day[gad]]
    which = np.r_[np.zeros(phq.sum(), int), np.ones(gad.sum(), int)]
    order = np.lexsort((which, row, day))
    return row[order], day[order], which[order]


def _course(rng: np.random.Generator, stays: pd.DataFrame, row, day, instrument) -> np.ndarray:
    """Log odds of a point on an average item: severity at entry, less what treatment brought by that day."""
    n = len(stays)
    burden = 0.6 * stays["severity"].to_numpy() + 0.07 + 0.25 * (stays["co_occurring"].to_numpy() - 0.55)
    start = burden + 0.62 * rng.standard_normal(n)
    relief = 1.57 + 0.3 * stays["engagement"].to_numpy() - 0.2 * stays["pull"].to_numpy()
    relief = relief + 1.2 * rng.standard_normal(n)
    worry = 0.42 * rng.standard_normal((n, 2))
    gain = 1 - np.exp(-np.maximum(day - stays["admitted"].to_numpy()[row], 0) / 24)
    return start[row] + worry[row, instrument] - relief[row] * gain + 0.3 * rng.standard_normal(len(row))


def _items(rng: np.random.Generator, row: np.ndarray, instrument: np.ndarray, level: np.ndarray) -> np.ndarray:
    """(scores, 20) item values, -1 where the instrument has no such item."""
    items = np.full((len(row), COLUMNS), -1, np.int8)
    for place in range(ITEM_COUNT.max()):
        asked = place < ITEM_COUNT[instrument]
        odds = ITEM_ODDS[instrument[asked], place] + level[asked]
        items[asked, place] = rng.binomial(3, expit(odds))
    return items


def _assessments(rng, stays: pd.DataFrame, row, day, instrument, items) -> tuple[pd.DataFrame, np.ndarray]:
    """The table, and which of its rows show a positive PHQ-9 item 9."""
    given, asked = draw(rng, GIVEN, len(row)).clip(0), items >= 0
    total = np.where(asked, items, 0).sum(axis=1)
    shown = asked & (given != 2)[:, None]
    lost = rng.integers(0, ITEM_COUNT[instrument])
    shown[np.arange(len(row)), lost] &= given != 3
    table = {
        "assessment_id": numbered("A", 7, len(row)),
        "episode_id": episode_ids(stays).take(row),
        "instrument": words(INSTRUMENTS, instrument),
        "completed_on": iso(day),
        "total": whole(total, (given == 0) | (given == 2)),
    }
    table |= {f"item_{i + 1}": whole(items[:, i], shown[:, i], "Int8") for i in range(COLUMNS)}
    return pd.DataFrame(table), np.flatnonzero((instrument == PHQ9) & shown[:, 8] & (items[:, 8] > 0))


def _risk_reviews(rng, stays: pd.DataFrame, row: np.ndarray, day: np.ndarray) -> pd.DataFrame:
    after = draw(rng, REVIEWED_AFTER, len(row))
    kept = np.flatnonzero((after >= 0) & (day + after <= AS_OF))
    return pd.DataFrame(
        {
            "review_id": numbered("R", 6, len(kept)),
            "episode_id": episode_ids(stays).take(row[kept]),
            "reviewed_on": iso((day + after)[kept]),
        }
    )
