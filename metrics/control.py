"""Control charts: what a month's number usually does by itself, and which points are more than that.

Each chart is calculated once and drawn many times. Limits never move by themselves: a new baseline begins
only at the indices in `baseline_starts`, and neither limits nor runs reach across it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from metrics import rules

# Montgomery 2013, Introduction to Statistical Quality Control, 7th ed., appendix VI: expected range of two
# values.
D2 = 1.128
# Wheeler & Chambers 1992, Understanding Statistical Process Control: 3 / d2, in sizes of the mean moving
# range.
XMR_LIMIT = 2.66
# Wheeler & Chambers 1992: upper limit of a moving range of two (D4). Nelson 1982, J Qual Technol 14:172-173,
# leaves out the ranges above it, once.
MOVING_RANGE_LIMIT = 3.267
SIGMAS = 3
# The measures' own rule: limits from fewer points than this are trial limits. A year of months has as many.
POINTS_FOR_LIMITS = 12

Numbers = Sequence[float | None]


@dataclass(frozen=True)
class Signal:
    """A point that a rule found: its index in the chart and the rule's name in metrics.rules."""

    index: int
    rule: str


@dataclass(frozen=True)
class Chart:
    """One entry a point in each series; None: no data, or no limit can be known there.

    sigma: one standard deviation of the point, so that two-sigma lines are centre ± 2 · sigma. trial: fewer
    than 12 points behind the latest baseline's limits. signals: by rule, then by index.
    """

    values: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    sigma: tuple[float | None, ...]
    trial: bool
    signals: tuple[Signal, ...]


def p_prime(
    numerators: Numbers,
    denominators: Numbers,
    *,
    baseline_starts: Iterable[int] = (),
    excluded: Iterable[int] = (),
    plain: bool = False,
) -> Chart:
    """Laney's p′ chart of proportions (Laney 2002, Quality Engineering 14:531-537).

    plain: the p chart, sigma_z = 1. Otherwise the binomial sigma of each point times sigma_z, the mean moving
    range of the points' z scores / 1.128. As in Laney, sigma_z below 1 is kept and makes the limits narrower
    (less variation than chance). A denominator of 0 or None is no data. Excluded points are drawn but set no
    limit and belong to no run; they may still be outside a limit.
    """

    def spread(centre: float, n: np.ndarray) -> np.ndarray:
        return np.sqrt(centre * (1 - centre) / n)

    return _attribute_chart(numerators, denominators, baseline_starts, excluded, plain, spread, ceiling=1.0)


def u_prime(
    events: Numbers,
    exposure: Numbers,
    *,
    baseline_starts: Iterable[int] = (),
    excluded: Iterable[int] = (),
    plain: bool = False,
) -> Chart:
    """Laney's u′ chart of rates, events per unit of exposure (Laney 2002).

    As p_prime, with the Poisson sigma; plain: the u chart. Give exposure in the unit to be shown: for visits
    per 1,000 member-months, thousands of member-months.
    """

    def spread(centre: float, n: np.ndarray) -> np.ndarray:
        return np.sqrt(centre / n)

    return _attribute_chart(events, exposure, baseline_starts, excluded, plain, spread, ceiling=np.inf)


def xmr(
    values: Numbers,
    *,
    baseline_starts: Iterable[int] = (),
    excluded: Iterable[int] = (),
    screened: bool = True,
) -> Chart:
    """Wheeler's XmR chart of single values: mean ± 2.66 · mean moving range.

    screened: moving ranges above 3.267 times their mean are left out of it, once (Nelson 1982); but not where all
    others are 0, as of points that are mostly alike: then nothing would be left to vary.
    Values of None are skipped: the points beside one are neighbours. Excluded points as in p_prime.
    """
    values = np.asarray(values, dtype=float)
    centre, sigma = np.full((2, len(values)), np.nan)
    used = _used(values, excluded)
    segments = _segments(len(values), baseline_starts)
    for segment in segments:
        base = values[segment][used[segment]]
        if len(base):
            centre[segment] = base.mean()
            sigma[segment] = XMR_LIMIT / SIGMAS * _mean_moving_range(base, screened)
    return _chart(values, centre, sigma, used, segments, (-np.inf, np.inf))


