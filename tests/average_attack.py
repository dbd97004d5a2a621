"""How many people can have scores of some kind, by nothing but averages as they are written.

Unknown are how many of each class (people who are in the same averages) have each score; integer programs look for the
fewest and the most that fit. A mean with its t interval leaves some whole sums, and for each of them a span of sums of
squares; a median and its ends are order statistics. Independent of the code under attack.
"""

from dataclasses import dataclass
from itertools import product
from math import ceil, floor, sqrt

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.stats import binom, t

HALF, TINY = 0.05, 1e-9


@dataclass(frozen=True)
class Told:
    """One average: the classes it is of, and what is written of it."""

    classes: tuple[int, ...]
    value: float
    low: float
    high: float


def written(scores: list[int], classes: tuple[int, ...] = (0,)) -> Told:
    """A mean as a release writes it."""
    n, mean, sd = len(scores), float(np.mean(scores)), float(np.std(scores, ddof=1))
    reach = float(t.ppf(0.975, n - 1)) * sd / sqrt(n)
    return Told(classes, *(round(one, 1) for one in (mean, mean - reach, mean + reach)))


def of_means(sizes: list[int], told: list[Told], scores: np.ndarray, group: tuple[tuple[int, ...], np.ndarray]):
    """(fewest, most) people of some classes whose scores are wanted; sizes: of the classes."""
    sums = [whole_sums(one, sum(sizes[k] for k in one.classes)) for one in told]
    found = [_extremes(sizes, scores, _of_sums(sizes, told, totals, scores), group) for totals in product(*sums)]
    found = [one for one in found if one]
    return min(low for low, _ in found), max(high for _, high in found)


def whole_sums(one: Told, n: int) -> list[int]:
    """The sums of n whole scores whose mean is written like this."""
    low, high = (n * (one.value + step) for step in (-HALF, HALF))
    return list(range(ceil(low - TINY), floor(high + TINY) + 1))


def squares(one: Told, n: int, total: int) -> tuple[float, float]:
    """The least and the greatest sum of squares with that sum and such an interval; the greatest is below the least
    where none fits."""
    reach = float(t.ppf(0.975, n - 1)) / sqrt(n)
    halves = (total / n - one.low, one.high - total / n)
    least, most = max(0.0, *(half - HALF for half in halves)), min(half + HALF for half in halves)
    low, high = (total * total / n + (n - 1) * (max(half, 0) / reach) ** 2 for half in (least, most))
    return low, high if most >= 0 else -1.0


def _of_sums(sizes, told, totals, scores) -> list[tuple[np.ndarray, float, float]]:
    rules = []
    for one, total in zip(told, totals, strict=True):
        row = np.array([k in one.classes for k in range(len(sizes))], dtype=float)
        low, high = squares(one, sum(sizes[k] for k in one.classes), total)
        rules.append((np.outer(row, scores).ravel(), total, total))
        rules.append((np.outer(row, scores**2).ravel(), low - 1e-6, high + 1e-6 if high >= 0 else high))
    return rules


def of_medians(sizes: list[int], told: list[Told], scores: np.ndarray, group: tuple[tuple[int, ...], np.ndarray]):
    """The same from medians; the middle two of an even number may be any that have the median as their mean."""
    ranks = []
    for one in told:
        n = sum(sizes[k] for k in one.classes)
        k = max(k for k in range(n // 2 + 1) if k == 0 or binom.cdf(k - 1, n, 0.5) <= 0.025)
        middles = [(one.value - step, one.value + step) for step in np.arange(0, 8, 0.5) if (one.value - step) % 1 == 0]
        ranks.append(
            [
                {k: one.low, n - k + 1: one.high, (n + 1) // 2: a, n // 2 + 1: b}
                for a, b in (middles if n % 2 == 0 else [(one.value,) * 2])
            ]
        )
    found = []
    for chosen in product(*ranks):
        rules = [
            rule for one, order in zip(told, chosen, strict=True) for rule in _of_ranks(len(sizes), one, order, scores)
        ]
        found.append(_extremes(sizes, scores, rules, group))
    found = [one for one in found if one]
    return min(low for low, _ in found), max(high for _, high in found)


def _of_ranks(width: int, one: Told, order: dict[int, float], scores: np.ndarray):
    row = np.array([k in one.classes for k in range(width)], dtype=float)
    for rank, score in order.items():
        yield np.outer(row, scores <= score).ravel(), rank, np.inf
        yield np.outer(row, scores < score).ravel(), 0, rank - 1


def _extremes(sizes, scores, rules, group) -> tuple[int, int] | None:
    classes, wanted = group
    row = np.outer([k in classes for k in range(len(sizes))], wanted).astype(float).ravel()
    own = [np.outer(np.arange(len(sizes)) == k, np.ones(len(scores))).ravel() for k in range(len(sizes))]
    matrix = np.array([*own, *(one for one, _, _ in rules)])
    low, high = ([*sizes, *(rule[place] for rule in rules)] for place in (1, 2))
    found = []
    for sign in (1, -1):
        one = milp(sign * row, integrality=1, bounds=Bounds(0, np.inf), constraints=LinearConstraint(matrix, low, high))
        if one.x is None:
            return None
        found.append(round(sign * one.mip_dual_bound))
    return found[0], found[1]
