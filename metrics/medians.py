"""Medians of counted or weighted values with distribution-free 95 % intervals, never from people one by one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import sqrt

from metrics import arrays as np
from metrics.intervals import TAIL, UNKNOWN, UNKNOWN_ESTIMATE, Estimate, special


def median_interval(counts: Mapping[float, int]) -> Estimate:
    """Sample median of the values counted, and its distribution-free interval, as (median, low, high).

    Order statistics k and n-k+1, k the largest with P(Binomial(n, 1/2) <= k-1) <= 0.025
    (Conover 1999, Practical Nonparametric Statistics, 3rd ed., chapter 3). Fewer than six values: no
    interval.
    """
    values = np.array(sorted(counts), dtype=float)
    ranks = np.cumsum([counts[value] for value in sorted(counts)], dtype=np.int64)
    n = int(ranks[-1]) if len(ranks) else 0
    if not n:
        return UNKNOWN_ESTIMATE
    at = values[np.searchsorted(ranks, [(n + 1) // 2, n // 2 + 1])]
    k = median_rank(n)
    if not k:
        return float(at.mean()), None, None
    low, high = values[np.searchsorted(ranks, [k, n - k + 1])]
    return float(at.mean()), float(low), float(high)


def weighted_median(weights: Mapping[float, Fraction]) -> Estimate:
    """The same as median_interval where values have exact weights instead of counts.

    The order statistics stand at the shares k/n and (n-k+1)/n of all weight, n the whole number below it.
    """
    values, total = sorted(weights), sum(weights.values(), Fraction(0))
    if not total:
        return UNKNOWN_ESTIMATE
    n, reached, upto = int(total), Fraction(0), []
    for value in values:
        reached += weights[value]
        upto.append(reached)

    def at(place: Fraction) -> float:
        return float(values[next(i for i, weight in enumerate(upto) if weight >= place)])

    low_middle, k = at(total / 2), median_rank(n)
    high_middle = next((float(v) for v, weight in zip(values, upto, strict=True) if weight > total / 2), low_middle)
    limits = (at(k * total / n), at((n - k + 1) * total / n)) if k else UNKNOWN
    return (low_middle + high_middle) / 2, *limits


def median_rank(n: int) -> int:
    """k of median_interval: its ends are the k-th lowest and the k-th highest of n values; 0: no interval."""
    lowest = max(1, int(n / 2 - sqrt(n)) - 2)
    ranks = np.arange(lowest, n // 2 + 1)
    rare = ranks[special().bdtr((ranks - 1).astype(float), n, 0.5) <= TAIL]
    return int(rare[-1]) if len(rare) else 0
