"""Ninety-five per cent intervals from counts and sums, never from people.

Every function takes numbers that add up over any grouping and gives plain floats, or None where nothing is
defined.
"""

from __future__ import annotations

from math import exp, log, sqrt

from metrics import arrays as np

Interval = tuple[float | None, float | None]
Estimate = tuple[float | None, float | None, float | None]

# Two-sided 95 %: the 0.975 quantile of the standard normal distribution.
Z = 1.959963984540054
TAIL = 0.025

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
    low = 0.0 if k == 0 else float(special().betaincinv(k, n - k + 1, TAIL))
    high = 1.0 if k == n else float(special().betaincinv(k + 1, n - k, 1 - TAIL))
    return low, high


def garwood(events: float, exposure: float) -> Interval:
    """Exact interval of a Poisson rate, events per unit of exposure (Garwood 1936, Biometrika 28:437-442)."""
    if not exposure:
        return UNKNOWN
    events, exposure = float(events), float(exposure)
    low = 0.0 if events == 0 else float(special().gammaincinv(events, TAIL))
    return low / exposure, float(special().gammaincinv(events + 1, 1 - TAIL)) / exposure


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
    n, total, squares = as_whole(n), as_whole(total), as_whole(total_squares)
    variance = max(0.0, (n * squares - total * total) / (n * (n - 1)))
    half = float(special().stdtrit(n - 1, 1 - TAIL)) * sqrt(variance / n)
    return total / n - half, total / n + half


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
    sa, sn, saa, san, snn = (as_whole(total) for total in (sa, sn, saa, san, snn))
    scaled = saa * sn * sn - 2 * sa * san * sn + sa * sa * snn
    return sqrt(max(0.0, m / (m - 1) * (scaled / sn**4)))


def as_whole(number: float) -> int | float:
    """The same number as int where it is one: databases hand over int, float and Decimal alike."""
    value = float(number)
    return int(value) if value.is_integer() else value


def special():
    from scipy import special

    return special
