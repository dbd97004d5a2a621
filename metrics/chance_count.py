"""How many of a group have an outcome by chance alone, where each person has a risk of their own (Poisson binomial)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, exp, pi, sqrt

import numpy as np

from metrics.intervals import TAIL

# Up to so many people, and up to so many more where the outcome is all but sure or all but never there, the
# distribution is added up person by person; beyond that the refined normal approximation is as good.
EXACT_PEOPLE, EXACT_RARE, RARE = 500, 5000, 25.0
FAR = 60.0


@dataclass(frozen=True)
class ChanceCount:
    """people, and mean, sd and skewness of their count; `sums`: P(count <= k) by k, where it was added up."""

    people: int
    mean: float
    sd: float
    skew: float
    sums: np.ndarray | None = None

    def at_most(self, k: int) -> float:
        """P(count <= k); otherwise by the refined normal approximation (Hong 2013, Comput Stat Data Anal 59:41-51)."""
        if k < 0 or k >= self.people:
            return float(k >= self.people)
        if self.sums is not None:
            return float(self.sums[k])
        if not self.sd:
            return float(k >= self.mean)
        x = (k + 0.5 - self.mean) / self.sd
        density = exp(-x * x / 2) / sqrt(2 * pi)
        return min(1.0, max(0.0, (1 + erf(x / sqrt(2))) / 2 + self.skew * (1 - x * x) * density / 6))

    def at_least(self, k: int) -> float:
        """P(count >= k)."""
        return 1 - self.at_most(k - 1)

    def limits(self, tail: float) -> tuple[float, float]:
        """Counts between which chance alone keeps the group, each left less often than `tail`.

        Interpolated as those of `funnel_limits.binomial_limits` (Spiegelhalter 2005, Statist Med 24:1185-1202,
        appendix A.1.1): a count lies beyond one exactly where P(so far or farther) < tail.
        """
        below = _lower(self.at_most, self.people, tail)
        return below, self.people - _lower(lambda k: self.at_least(self.people - k), self.people, tail)


def chance_count(risk: np.ndarray, n: np.ndarray) -> ChanceCount:
    """Of cells of `n` people of the same `risk`."""
    own = risk * (1 - risk)
    people, variance = round(float(n.sum())), float(n @ own)
    sd = sqrt(max(0.0, variance))
    skew = float(n @ (own * (1 - 2 * risk))) / sd**3 if sd else 0.0
    exact = people <= (EXACT_PEOPLE if variance > RARE else EXACT_RARE)
    return ChanceCount(people, float(n @ risk), sd, skew, _added_up(risk, n) if exact else None)


def _added_up(risk: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Person by person: either the count goes up by one, or it stays."""
    each = np.repeat(risk, np.rint(n).astype(int))
    chances = np.zeros(len(each) + 1)
    chances[0] = 1.0
    for k, p in enumerate(each, 1):
        chances[1 : k + 1] += p * (chances[:k] - chances[1 : k + 1])
        chances[0] *= 1 - p
    return np.minimum(np.cumsum(chances), 1.0)


def _lower(at_most: Callable[[int], float], people: int, tail: float) -> float:
    first, last = 0, people
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if at_most(middle) >= tail else (middle + 1, last)
    at, before = at_most(first), at_most(first - 1)
    return max(0.0, first - (at - tail) / (at - before))


def exact_interval(observed: float, risk: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    """The least and the greatest expected count that `observed` does not contradict at 95 %.

    All risks move by one shift of log odds until so many or more, or so few or fewer, come by chance in 2.5 % of
    cases: Clopper & Pearson's interval (1934, Biometrika 26:404-413) where all risks are alike. It leaves out the
    expected count exactly where `observed` lies beyond `ChanceCount.limits`. The model's risks are taken as known,
    as in Hosmer & Lemeshow 1995, Statist Med 14:2161-2172.
    """
    k, people = round(observed), round(float(n.sum()))
    low = 0.0 if k <= 0 else _shifted(lambda count: count.at_least(k) - TAIL, risk, n)
    high = float(people) if k >= people else _shifted(lambda count: count.at_most(k) - TAIL, risk, n)
    return low, high


def _shifted(away: Callable[[ChanceCount], float], risk: np.ndarray, n: np.ndarray) -> float:
    """The expected count at the shift of log odds where `away` is 0."""
    from scipy.optimize import brentq

    odds, reach = np.log(risk) - np.log1p(-risk), 1.0

    def moved(shift: float) -> np.ndarray:
        return 1 / (1 + np.exp(-(odds + shift)))

    def off(shift: float) -> float:
        return away(chance_count(moved(shift), n))

    while off(-reach) * off(reach) > 0 and reach < FAR:
        reach *= 2
    return float(n @ moved(brentq(off, -reach, reach, xtol=1e-9)))
