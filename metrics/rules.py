"""Run rules of control charts: each tells which points give a signal, as a list of indices, ascending.

Values, centre, limits and sigma are sequences of one length, or one number for all points. Values of None (no
data) are skipped: they neither break a run nor count in one. A point on a line is not beyond it.
"""

from collections.abc import Sequence

import numpy as np

Series = Sequence[float | None] | np.ndarray | float

# Provost & Murray 2011, The Health Care Data Guide: a point outside, eight on one side, six rising or
# falling, two of three in the outer third. Nelson 1984, J Qual Technol 16:237-239, has the same tests (1, 2,
# 3 and 5) with nine on one side; NHS England's Making Data Count has seven, and the other three alike.
RUN_ON_ONE_SIDE = 8
RUN_RISING_OR_FALLING = 6
BEYOND_IN_THREE = 2
WARNING_SIGMAS = 2
# Sums of floats are not exact: a point on a line must not fall beyond it by a rounding error.
TOLERANCE = 1e-9


def outside_limits(values: Series, lower: Series, upper: Series) -> list[int]:
    """Points above the upper or below the lower limit; no point is outside a limit of None."""
    values, lower, upper = _floats(values, lower, upper)
    return np.flatnonzero((values > upper + TOLERANCE) | (values < lower - TOLERANCE)).tolist()


def eight_on_one_side(values: Series, centre: Series) -> list[int]:
    """All points of each run of eight or more on one side of the centre; a point on the centre ends a run."""
    values, centre = _floats(values, centre)
    known = np.flatnonzero(~np.isnan(values) & ~np.isnan(centre))
    return known[_in_runs(_sides(values[known] - centre[known]), RUN_ON_ONE_SIDE)].tolist()


def six_rising_or_falling(values: Series) -> list[int]:
    """All points of each run of six or more, each above (each below) the one before; two alike end it."""
    (values,) = _floats(values)
    known = np.flatnonzero(~np.isnan(values))
    steps = np.sign(np.diff(values[known]))
    climbing = _in_runs(steps, RUN_RISING_OR_FALLING - 1)
    both_ends = np.concatenate([climbing, [False]]) | np.concatenate([[False], climbing])
    return known[both_ends[: len(known)]].tolist()


def two_of_three_beyond_two_sigma(values: Series, centre: Series, sigma: Series) -> list[int]:
    """Points beyond two sigma on one side, where two of three in a row are beyond it on that side."""
    values, centre, sigma = _floats(values, centre, sigma)
    known = np.flatnonzero(~np.isnan(values) & ~np.isnan(centre) & ~np.isnan(sigma))
    distance = (values - centre)[known]
    beyond = np.where(np.abs(distance) > WARNING_SIGMAS * sigma[known] + TOLERANCE, np.sign(distance), 0)
    found = set()
    for side in (-1, 1):
        for first in range(len(known) - 2):
            close = first + np.flatnonzero(beyond[first : first + 3] == side)
            found.update(known[close].tolist() if len(close) >= BEYOND_IN_THREE else [])
    return sorted(found)


def _in_runs(signs: np.ndarray, length: int) -> np.ndarray:
    """True for each sign that belongs to a run of at least `length` equal signs other than 0."""
    starts = np.flatnonzero(np.concatenate([[True], signs[1:] != signs[:-1]]))[: len(signs)]
    lengths = np.diff(np.concatenate([starts, [len(signs)]]))
    return np.repeat(lengths >= length, lengths) & (signs != 0)


def _sides(distances: np.ndarray) -> np.ndarray:
    return np.where(np.abs(distances) > TOLERANCE, np.sign(distances), 0)


def _floats(*series: Series) -> list[np.ndarray]:
    """Arrays of floats of the first one's length, None as nan."""
    arrays = [np.asarray(one, dtype=float) for one in series]
    return [np.broadcast_to(array, arrays[0].shape) for array in arrays]
