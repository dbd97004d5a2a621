"""How many people have sessions kept or missed, or visits, by totals and the intervals beside them.

Such an interval tells how things spread over people: from its ends follows a span of Σ(a - p·n)² over people, a of n
each (Cochran 1977, Sampling Techniques, 3rd ed., chapter 6). Independent of the code under attack.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from tests.pattern_attack import Rule, row

Z, TINY = 1.959964, 1e-9


def logit(share: float) -> float:
    share = min(max(share, TINY), 1 - TINY)
    return log(share / (1 - share))


def logarithm(rate: float) -> float:
    return log(max(rate, TINY))


@dataclass(frozen=True)
class Told:
    """What is shown of things in some cells: how many people have any, how many things there are, and of them counted
    (None: hidden). low, high: ends of the interval as they are written, to half a last decimal; step, floor: how far apart
    widths lie, and the least of them."""

    cells: frozenset[int]
    people: int | None
    every: int | None
    counted: int | None
    low: float | None = None
    high: float | None = None
    half: float = 0.005
    step: float = 1.0
    floor: float = 0.0


def rules(one: Told, counted: np.ndarray, every: np.ndarray, cells: int, scale: Callable = logit) -> Iterator[Rule]:
    """What a line says of patterns that each add so much; scale: that of the interval."""
    for amount, n in ((every > 0, one.people), (every, one.every), (counted, one.counted)):
        if n is not None:
            yield row(one.cells, amount, cells), n, n
    if None not in (one.counted, one.low) and one.counted > 0 and (one.counted < one.every or scale is logarithm):
        left = counted - one.counted / one.every * every
        yield row(one.cells, left**2, cells), *_squares(one, scale)


def _squares(one: Told, scale: Callable) -> tuple[float, float]:
    """The least and the greatest sum of squares with ends that are written like these."""
    share, m, half = one.counted / one.every, one.people, one.half
    slope = share * (1 - share) if scale is logit else share
    least = max(_reach(min(one.low + half, share), share, scale), _reach(max(one.high - half, share), share, scale))
    most = min(_reach(one.low - half, share, scale), _reach(one.high + half, share, scale))
    halves = least / one.step if least > one.floor else 0.0, most
    return tuple((each * slope / Z * one.every) ** 2 * (m - 1) / m for each in halves)


def _reach(end: float, share: float, scale: Callable) -> float:
    return abs(scale(end) - scale(share))