def _attribute_chart(
    numerators: Numbers,
    denominators: Numbers,
    baseline_starts: Iterable[int],
    excluded: Iterable[int],
    plain: bool,
    spread: Callable[[float, np.ndarray], np.ndarray],
    ceiling: float,
) -> Chart:
    counts, sizes = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    sizes = np.where(sizes > 0, sizes, np.nan)
    values = counts / sizes
    centre, sigma = np.full((2, len(values)), np.nan)
    used = _used(values, excluded)
    segments = _segments(len(values), baseline_starts)
    for segment in segments:
        base = used[segment]
        if base.any():
            middle = counts[segment][base].sum() / sizes[segment][base].sum()
            within = spread(middle, sizes[segment])
            centre[segment] = middle
            sigma[segment] = within * (1 if plain else _sigma_z(values[segment][base] - middle, within[base]))
    return _chart(values, centre, sigma, used, segments, (0.0, ceiling))


def _sigma_z(distances: np.ndarray, within: np.ndarray) -> float:
    # A centre of 0 or 1 leaves nothing to vary: every z score is 0 / 0, and the limits are the centre itself.
    if not within.all():
        return 0.0
    return _mean_moving_range(distances / within) / D2


def _mean_moving_range(values: np.ndarray, screened: bool = False) -> float:
    """Mean distance of neighbours; nan with fewer than two values, so that limits stay unknown."""
    if len(values) < 2:
        return np.nan
    ranges = np.abs(np.diff(values))
    usual = ranges[ranges <= MOVING_RANGE_LIMIT * ranges.mean()]
    if screened and usual.any():
        ranges = usual
    return float(ranges.mean())


def _used(values: np.ndarray, excluded: Iterable[int]) -> np.ndarray:
    used = ~np.isnan(values)
    used[list(excluded)] = False
    return used


def _segments(length: int, starts: Iterable[int]) -> list[slice]:
    edges = sorted({0, *starts})
    if edges[0] < 0 or edges[-1] > max(length - 1, 0):
        raise IndexError(f"a baseline starts outside the chart's {length} points: {edges}")
    return [slice(first, last) for first, last in zip(edges, [*edges[1:], length], strict=True)]


def _chart(
    values: np.ndarray,
    centre: np.ndarray,
    sigma: np.ndarray,
    used: np.ndarray,
    segments: list[slice],
    bounds: tuple[float, float],
) -> Chart:
    lower, upper = (np.clip(centre + side * SIGMAS * sigma, *bounds) for side in (-1, 1))
    trial = int(used[segments[-1]].sum()) < POINTS_FOR_LIMITS
    signals = _signals(np.where(used, values, np.nan), centre, sigma, segments)
    outside = [Signal(index, "outside_limits") for index in rules.outside_limits(values, lower, upper)]
    series = (_plain(array) for array in (values, centre, lower, upper, sigma))
    return Chart(*series, trial, (*outside, *signals))


def _signals(values: np.ndarray, centre: np.ndarray, sigma: np.ndarray, segments: list[slice]) -> list[Signal]:
    """The three rules about runs, each inside one baseline."""
    found = {rule: [] for rule in ("eight_on_one_side", "six_rising_or_falling", "two_of_three_beyond_two_sigma")}
    for part in segments:
        x, middle, spread = values[part], centre[part], sigma[part]
        hits = (
            rules.eight_on_one_side(x, middle),
            rules.six_rising_or_falling(x),
            rules.two_of_three_beyond_two_sigma(x, middle, spread),
        )
        for rule, indices in zip(found, hits, strict=True):
            found[rule] += [Signal(part.start + index, rule) for index in indices]
    return [signal for signals in found.values() for signal in signals]


def _plain(array: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else float(value) for value in array)
