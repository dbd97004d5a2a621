"""The 95 % intervals, each written out from its formula; (None, None) where there is none."""

import math

from scipy.stats import beta, chi2, norm, t

Z = float(norm.ppf(0.975))
NONE = (None, None)


def answer(part, numerator, denominator, value, limits):
    """One row of a result."""
    low, high = limits
    return {
        "part": part,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "low": low,
        "high": high,
    }


def proportion(part, numerator, denominator):
    """A row for a share of independent people, with Wilson's interval."""
    if denominator == 0:
        return answer(part, 0, 0, None, NONE)
    return answer(part, numerator, denominator, numerator / denominator, wilson(numerator, denominator))


def wilson(x, n):
    """Wilson's score interval for x of n (Wilson 1927)."""
    p = x / n
    middle = p + Z**2 / (2 * n)
    half = Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    scale = 1 + Z**2 / n
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def clopper_pearson(x, n):
    """The exact interval for x of n (Clopper and Pearson 1934)."""
    low = 0.0 if x == 0 else float(beta.ppf(0.025, x, n - x + 1))
    high = 1.0 if x == n else float(beta.ppf(0.975, x + 1, n - x))
    return low, high


def garwood(events, exposure):
    """The exact interval for a Poisson rate (Garwood 1936)."""
    low = 0.0 if events == 0 else float(chi2.ppf(0.025, 2 * events)) / 2
    high = float(chi2.ppf(0.975, 2 * events + 2)) / 2
    return low / exposure, high / exposure


def clustered(pairs):
    """Σa, Σn and the clustered variance of Σa/Σn over the clusters (a, n) with n > 0; None under two clusters."""
    pairs = [(a, n) for a, n in pairs if n > 0]
    top, bottom, m = sum(a for a, _ in pairs), sum(n for _, n in pairs), len(pairs)
    if m < 2:
        return top, bottom, None
    p = top / bottom
    spread = sum((a - p * n) ** 2 for a, n in pairs)
    return top, bottom, m / (m - 1) * spread / bottom**2


def alike(pairs):
    """Does every cluster have the same a for each n?"""
    first, *others = [(a, n) for a, n in pairs if n > 0]
    return all(a * first[1] == first[0] * n for a, n in others)


def clustered_proportion(part, pairs):
    """A row for a share of repeated things inside people (a of n for each), interval on the logit scale."""
    top, bottom, var = clustered(pairs)
    if bottom == 0:
        return answer(part, 0, 0, None, NONE)
    p = top / bottom
    if var is None or top in (0, bottom) or alike(pairs):
        return answer(part, top, bottom, p, clopper_pearson(top, bottom))
    logit, se = math.log(p / (1 - p)), math.sqrt(var) / (p * (1 - p))
    limits = tuple(1 / (1 + math.exp(-(logit + sign * Z * se))) for sign in (-1, 1))
    return answer(part, top, bottom, p, limits)


def clustered_rate(part, pairs, per):
    """A row for a rate of repeated things inside people (events, exposure), interval on the log scale."""
    top, bottom, var = clustered(pairs)
    if bottom == 0:
        return answer(part, 0, 0, None, NONE)
    rate = top / bottom
    if var is None or top == 0 or alike(pairs):
        low, high = garwood(top, bottom)
    else:
        width = Z * math.sqrt(var) / rate
        low, high = rate * math.exp(-width), rate * math.exp(width)
    return answer(part, top, bottom, per * rate, (per * low, per * high))


def mean(part, values):
    """A row for a mean with Student's t interval; numerator = the sum."""
    n = len(values)
    if n == 0:
        return answer(part, 0, 0, None, NONE)
    centre = sum(values) / n
    if n == 1:
        return answer(part, sum(values), n, centre, NONE)
    sd = math.sqrt(sum((value - centre) ** 2 for value in values) / (n - 1))
    half = float(t.ppf(0.975, n - 1)) * sd / math.sqrt(n)
    return answer(part, sum(values), n, centre, (centre - half, centre + half))


def median(part, values):
    """A row for a median, with the distribution-free interval of order statistics."""
    ordered, n = sorted(values), len(values)
    if n == 0:
        return answer(part, None, 0, None, NONE)
    value = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    k = order_of_limit(n)
    return answer(part, None, n, value, (ordered[k - 1], ordered[n - k]) if k else NONE)


def order_of_limit(n):
    """The largest k with P(Binomial(n, 1/2) <= k - 1) <= 0.025, counted in whole numbers; 0 if there is none."""
    k, below = 0, 0
    while 40 * (below + math.comb(n, k)) <= 2**n:
        below += math.comb(n, k)
        k += 1
    return k
