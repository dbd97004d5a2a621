"""How precise a row is, read from its own interval: what funnels, differences and power have in common."""

from collections.abc import Iterable
from math import log, sqrt

from metrics.intervals import TAIL, Z, wilson
from metrics.result import Row

# What a row counts: people who each are a yes or a no, things that repeat inside a person, events over time,
# a mean of people; or a share read from a curve (survival), or anything else (medians), where nothing adds up.
PEOPLE, REPEATED, RATE, MEAN = "people", "repeated", "rate", "mean"
CURVE, OTHER = "curve", "other"
ADDING_UP = (PEOPLE, REPEATED, RATE, MEAN)
ALIKE = 1e-9


def nature(kind: str, rows: Iterable[Row]) -> str:
    """What the rows of one part count, told from their numbers; `kind` is the card's."""
    known = [row for row in rows if row.value is not None and row.denominator]
    otherwise = CURVE if kind == "share" else OTHER
    if not all(row.numerator is not None for row in known) or kind not in ("share", "rate", "points"):
        return otherwise
    if kind == "rate":
        return RATE
    if not all(abs(row.value - row.numerator / row.denominator) < ALIKE for row in known):
        return otherwise
    if kind == "points":
        return MEAN
    return PEOPLE if all(_is_wilson(row) for row in known) else REPEATED


def _is_wilson(row: Row) -> bool:
    ends = wilson(row.numerator, row.denominator)
    return all(end is not None and abs(end - own) < ALIKE for own, end in zip(ends, (row.low, row.high), strict=True))


def standard_error(what: str, row: Row) -> float | None:
    """Of the row's value, on the value's own scale; None where its interval does not tell.

    The interval is undone on the scale it was made on: logit for what repeats inside a person, logarithm for
    rates, Student's t for means, log(-log) for curves of shares, plain for all others.
    """
    value, n = row.value, row.denominator
    if value is None or not n:
        return None
    if what == PEOPLE:
        return sqrt(value * (1 - value) / n)
    if None in (row.low, row.high) or not row.low < row.high:
        return None
    if what == REPEATED:
        return _logit_error(row) if 0 < value < 1 else None
    if what == RATE:
        return value * log(row.high / row.low) / (2 * Z) if row.low > 0 else None
    if what == MEAN:
        return (row.high - row.low) / (2 * student(n - 1)) if n > 1 else None
    return _curve_error(row) if what == CURVE else (row.high - row.low) / (2 * Z)


def unit_variance(what: str, row: Row) -> float | None:
    """Variance of one person, session or unit of time: the square of the standard error, times n."""
    error = standard_error(what, row)
    return None if error is None else error * error * row.denominator


def student(df: float, tail: float = TAIL) -> float:
    """The quantile of Student's t that leaves `tail` above it; by default the 0.975 quantile."""
    from scipy.special import stdtrit

    return float(stdtrit(df, 1 - tail))


def _curve_error(row: Row) -> float | None:
    if not 0 < row.low < row.value < row.high < 1:
        return None
    return -row.value * log(row.value) * log(log(row.low) / log(row.high)) / (2 * Z)


def _logit_error(row: Row) -> float:
    def logit(share: float) -> float:
        return log(share / (1 - share))

    return row.value * (1 - row.value) * (logit(row.high) - logit(row.low)) / (2 * Z)
