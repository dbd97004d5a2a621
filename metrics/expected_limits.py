"""How far chance alone takes a group from what is expected of it: limits of each group's own.

A group adjusted for who came has no place on one funnel: its chance depends on the risks of its own people, not on its
size alone. Shares: the distribution of its count given those risks (Hosmer & Lemeshow 1995, Statist Med 14:2161-2172);
points: the residual variance of the model. Levels and spread: Spiegelhalter 2005, Statist Med 24:1185-1202.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from metrics.funnel_limits import (
    ADDITIVE,
    ALONE,
    INSIDE,
    MULTIPLICATIVE,
    OUTSIDE_95,
    OUTSIDE_998,
    QUANTILES,
    Spread,
    allowed,
    spread_in,
)
from metrics.standardised import Standardised


@dataclass(frozen=True)
class ExpectedLimits:
    """Limits of observed less expected, for each person of a group; 0 is what is expected."""

    spread: Spread
    allowing: str = ALONE
    centre: float = 0.0

    def limits(self, one: Standardised, level: str) -> tuple[float, float]:
        """(lower, upper) of a group at "95" or "99.8"; what is allowed for never makes them narrower than chance."""
        (low, high), (least, most) = one.limits[level], one.bounds
        if self.allowing == ALONE:
            return low, high
        reach = QUANTILES[level] * sqrt(self._variance(one.error))
        return max(least, min(low, -reach)), min(most, max(high, reach))

    def _variance(self, error: float) -> float:
        if self.allowing == MULTIPLICATIVE:
            return error * error * self.spread.phi
        return error * error + (self.spread.tau2 if self.allowing == ADDITIVE else 0.0)

    def standing(self, one: Standardised) -> str:
        """Inside the limits that are drawn, or outside which of them."""
        for level, word in (("99.8", OUTSIDE_998), ("95", OUTSIDE_95)):
            low, high = self.limits(one, level)
            if not low - 1e-12 <= one.apart <= high + 1e-12:
                return word
        return INSIDE


def expected_limits(groups: Sequence[Standardised], allowing: str | None = None) -> ExpectedLimits:
    """Of groups of one model; `allowing` as in `funnel_limits.funnel`."""
    known = [one for one in groups if one.limits and one.error]
    errors = np.array([one.error for one in known], float)
    scores = np.array([one.apart for one in known], float) / errors
    found = spread_in(scores, errors**-2)
    return ExpectedLimits(found, allowed(found, allowing))
