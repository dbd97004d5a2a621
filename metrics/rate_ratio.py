"""One rate beside another, with its 95 % interval, from sums over people."""

from fractions import Fraction
from math import exp, sqrt

from metrics.intervals import UNKNOWN_ESTIMATE, Estimate, Z, as_whole, clopper_pearson

# Fewer visits than this in either window: the normal interval of a log rate ratio is not to be trusted.
MIN_EVENTS_FOR_NORMAL = 10


def rate_ratio(
    y1: float,
    t1: float,
    y2: float,
    t2: float,
    *,
    y1y1: float,
    y1t1: float,
    t1t1: float,
    y2y2: float,
    y2t2: float,
    t2t2: float,
    y1y2: float,
    y1t2: float,
    t1y2: float,
    t1t2: float,
) -> Estimate:
    """Rate in window 1 over rate in window 2, (y1/t1) / (y2/t2), people as clusters, as (ratio, low, high).

    y are visits and t person-time; the keywords are Σ over people of the named products. The variance of the
    log ratio is Σu², u = (y2/Y2 - t2/T2) - (y1/Y1 - t1/T1) (the sandwich variance of a Poisson model with an
    offset; Liang & Zeger 1986, Biometrika 73:13-22). Fewer than ten visits in either window, or one person
    alone: exact_rate_ratio.
    """
    y1, t1, y2, t2 = (as_whole(total) for total in (y1, t1, y2, t2))
    if min(y1, y2) < MIN_EVENTS_FOR_NORMAL or not t1 or not t2:
        return exact_rate_ratio(y1, t1, y2, t2)
    weights = (Fraction(-1) / Fraction(y1), 1 / Fraction(t1), 1 / Fraction(y2), Fraction(-1) / Fraction(t2))
    squares = (y1y1, t1t1, y2y2, t2t2)
    products = ((0, 1, y1t1), (0, 2, y1y2), (0, 3, y1t2), (1, 2, t1y2), (1, 3, t1t2), (2, 3, y2t2))
    variance = sum(w * w * Fraction(as_whole(s)) for w, s in zip(weights, squares, strict=True))
    variance += sum(2 * weights[i] * weights[j] * Fraction(as_whole(s)) for i, j, s in products)
    if variance <= 0:
        return exact_rate_ratio(y1, t1, y2, t2)
    ratio, reach = (y1 / t1) / (y2 / t2), exp(Z * sqrt(variance))
    return ratio, ratio / reach, ratio * reach


def exact_rate_ratio(y1: float, t1: float, y2: float, t2: float) -> Estimate:
    """Ratio of two Poisson rates with its exact conditional interval, as (ratio, low, high).

    Clopper-Pearson on window 1's share of the visits (Przyborowski & Wilenski 1940, Biometrika 31:313-323;
    R's poisson.test). No visit in window 2: no ratio and no upper limit; no visit or no time at all: None.
    """
    y1, t1, y2, t2 = (float(total) for total in (y1, t1, y2, t2))
    if not t1 or not t2 or not y1 + y2:
        return UNKNOWN_ESTIMATE
    low, high = clopper_pearson(y1, y1 + y2)
    ratio = (y1 / t1) / (y2 / t2) if y2 else None
    return ratio, low / (1 - low) * t2 / t1, (high / (1 - high) * t2 / t1 if high < 1 else None)
