"""How many people a Kaplan-Meier curve can have lost from view before its last event, by what is written of it alone.

From n, the events up to the day, the share still free and its interval, all as they are rounded. Ties change neither the
share nor Greenwood's variance, so a course is the number lost before each event; an integer program looks for the
fewest and the most that fit, slice by slice of the share's rounding. Independent of the code under attack.
"""

import itertools
from math import exp, log, sqrt

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Z, SLICES, SECONDS = 1.959963984540054, 4, 10.0


def lost(n: int, events: int, share: float, low: float, high: float, half: float) -> tuple[int, int] | None:
    """(fewest, most) lost before the last event; None: no course fits. half: of the last decimal as written."""
    found = []
    edges = np.linspace(max(share - half, 1e-6), min(share + half, 1 - 1e-6), SLICES + 1)
    for s, t in itertools.pairwise(edges):
        limits = _variance(s, t, low, high, half)
        if limits:
            found += [_extreme(n, events, (log(s), log(t)), limits, sign) for sign in (1, -1)]
    found = [one for one in found if one is not None]
    return (min(found), max(found)) if found else None


def _variance(s: float, t: float, low: float, high: float, half: float) -> tuple[float, float] | None:
    """Greenwood's sums that put the ends of the log-log interval where they are written, for a share from s to t."""
    ends = []
    for end, sign in ((low, 1), (high, -1)):
        around = [min(max(end + step, 1e-9), 1 - 1e-9) for step in (-half, half)]
        roots = [sign * log(log(x) / log(share)) * -log(share) / Z for x in around for share in np.linspace(s, t, 9)]
        ends.append((max(0.0, min(roots) * 0.999), max(0.0, max(roots) * 1.001)))
    least, most = max(one[0] for one in ends), min(one[1] for one in ends)
    return (least**2, most**2) if least <= most else None


def _extreme(n: int, events: int, logs, variance, sign: int) -> int | None:
    """y[i, c] = 1 where more than c were lost before event i; it rises with i and falls with c."""
    most = n - events
    if not most:
        return None
    left = np.maximum(n - np.arange(events)[:, None] - np.arange(most + 1)[None, :], 1).astype(float)
    steps = np.log(np.maximum(1 - 1 / left, exp(-30))), 1 / (left * np.maximum(left - 1, 1e-6))
    width = events * most
    rows = [np.diff(one, axis=1).ravel() for one in steps]
    bounds = [(a - one[:, 0].sum(), b - one[:, 0].sum()) for one, (a, b) in zip(steps, (logs, variance), strict=True)]
    number = np.arange(width).reshape(events, most)
    order = [*zip(number[:-1].ravel(), number[1:].ravel(), strict=True), *zip(number[:, 1:].ravel(), number[:, :-1].ravel(), strict=True)]  # fmt: skip
    chain = np.zeros((len(order), width))
    for place, (small, big) in enumerate(order):
        chain[place, small], chain[place, big] = 1, -1
    cost = np.zeros(width)
    cost[number[-1]] = sign
    rules = [LinearConstraint(chain, -np.inf, 0)] if order else []
    rules += [
        LinearConstraint(row[None, :], low - 1e-9, high + 1e-9) for row, (low, high) in zip(rows, bounds, strict=True)
    ]
    found = milp(cost, integrality=1, bounds=Bounds(0, 1), constraints=rules, options={"time_limit": SECONDS})
    if found.status == 2:
        return None
    return round(sign * found.mip_dual_bound) if found.mip_dual_bound is not None else None


def greenwood(n: int, before: list[int]) -> tuple[float, float, float]:
    """(share free, low, high) when so many were lost before each event: the second author of the curve."""
    left = [n - k - c for k, c in enumerate(before)]
    share = float(np.prod([1 - 1 / one for one in left]))
    reach = exp(Z * sqrt(sum(1 / (one * (one - 1)) for one in left)) / abs(log(share)))
    return share, share**reach, share ** (1 / reach)
