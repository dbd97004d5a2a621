"""The smallest change that two spans of so many people, sessions or months would probably show.

Two-sided test at 5 %, power 80 %, both spans as large as they are (Cohen 1988, Statistical Power Analysis for the
Behavioral Sciences, 2nd ed.).
"""

from dataclasses import dataclass
from math import asin, pi, sin, sqrt

from metrics.intervals import Z
from metrics.precision import CURVE, MEAN, PEOPLE, RATE, REPEATED, nature, standard_error, student
from metrics.result import Row

POWER = 0.8
# The 0.8 quantile of the standard normal distribution.
Z_POWER = 0.8416212335729143
REACH = Z + Z_POWER
# Fewer than this in either span: nothing useful can be said of the next one (the measures' own choice).
LEAST = 10
STEPS = 60


@dataclass(frozen=True)
class Detectable:
    """The nearest values, above and below `start`, that would probably be told from it; None: out of reach."""

    start: float
    above: float | None
    below: float | None

    @property
    def change(self) -> float | None:
        """A smaller change than this would probably not be seen in either direction."""
        known = [abs(end - self.start) for end in (self.above, self.below) if end is not None]
        return min(known) if known else None


def detectable(kind: str, before: Row, now: Row) -> Detectable | None:
    """From the rows of two spans; what is looked for is a change from the value of both together. None: too few."""
    rows = (before, now)
    if any(row.value is None or row.denominator < LEAST for row in rows):
        return None
    what = nature(kind, rows)
    errors = [standard_error(what, row) for row in rows]
    if what in (PEOPLE, REPEATED):
        sizes = [_effective(row, error) for row, error in zip(rows, errors, strict=True)]
        return of_shares(sum(row.numerator for row in rows) / sum(row.denominator for row in rows), *sizes)
    if what == RATE:
        return _of_rate_rows(rows, errors)
    if None in errors:
        return None
    if what == MEAN:
        return _of_mean_rows(rows, errors)
    return of_errors((before.value + now.value) / 2, *errors, share=what == CURVE)


def of_shares(p: float, n1: float, n2: float) -> Detectable:
    """Cohen's h = 2 asin √p2 − 2 asin √p1; n are effective sizes."""
    h, at = REACH * sqrt(1 / n1 + 1 / n2), 2 * asin(sqrt(p))
    above, below = at + h, at - h
    return Detectable(p, sin(above / 2) ** 2 if above <= pi else None, sin(below / 2) ** 2 if below >= 0 else None)


def of_rates(rate: float, t1: float, t2: float, extra: float = 1.0) -> Detectable:
    """Events per unit of time, on the square-root scale, where a Poisson variance is constant: 1 / (4 t).

    `extra`: how many times the variance is that of single, independent events.
    """
    reach, at = REACH * sqrt(extra * (1 / t1 + 1 / t2)) / 2, sqrt(rate)
    return Detectable(rate, (at + reach) ** 2, (at - reach) ** 2 if at >= reach else None)


def of_means(value: float, sd: float, n1: float, n2: float) -> Detectable:
    """Student's two-sample test with one standard deviation for both."""
    change = sd * smallest_d(n1, n2)
    return Detectable(value, value + change, value - change)


def of_errors(value: float, error1: float, error2: float, share: bool = False) -> Detectable:
    """From the standard errors of two values, where no more is known."""
    change = REACH * sqrt(error1**2 + error2**2)
    above, below = value + change, value - change
    return Detectable(value, above if not share or above <= 1 else None, below if not share or below >= 0 else None)


def smallest_d(n1: float, n2: float) -> float:
    """Cohen's d that Student's test on n1 + n2 − 2 degrees of freedom finds with the power asked for."""
    from scipy.special import nctdtr

    df, root = n1 + n2 - 2, sqrt(n1 * n2 / (n1 + n2))
    edge = student(df)
    low, high = 0.0, 2 * REACH / root + 1
    for _ in range(STEPS):
        middle = (low + high) / 2
        power = 1 - nctdtr(df, middle * root, edge) + nctdtr(df, middle * root, -edge)
        low, high = (middle, high) if power < POWER else (low, middle)
    return high


def _effective(row: Row, error: float | None) -> float:
    """The number of independent people who would give the same precision (Kish 1965, Survey Sampling)."""
    own = row.value * (1 - row.value)
    return own / error**2 if error and own else row.denominator


def _of_rate_rows(rows, errors) -> Detectable | None:
    """Rows hold events, time, and a rate that may be a multiple of events over time."""
    events, time = (sum(getattr(row, name) for row in rows) for name in ("numerator", "denominator"))
    if not events:
        return None
    per = next(row.value * row.denominator / row.numerator for row in rows if row.numerator)
    # A Poisson rate of y events has the variance rate² / y.
    pairs = [(row, e) for row, e in zip(rows, errors, strict=True) if e]
    extra = sum(row.numerator * (e / row.value) ** 2 for row, e in pairs) / len(pairs) if pairs else 1.0
    found = of_rates(events / time, *(row.denominator for row in rows), extra)
    return Detectable(*(None if end is None else per * end for end in (found.start, found.above, found.below)))


def _of_mean_rows(rows, errors) -> Detectable:
    sizes = [row.denominator for row in rows]
    sums = sum((n - 1) * n * e * e for n, e in zip(sizes, errors, strict=True))
    value = sum(row.numerator for row in rows) / sum(sizes)
    return of_means(value, sqrt(sums / (sum(sizes) - 2)), *sizes)
