"""What a median with its interval gives away: its ends are days of single people, and tell how many are at or below them.

The interval's ends are the k-th lowest and the k-th highest value, k by n alone (metrics.intervals.median_interval). So
k people or more are at or below the lower end, and half of all are at or below the median. With fewer than 22 people
both are counts of 1 to 10; from 22 on a day could be that of 11 or more, and tells of nobody in particular.
"""

from dataclasses import dataclass
from math import ceil, floor, inf

from access.threshold import FEWEST
from metrics.medians import median_rank

Span = tuple[float, float]


@dataclass(frozen=True)
class Median:
    """n people, their median and the ends of its interval, in whole or half days."""

    n: int
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def edges(self) -> list[float]:
        return [one for one in (self.low, self.value, self.high) if one is not None]

    def below(self, day: float) -> Span:
        """The fewest and the most people that can be at this day or below it."""
        k = median_rank(self.n)
        found = [(0, self.n), self._half(day)]
        if self.low is not None and k:
            found.append((k, self.n) if day >= self.low else (0, k - 1))
        if self.high is not None and k:
            found.append((self.n - k + 1, self.n) if day >= self.high else (0, self.n - k))
        return max(low for low, _ in found), min(high for _, high in found)

    def _half(self, day: float) -> Span:
        """By the median alone. Of an even number it is the mean of two, each as far from it as the interval's ends let."""
        half, even = floor(self.n / 2), self.n % 2 == 0
        if even and floor(day) == floor(self.value) < self.value:
            return half, half
        far = inf if None in (self.low, self.high) else min(self.value - self.low, self.high - self.value)
        if day >= self.value:
            return (half + 1 if even and day >= self.value + far else ceil(self.n / 2)), self.n
        return 0, (half - 1 if even and day < self.value - far else half)


@dataclass(frozen=True)
class Rest:
    """Those who are in a whole and in none of its parts."""

    whole: "Median | Rest"
    part: "Median | Rest"

    @property
    def n(self) -> int:
        return self.whole.n - self.part.n

    @property
    def edges(self) -> list[float]:
        return [*self.whole.edges, *self.part.edges]

    def below(self, day: float) -> Span:
        (low, high), (less, more) = self.whole.below(day), self.part.below(day)
        return max(0, low - more), min(self.n, high - less)


def is_safe(one: Median | Rest) -> bool:
    """No count of those at a day or below it, or above it, lies between 1 and 10 for certain."""
    days = {*one.edges, *(edge - 1 for edge in one.edges)}
    return not any(_pinned(*one.below(day)) or _pinned(*_above(one, day)) for day in days)


def _above(one: Median | Rest, day: float) -> Span:
    low, high = one.below(day)
    return one.n - high, one.n - low


def _pinned(low: float, high: float) -> bool:
    return low >= 1 and high < FEWEST
