"""What a mean with Student's interval, as it is written, gives away: whether a count of 1 to 10 people can be worked out.

From n, the mean and half the interval's width follow the sum of the scores and, nearly, of their squares. Of those up to a
score some must be there for a high score, and only few can for a low one. Where a score lies between at which both
nobody and 11 or more can be, on either side of the mean, no score pins 1 to 10 people down, nor does another mean of some
of them easily. Tables of scores that fit prove it (integer programs over how many have each score).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, sqrt

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.special import stdtrit

from access.threshold import FEWEST
from metrics.intervals import TAIL

# Half of the last decimal of a mean as it is written.
HALF_STEP = 0.05
TOLERANCE = 1e-9
SOLVED_SECONDS = 5.0
# So many times 11 squares must be there before it is seen without a program that 11 can have another score.
CLEARLY = 2


@dataclass(frozen=True)
class Mean:
    """n people with whole scores from -reach to reach: the least and greatest sum, and variance, that fit."""

    n: int
    reach: int
    sums: tuple[float, float]
    variances: tuple[float, float]

    @classmethod
    def told(cls, n: int, reach: int, value: float, low: float, high: float) -> "Mean":
        """By what is written: the mean, and the ends of its interval, which lie as far from it."""
        per_half = sqrt(n) / float(stdtrit(n - 1, 1 - TAIL))
        halves = [max(0.0, (high - low) / 2 + step) * per_half for step in (-HALF_STEP, HALF_STEP)]
        return cls(n, reach, (n * (value - HALF_STEP), n * (value + HALF_STEP)), (halves[0] ** 2, halves[1] ** 2))

    def without(self, part: "Mean") -> "Mean":
        """The people who are in this one and not in the other, of which all are in this one."""
        n = self.n - part.n
        sums = self.sums[0] - part.sums[1], self.sums[1] - part.sums[0]
        squares = [a - b for a, b in zip(self._squares(), part._squares()[::-1], strict=True)]
        middle = sum(sums) / 2
        spreads = [max(0.0, (one - middle * middle / n) / max(n - 1, 1)) for one in squares]
        return Mean(n, self.reach, sums, (spreads[0], spreads[1]))

    def _squares(self) -> list[float]:
        middle = sum(self.sums) / 2
        return [middle * middle / self.n + (self.n - 1) * one for one in self.variances]

    @property
    def middle(self) -> float:
        return sum(self.sums) / 2 / self.n

    def is_safe(self) -> bool:
        return self._clearly() or (self._ways(1) and self._ways(-1) and self._beside())

    def _clearly(self) -> bool:
        """The same by hand, with room for whole numbers: where nobody need be, 11 with one score leave squares over."""
        n, (least, most) = self.n, [(self.n - 1) * one for one in self.variances]
        if n <= FEWEST or least < CLEARLY * FEWEST + n / 2:
            return False
        for mean in (self.middle, -self.middle):
            score = floor(mean - most / (n * max(self.reach - mean, TOLERANCE))) - 1
            taken = FEWEST * n / (n - FEWEST) * (mean - score) ** 2
            if score < -self.reach or taken + n / 2 > least:
                return False
        return True

    def _ways(self, sign: int) -> bool:
        """At the last score up to which (sign -1: down to which) nobody need be, 11 or more can be."""
        low, high = -self.reach - 1, self.reach
        while high - low > 1:
            middle = (low + high) // 2
            if self._fits(sign * self.scores <= middle, 0, 0):
                low = middle
            else:
                high = middle
        return self._fits(sign * self.scores <= low, FEWEST, np.inf) or not self._fits(
            sign * self.scores < high, 1, np.inf
        )

    def _beside(self) -> bool:
        """All have one score for certain; else 11 or more can have another than those next to the mean."""
        near = {floor(self.middle), ceil(self.middle)}
        others = [self.scores != score for score in near]
        return all(self._fits(one, FEWEST, np.inf) or not self._fits(one, 1, np.inf) for one in others)

    @property
    def scores(self) -> np.ndarray:
        return np.arange(-self.reach, self.reach + 1)

    def _fits(self, group: np.ndarray, least: float, most: float) -> bool:
        """Whether there is a table that fits with so many people in a group of scores."""
        return any(self._table(total, group, least, most) for total in self._totals())

    def _totals(self) -> Iterator[int]:
        """Some whole sums: the middle one, then the ends."""
        low, high = ceil(self.sums[0] - TOLERANCE), floor(self.sums[1] + TOLERANCE)
        yield from dict.fromkeys(one for one in (round(sum(self.sums) / 2), low, high) if low <= one <= high)

    def _table(self, total: int, group: np.ndarray, least: float, most: float) -> bool:
        scores, n = self.scores, self.n
        squares = [total * total / n + (n - 1) * one for one in self.variances]
        rows = np.array([np.ones(len(scores)), scores, scores**2, group.astype(float)])
        low, high = [n, total, squares[0] - TOLERANCE, least], [n, total, squares[1] + TOLERANCE, most]
        rules = LinearConstraint(rows, low, high)
        options = {"time_limit": SOLVED_SECONDS}
        found = milp(np.zeros(len(scores)), integrality=1, bounds=Bounds(0, n), constraints=rules, options=options)
        return found.x is not None
