"""Ninety-five per cent intervals from counts and sums, never from people.

Every function takes numbers that add up over any grouping and gives plain floats, or None where nothing is
defined.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import exp, log, sqrt

from metrics import arrays as np

Interval = tuple[float | None, float | None]
Estimate = tuple[float | None, float | None, float | None]

# Two-sided 95 %: the 0.975 quantile of the standard normal distribution.
Z = 1.959963984540054
TAIL = 0.025
# Fewer visits than this in either window: the normal interval of a log rate ratio is not to be trusted.
MIN_EVENTS_FOR_NORMAL = 10
# Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19, print 1.96.
JACOBSON_TRUAX_Z = 1.96

# A probability nearer than this to 0 or 1 is there but for the rounding of its factors.
EDGE = 1e-12

UNKNOWN: Interval = (None, None)
UNKNOWN_ESTIMATE: Estimate = (None, None, None)


def wilson(k: float, n: float) -> Interval:
    """Score interval of a share of independent people, k of n (Wilson 1927, J Am Stat Assoc 22:209-212)."""
    if not n:
        return UNKNOWN
    k, n = float(k), float(n)
    p, spread = k / n, Z * Z / n
    centre = p + spread / 2
    half = Z * sqrt(p * (1 - p) / n + spread / (4 * n))
    low = 0.0 if k == 0 else (centre - half) / (1 + spread)
    high = 1.0 if k == n else (centre + half) / (1 + spread)
    return low, high


def clopper_pearson(k: float, n: float) -> Interval:
    """Exact interval of a proportion, k of n (Clopper & Pearson 1934, Biometrika 26:404-413)."""
    if not n:
        return UNKNOWN
    k, n = float(k), float(n)
    low = 0.0 if k == 0 else float(_special().betaincinv(k, n - k + 1, TAIL))
    high = 1.0 if k == n else float(_special().betaincinv(k + 1, n - k, 1 - TAIL))
    return low, high


def garwood(events: float, exposure: float) -> Interval:
    """Exact interval of a Poisson rate, events per unit of exposure (Garwood 1936, Biometrika 28:437-442)."""
    if not exposure:
        return UNKNOWN
    events, exposure = float(events), float(exposure)
    low = 0.0 if events == 0 else float(_special().gammaincinv(events, TAIL))
    return low / exposure, float(_special().gammaincinv(events + 1, 1 - TAIL)) / exposure


def clustered_proportion(m: int, sa: float, sn: float, saa: float, san: float, snn: float) -> Interval:
    """Interval of Σa/Σn where things repeat inside a person, on the logit scale.

    m people with n > 0; sa, sn, saa, san, snn are Σa, Σn, Σa², Σan, Σn² over them. The variance is the ratio
    estimator's (Cochran 1977, Sampling Techniques, 3rd ed., chapter 6; Rao & Scott 1992, Biometrics
    48:577-585). A share of 0 or 1, fewer than two people, or people who are all alike, of whom the variance would claim
    perfect knowledge: Clopper-Pearson on Σa of Σn.
    """
    if not sn:
        return UNKNOWN
    error = 0.0 if m < 2 or sa in (0, sn) else _ratio_error(m, sa, sn, saa, san, snn)
    if not error:
        return clopper_pearson(sa, sn)
    p = float(sa) / float(sn)
    reach, odds = exp(Z * error / (p * (1 - p))), p / (1 - p)
    return odds / (odds + reach), odds / (odds + 1 / reach)


def clustered_rate(m: int, sa: float, sn: float, saa: float, san: float, snn: float) -> Interval:
    """Interval of the rate Σa/Σn, per unit of n, where events repeat inside a person, on the log scale.

    Arguments and variance as in clustered_proportion. No event, fewer than two people, or all alike: Garwood.
    """
    if not sn:
        return UNKNOWN
    found = clustered_mean(m, sa, sn, saa, san, snn)
    return garwood(sa, sn) if found == UNKNOWN else found


def clustered_mean(m: int, sa: float, sn: float, saa: float, san: float, snn: float) -> Interval:
    """The same of amounts that are no counts, such as hours: none of fewer than two people, of nothing, or of people
    who are all alike."""
    error = 0.0 if m < 2 or not sa or not sn else _ratio_error(m, sa, sn, saa, san, snn)
    if not error:
        return UNKNOWN
    rate = float(sa) / float(sn)
    reach = exp(Z * error / rate)
    return rate / reach, rate * reach


def t_interval(n: int, total: float, total_squares: float) -> Interval:
    """Student's interval of a mean from n, Σx and Σx². Fewer than two: None; all alike: both are the mean."""
    if n < 2:
        return UNKNOWN
    n, total, squares = _whole(n), _whole(total), _whole(total_squares)
    variance = max(0.0, (n * squares - total * total) / (n * (n - 1)))
    half = float(_special().stdtrit(n - 1, 1 - TAIL)) * sqrt(variance / n)
    return total / n - half, total / n + half


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
    y1, t1, y2, t2 = (_whole(total) for total in (y1, t1, y2, t2))
    if min(y1, y2) < MIN_EVENTS_FOR_NORMAL or not t1 or not t2:
        return exact_rate_ratio(y1, t1, y2, t2)
    weights = (Fraction(-1) / Fraction(y1), 1 / Fraction(t1), 1 / Fraction(y2), Fraction(-1) / Fraction(t2))
    squares = (y1y1, t1t1, y2y2, t2t2)
    products = ((0, 1, y1t1), (0, 2, y1y2), (0, 3, y1t2), (1, 2, t1y2), (1, 3, t1t2), (2, 3, y2t2))
    variance = sum(w * w * Fraction(_whole(s)) for w, s in zip(weights, squares, strict=True))
    variance += sum(2 * weights[i] * weights[j] * Fraction(_whole(s)) for i, j, s in products)
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


