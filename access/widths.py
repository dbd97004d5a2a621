"""Intervals of sessions, visits and answers, made wider to the next of a few widths before anybody outside sees them.

The exact one tells how things spread over people (Σ(a - p·n)²), and with totals of groups that can pin few of them down.
On the scale of the interval (logit of a share, logarithm of a rate) its half width becomes the next power of STEP: what
is published covers at least 95 %, and tells the spread to a factor of two only.
"""

from collections.abc import Callable
from dataclasses import replace
from math import ceil, exp, log, sqrt

from metrics.result import Row

STEP = sqrt(2)
# Everybody alike: no width at all would say so exactly.
LEAST = 2.0**-6
# A width that is a power but for its rounding is one.
TOLERANCE = 1e-9


def widened(row: Row, kind: str) -> Row:
    """A row with a wider interval. One of a share of 0 or 1, or of no events, follows from the counts alone, and stays."""
    scale, back = (_logit, _share) if kind == "share" else (log, exp)
    if None in (row.value, row.low, row.high) or not row.value > 0 or (kind == "share" and row.value >= 1):
        return row
    value = float(row.value)
    half = max(_reach(end, value, scale) for end in (row.low, row.high))
    wide = STEP ** ceil(log(max(half, LEAST), STEP) - TOLERANCE)
    return replace(row, low=back(scale(value) - wide), high=back(scale(value) + wide))


def _reach(end: float, value: float, scale: Callable[[float], float]) -> float:
    return abs(scale(float(end)) - scale(value))


def _logit(share: float) -> float:
    return log(share / (1 - share))


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit))
