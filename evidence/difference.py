"""Are those of whom data is missing like those of whom it is there: standardised differences with intervals."""

from collections.abc import Iterable, Mapping
from math import sqrt

from evidence.finding import Difference
from metrics.intervals import Z

# Austin 2009, Commun Stat Simul Comput 38:1228-1234: from here on a difference may matter.
MATTERS = 0.1
# This product's own choice: of fewer on either side, a comparison says nothing.
FEW = 10

Sums = tuple[int, float, float]


def of_means(what: str, missing: Sums, present: Sums) -> Difference | None:
    """Mean scores of both, each as (how many, their sum, the sum of their squares); None of too few, or all alike."""
    if min(missing[0], present[0]) < FEW:
        return None
    (m1, v1), (m2, v2) = _moments(*missing), _moments(*present)
    return _difference(what, "", m1, m2, (v1 + v2) / 2, missing[0], present[0])


def _moments(n: int, added: float, squares: float) -> tuple[float, float]:
    return added / n, (squares - added * added / n) / (n - 1)


def of_shares(what: str, missing: Mapping[str, int], present: Mapping[str, int]) -> Difference | None:
    """The level of a dimension in which both differ most, from how many of each have it."""
    levels = sorted({*missing, *present})
    found = [_of_level(what, level, missing, present) for level in levels]
    return largest(one for one in found if one)


def _of_level(what: str, level: str, missing: Mapping[str, int], present: Mapping[str, int]) -> Difference | None:
    n1, n2 = sum(missing.values()), sum(present.values())
    if min(n1, n2) < FEW:
        return None
    p1, p2 = missing.get(level, 0) / n1, present.get(level, 0) / n2
    return _difference(what, level, p1, p2, (p1 * (1 - p1) + p2 * (1 - p2)) / 2, n1, n2)


def _difference(what: str, level: str, a: float, b: float, variance: float, n1: int, n2: int) -> Difference | None:
    """Interval: Hedges & Olkin 1985, Statistical Methods for Meta-Analysis, chapter 5."""
    if variance <= 0:
        return None
    size = (a - b) / sqrt(variance)
    reach = Z * sqrt((n1 + n2) / (n1 * n2) + size * size / (2 * (n1 + n2)))
    return Difference(what, level, a, b, size, size - reach, size + reach)


def largest(found: Iterable[Difference]) -> Difference | None:
    """The one of greatest size; of equals the first."""
    return max(found, key=lambda one: abs(one.size), default=None)


def clear(one: Difference) -> bool:
    """Large enough to matter, and more than chance alone would make it."""
    return abs(one.size) >= MATTERS and (one.low > 0 or one.high < 0)