def jacobson_truax(sd: float, reliability: float) -> float:
    """Change that error of measurement alone would rarely bring: 1.96 · SD · √(2(1-r))."""
    return JACOBSON_TRUAX_Z * sd * sqrt(2 * (1 - reliability))


def log_minus_log(value: float, se: float) -> Interval:
    """Interval of a probability over time, value ** exp(±z·se/(value·ln value)); None at 0, 1 or without se.

    Kalbfleisch & Prentice 1980; R's survfit conf.type="log-log"; Choudhury 2002, Stat Med 21:1129-1144, for
    incidence.
    """
    if not EDGE < value < 1 - EDGE or not np.isfinite(se):
        return UNKNOWN
    reach = exp(Z * se / abs(value * log(value)))
    return float(value**reach), float(value ** (1 / reach))


def log_minus_logs(values: np.ndarray, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same for many at once: all lower and all upper ends, nan where there is none."""
    known = (values > EDGE) & (values < 1 - EDGE) & np.isfinite(errors)
    value, error = np.where(known, values, np.nan), np.where(known, errors, np.nan)
    with np.errstate(over="ignore"):
        reach = np.exp(Z * error / np.abs(value * np.log(value)))
    return value**reach, value ** (1 / reach)


def _ratio_error(m: int, sa: float, sn: float, saa: float, san: float, snn: float) -> float:
    # Whole numbers stay whole: Σ(a-pn)² cancels, and what is exactly 0 must come out as 0.
    sa, sn, saa, san, snn = (_whole(total) for total in (sa, sn, saa, san, snn))
    scaled = saa * sn * sn - 2 * sa * san * sn + sa * sa * snn
    return sqrt(max(0.0, m / (m - 1) * (scaled / sn**4)))


def median_rank(n: int) -> int:
    """k of median_interval: its ends are the k-th lowest and the k-th highest of n values; 0: no interval."""
    lowest = max(1, int(n / 2 - sqrt(n)) - 2)
    ranks = np.arange(lowest, n // 2 + 1)
    rare = ranks[_special().bdtr((ranks - 1).astype(float), n, 0.5) <= TAIL]
    return int(rare[-1]) if len(rare) else 0


def _whole(number: float) -> int | float:
    """The same number as int where it is one: databases hand over int, float and Decimal alike."""
    value = float(number)
    return int(value) if value.is_integer() else value


def _special():
    # Loaded at the first need: most results are shares, and the time to the first number counts.
    from scipy import special

    return special
