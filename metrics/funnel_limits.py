"""Funnel plots: how far chance alone takes groups of a size from the overall value.

Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statist Med 24:1185-1202; over-dispersion
also Spiegelhalter 2005, Qual Saf Health Care 14:347-351.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from metrics.precision import ADDING_UP, PEOPLE, RATE, nature, unit_variance
from metrics.result import Row

# Two-sided 95 % and 99.8 %, as in the paper: the tail on each side, and the normal quantile that cuts it off.
TAILS = {"95": 0.025, "99.8": 0.001}
QUANTILES = {"95": 1.959963984540054, "99.8": 3.090232306167813}
# The tenth at either end that is drawn in (Winsorised) before spread is estimated, as in the paper.
WINSORISED = 0.1
# The measures' own choice: of fewer groups there is no tenth at either end, and spread is not estimated.
LEAST_GROUPS_FOR_SPREAD = 10
ALONE, ADDITIVE, MULTIPLICATIVE = "alone", "additive", "multiplicative"
INSIDE, OUTSIDE_95, OUTSIDE_998 = "inside", "outside 95", "outside 99.8"


@dataclass(frozen=True)
class Spread:
    """How much more groups differ than chance lets them: phi of squared z scores, tau2 between groups.

    known: there were groups enough to tell. over: phi lies beyond two standard deviations of what chance gives.
    """

    phi: float = 1.0
    tau2: float = 0.0
    known: bool = False
    over: bool = False


@dataclass(frozen=True)
class Funnel:
    """Limits around `centre` for groups of any size. `unit`: the variance of one of what is counted."""

    what: str
    centre: float
    unit: float
    spread: Spread
    allowing: str = ALONE

    @property
    def exact(self) -> bool:
        return self.what == PEOPLE and self.allowing == ALONE

    def limits(self, n: float, level: str) -> tuple[float, float]:
        """(lower, upper) for a group of size n, kept where values can be."""
        if self.exact:
            return binomial_limits(self.centre, round(n), TAILS[level])
        reach = QUANTILES[level] * sqrt(self.variance(n))
        low, high = self.centre - reach, self.centre + reach
        floor, ceiling = (0.0, 1.0) if self.is_share else (0.0, np.inf) if self.what == RATE else (-np.inf, np.inf)
        return max(low, floor), min(high, ceiling)

    def variance(self, n: float) -> float:
        """Of the value of a group of size n that differs from the centre by chance and by the spread allowed for."""
        own = self.unit / n
        if self.allowing == MULTIPLICATIVE:
            return own * self.spread.phi
        return own + (self.spread.tau2 if self.allowing == ADDITIVE else 0.0)

    @property
    def is_share(self) -> bool:
        return self.what in ("people", "repeated")

    def standing(self, value: float, n: float) -> str:
        """Inside the limits that are drawn, or outside which of them."""
        for level, word in (("99.8", OUTSIDE_998), ("95", OUTSIDE_95)):
            low, high = self.limits(n, level)
            if not low - 1e-12 <= value <= high + 1e-12:
                return word
        return INSIDE


def funnel(kind: str, rows: Sequence[Row], whole: Row, allowing: str | None = None) -> Funnel | None:
    """The funnel of one part's rows, a group each, around the ungrouped row; None where nothing adds up to it.

    `allowing`: what the limits allow for; by default chance alone, or the additive spread where groups differ by
    clearly more than chance.
    """
    known = [row for row in rows if row.value is not None and row.denominator]
    what = nature(kind, [*known, whole])
    unit = unit_variance(what, whole) if what in ADDING_UP and whole.value is not None else None
    if unit is None:
        return None
    found = spread_of([row.value for row in known], [row.denominator for row in known], whole.value, unit)
    return Funnel(what, whole.value, unit, found, allowed(found, allowing))


def allowed(found: Spread, asked: str | None) -> str:
    """What limits allow for, of what is asked: chance alone where groups differ by no more than that."""
    best = ADDITIVE if found.tau2 > 0 else ALONE
    return (asked or best) if found.over else ALONE


def spread_of(values: Iterable[float], sizes: Iterable[float], centre: float, unit: float) -> Spread:
    """Of values of groups of these sizes, where one of what is counted has the variance `unit`."""
    values, weights = np.asarray(list(values), float), np.asarray(list(sizes), float)
    if unit <= 0:
        return Spread()
    weights = weights / unit
    return spread_in((values - centre) * np.sqrt(weights), weights)


def spread_in(scores: np.ndarray, weights: np.ndarray) -> Spread:
    """Winsorised phi and the moment estimate of tau2 (DerSimonian & Laird 1986, Control Clin Trials 7:177-188), from
    the z scores of groups and their inverse variances."""
    groups = len(scores)
    if groups < LEAST_GROUPS_FOR_SPREAD:
        return Spread()
    phi = dispersion(winsorised(scores))
    # groups * phi is chi-squared on that many degrees of freedom where chance alone works: its variance is 2 / groups.
    over = phi > 1 + 2 * sqrt(2 / groups)
    return Spread(phi, between(phi, weights), True, bool(over))


def winsorised(scores: np.ndarray, share: float = WINSORISED) -> np.ndarray:
    """The same with the tenth at either end drawn in to where that tenth begins."""
    return np.clip(scores, *np.quantile(scores, [share, 1 - share]))


def dispersion(scores: np.ndarray) -> float:
    """phi: the mean of squared z scores; 1 where chance alone works."""
    return float(np.mean(np.square(scores)))


def between(phi: float, weights: np.ndarray) -> float:
    """tau2, from phi and the inverse variances of the groups; never below 0."""
    groups, total = len(weights), weights.sum()
    return max(0.0, float((groups * phi - (groups - 1)) / (total - np.square(weights).sum() / total)))


def binomial_limits(p: float, n: int, tail: float) -> tuple[float, float]:
    """Interpolated quantiles of a share of n (Spiegelhalter 2005, appendix A.1.1), kept within 0 and 1.

    A share lies below the lower limit where chance gives so few or fewer less often than `tail`. The upper limit is
    the lower one of those who are not counted, so that the same holds of so many or more: the paper's own formula
    at 1 - tail would put even n of n above its limit where p is high.
    """
    return _lower(p, n, tail), 1 - _lower(1 - p, n, tail)


def _lower(p: float, n: int, tail: float) -> float:
    from scipy.stats import binom

    r = binom.ppf(tail, n, p)
    at = binom.pmf(r, n, p)
    return max(0.0, float(r - (binom.cdf(r, n, p) - tail) / at) / n) if at > 0 else 0.0
