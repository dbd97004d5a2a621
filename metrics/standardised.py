"""Observed beside expected, group by group (indirect standardisation)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf, sqrt

import numpy as np
import pandas as pd

from metrics.chance_count import chance_count, exact_interval
from metrics.funnel_limits import TAILS
from metrics.precision import student


@dataclass(frozen=True)
class Standardised:
    """One group: people in the model, what was observed of them and what the model expects.

    Shares: observed and expected are counts, `ratio` is observed / expected. Points: they are means, `ratio` is
    the difference observed − expected. low, high: its 95 % interval; None where there is none.

    apart: observed − expected for each person, between `bounds`; error: its standard deviation by chance alone;
    limits: level -> (lower, upper) of it, the levels of `funnel_limits.TAILS`. low and high leave out what is
    expected exactly where `apart` lies beyond limits["95"].
    """

    group: str
    n: int
    observed: float
    expected: float
    ratio: float | None
    low: float | None
    high: float | None
    apart: float = 0.0
    error: float | None = None
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    bounds: tuple[float, float] = (-inf, inf)


def shares_of(own: pd.DataFrame, expected: np.ndarray) -> tuple[Standardised, ...]:
    """Of outcomes 1 and 0; `expected` is the risk in each cell."""
    return tuple(_share(group, own.n[at].to_numpy(), own.outcome[at], expected[at]) for group, at in _groups(own))


def _share(group: str, n: np.ndarray, outcome: pd.Series, risk: np.ndarray) -> Standardised:
    observed, total, people = float(n @ outcome), float(n @ risk), float(n.sum())
    if not total:
        return Standardised(group, int(people), observed, total, None, None, None)
    low, high = (end / total for end in exact_interval(observed, risk, n))
    count = chance_count(risk, n)
    limits = {level: tuple((k - total) / people for k in count.limits(tail)) for level, tail in TAILS.items()}
    around = ((observed - total) / people, count.sd / people, limits, (-total / people, 1 - total / people))
    return Standardised(group, int(people), observed, total, observed / total, low, high, *around)


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
    if variance is None:
        return Standardised(group, int(people), observed, wanted, apart, None, None, apart)
    error = sqrt(variance / people)
    reach = {level: student(df, tail) * error for level, tail in TAILS.items()}
    ends, limits = (apart - reach["95"], apart + reach["95"]), {level: (-r, r) for level, r in reach.items()}
    return Standardised(group, int(people), observed, wanted, apart, *ends, apart, error, limits)


def _groups(own: pd.DataFrame) -> Iterable[tuple[str, np.ndarray]]:
    """(group, which cells are its), by name."""
    for group in sorted(own.group.unique()):
        yield group, (own.group == group).to_numpy()
