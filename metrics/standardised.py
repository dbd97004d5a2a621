"""Observed beside expected, group by group (indirect standardisation)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from metrics.intervals import Z
from metrics.precision import student

# A shift of log odds beyond which every share is 0 or 1 to the last digit.
FAR, STEPS = 60.0, 80


@dataclass(frozen=True)
class Standardised:
    """One group: people in the model, what was observed of them and what the model expects.

    Shares: observed and expected are counts, `ratio` is observed / expected. Points: they are means, `ratio` is
    the difference observed − expected. low, high: its 95 % interval; None where there is none.
    """

    group: str
    n: int
    observed: float
    expected: float
    ratio: float | None
    low: float | None
    high: float | None


def shares_of(own: pd.DataFrame, expected: np.ndarray) -> tuple[Standardised, ...]:
    """Of outcomes 1 and 0; `expected` is the risk in each cell."""
    return tuple(_share(group, own.n[at].to_numpy(), own.outcome[at], expected[at]) for group, at in _groups(own))


def _share(group: str, n: np.ndarray, outcome: pd.Series, risk: np.ndarray) -> Standardised:
    observed, total = float(n @ outcome), float(n @ risk)
    ends = (end / total if total else None for end in score_interval(observed, risk, n))
    return Standardised(group, int(n.sum()), observed, total, observed / total if total else None, *ends)


def score_interval(observed: float, risk: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    """The least and the greatest expected count that `observed` does not contradict.

    All risks move by one shift of log odds until the observed count lies 1.96 standard deviations away (score
    interval; Wilson's, where all risks are alike). The model's risks are taken as known, as in Hosmer & Lemeshow
    1995, Statist Med 14:2161-2172.
    """
    people = n.sum()
    low = 0.0 if observed <= 0 else _shifted(observed, risk, n, Z)
    high = float(people) if observed >= people else _shifted(observed, risk, n, -Z)
    return low, high


def _shifted(observed: float, risk: np.ndarray, n: np.ndarray, reach: float) -> float:
    """The expected count E with E + reach · sd = observed, by halving."""
    odds = np.log(risk) - np.log1p(-risk)
    low, high = -FAR, FAR
    for _ in range(STEPS):
        middle = (low + high) / 2
        moved = 1 / (1 + np.exp(-(odds + middle)))
        total = float(n @ moved)
        away = total + reach * sqrt(max(0.0, float(n @ (moved * (1 - moved))))) - observed
        low, high = (middle, high) if away < 0 else (low, middle)
    return total


def points_of(own: pd.DataFrame, expected: np.ndarray, coefficients: int) -> tuple[Standardised, ...]:
    """Of outcomes in points; the model's residual variance holds for all groups."""
    n, apart = own.n.to_numpy(), own.outcome.to_numpy() - expected
    df = n.sum() - coefficients
    variance = float(n @ np.square(apart)) / df if df > 0 else None
    found = ((group, n[at], own.outcome.to_numpy()[at], expected[at]) for group, at in _groups(own))
    return tuple(_points(*one, variance, df) for one in found)


def _points(group, n, outcome, expected, variance, df) -> Standardised:
    people = float(n.sum())
    observed, wanted = float(n @ outcome / people), float(n @ expected / people)
    apart = observed - wanted
    reach = student(df) * sqrt(variance / people) if variance is not None else None
    ends = (None, None) if reach is None else (apart - reach, apart + reach)
    return Standardised(group, int(people), observed, wanted, apart, *ends)


def _groups(own: pd.DataFrame) -> Iterable[tuple[str, np.ndarray]]:
    """(group, which cells are its), by name."""
    for group in sorted(own.group.unique()):
        yield group, (own.group == group).to_numpy()
