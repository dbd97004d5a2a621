"""How well a model's expectations fit: by tenths of what it expects, and in one or two numbers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

TENTHS = 10


@dataclass(frozen=True)
class Calibration:
    """tenths: (people, mean expected, mean observed) from the least expected to the most.

    Shares: c, the chance that of two people with different outcomes the one who had it was expected more likely to
    (0.5: no better than a coin); brier, the mean squared distance from the outcome, and brier_flat, the same if
    everybody were given the overall share (Brier 1950, Mon Weather Rev 78:1-3). Points: r2, the share of variance
    explained. None where not defined.
    """

    tenths: tuple[tuple[int, float, float], ...]
    c: float | None = None
    brier: float | None = None
    brier_flat: float | None = None
    r2: float | None = None


def calibration(outcome: pd.Series, expected: np.ndarray, n: pd.Series, means: bool) -> Calibration:
    """Of cells: outcome, what was expected, and people."""
    y, weights = outcome.to_numpy(float), n.to_numpy(float)
    found = tenths(y, expected, weights)
    centre = np.average(y, weights=weights)
    flat, own = (float(np.average(np.square(y - at), weights=weights)) for at in (centre, expected))
    if means:
        return Calibration(found, r2=1 - own / flat if flat > 0 else None)
    return Calibration(found, concordance(y, expected, weights), own, flat)


def tenths(y: np.ndarray, expected: np.ndarray, n: np.ndarray) -> tuple[tuple[int, float, float], ...]:
    """Ten parts of about as many people; people of whom the same is expected stay together."""
    cells = pd.DataFrame({"risk": np.round(expected, 12), "yes": n * y, "n": n, "sum": n * expected})
    alike = cells.groupby("risk").sum().sort_index()
    middle = (alike.n.cumsum() - alike.n / 2) / alike.n.sum()
    part = np.minimum((middle * TENTHS).astype(int), TENTHS - 1)
    sums = alike.groupby(part.to_numpy()).sum()
    return tuple((int(row.n), float(row["sum"] / row.n), float(row.yes / row.n)) for _, row in sums.iterrows())


def concordance(y: np.ndarray, expected: np.ndarray, n: np.ndarray) -> float | None:
    """The c statistic (area under the ROC curve; Hanley & McNeil 1982, Radiology 143:29-36), ties by halves."""
    cells = pd.DataFrame({"risk": np.round(expected, 12), "yes": n * y, "no": n * (1 - y)})
    alike = cells.groupby("risk").sum().sort_index()
    below = alike.no.cumsum() - alike.no
    pairs = alike.yes.sum() * alike.no.sum()
    return float((alike.yes * (below + alike.no / 2)).sum() / pairs) if pairs else None
