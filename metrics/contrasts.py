"""Each group beside all the others of its dimension: differences with intervals, and how many of them chance would make.

Beside the others, not beside one group chosen as the standard: so nobody is the norm, every group has a line, and no
line depends on how large or how well a chosen group does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import erfc, exp, sqrt

from metrics.intervals import Z, t_interval, wilson
from metrics.precision import ADDING_UP, MEAN, PEOPLE, RATE, nature, standard_error, student
from metrics.result import Row

# Fewer clients than this on either side: nothing is compared (measures' own choice).
LEAST = 10
UNKNOWN = "unknown"
LEVEL = 0.05


@dataclass(frozen=True)
class Contrast:
    """One group and the others together, or another one (`pairs`). difference: group − others, with its 95 % interval; None where too few.

    alone: the interval leaves out no difference. together: so it does when all comparisons are allowed for.
    """

    by: str
    group: str
    row: Row
    others: Row
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    alone: bool = False
    together: bool = False


def contrasts(kind: str, found: Mapping[str, Sequence[Row]]) -> tuple[Contrast, ...]:
    """Of one part's rows by dimension, all looked at together; dimensions whose rows do not add up give none.

    "Not known" is nobody's group and stays out. Of two groups the second would only mirror the first: it is left out.
    """
    made = [one for by, rows in found.items() for one in _of_dimension(kind, by, rows)]
    return _allowed_for(made)


def _of_dimension(kind: str, by: str, rows: Sequence[Row]) -> list[Contrast]:
    known = [row for row in rows if row.group.get(by) != UNKNOWN and row.value is not None and row.denominator]
    what = nature(kind, known)
    if len(known) < 2 or what not in ADDING_UP:
        return []
    shown = known[:1] if len(known) == 2 else known
    return [_contrast(what, by, row, [one for one in known if one is not row]) for row in shown]


def _contrast(what: str, by: str, row: Row, rest: list[Row]) -> Contrast:
    return _beside(by, row, rest[0] if len(rest) == 1 else together(what, rest))


def _beside(by: str, row: Row, others: Row) -> Contrast:
    made = Contrast(by, row.group[by], row, others)
    if not enough(row, others) or None in (row.low, row.high, others.low, others.high):
        return made
    apart, low, high = difference(row, others)
    return replace(made, difference=apart, low=low, high=high, chance=chance(apart, low, high))


def enough(*rows: Row) -> bool:
    """Whether each has people enough behind it to be compared: many sessions or visits may all be one client's."""
    return all((row.denominator if row.clients is None else row.clients) >= LEAST for row in rows)


def pairs(by: str, rows: Sequence[Row]) -> tuple[Contrast, ...]:
    """Each two groups beside each other, all pairs looked at together: for rows that do not add up to all others."""
    known = [row for row in rows if row.group.get(by) != UNKNOWN and row.value is not None and row.denominator]
    return _allowed_for([_beside(by, one, other) for one, other in combinations(known, 2)])


def together(what: str, rows: Sequence[Row]) -> Row:
    """Several groups as one row, with the interval that such a row would have.

    A client who is in two of them, by two stays, is counted in each.
    """
    k, n = (sum(getattr(row, name) for row in rows) for name in ("numerator", "denominator"))
    part = dict(rows[0].part)
    value = sum(row.value * row.denominator for row in rows) / n
    if what == PEOPLE:
        return Row({}, part, k, n, value, *wilson(k, n))
    if what == MEAN:
        return Row({}, part, k, n, value, *t_interval(round(n), k, sum(_squares(row) for row in rows)))
    errors = [standard_error(what, row) for row in rows]
    # Where a group's own interval is exact, it has no standard error: that of its neighbours stands in.
    unit = [e * e * row.denominator for e, row in zip(errors, rows, strict=True) if e]
    clients = None if any(row.clients is None for row in rows) else sum(row.clients for row in rows)
    if not unit or value <= 0 or (what != RATE and value >= 1):
        return Row({}, part, k, n, value, clients=clients)
    usual = sum(unit) / len(unit)
    pairs = [(row.denominator, e * e if e else usual / row.denominator) for e, row in zip(errors, rows, strict=True)]
    error = sqrt(sum((m / n) ** 2 * variance for m, variance in pairs))
    return Row({}, part, k, n, value, *_ends(what, value, error), clients=clients)


def _squares(row: Row) -> float:
    """Σx² of a mean, from its t interval; a single person's is exact."""
    n, mean = row.denominator, row.value
    if n < 2:
        return mean * mean
    error = (row.high - row.low) / (2 * student(n - 1))
    return n * mean * mean + error * error * n * (n - 1)


def _ends(what: str, value: float, error: float) -> tuple[float, float]:
    if what == RATE:
        reach = exp(Z * error / value)
        return value / reach, value * reach
    odds, reach = value / (1 - value), exp(Z * error / (value * (1 - value)))
    return odds / (odds + reach), odds / (odds + 1 / reach)


def difference(one: Row, other: Row) -> tuple[float, float, float]:
    """one − other with its interval, from the two intervals.

    Newcombe 1998, Statist Med 17:873-890, method 10 for shares of people; for other intervals its generalisation,
    Zou & Donner 2008, Statist Med 27:1693-1702.
    """
    apart = one.value - other.value
    down = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    up = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return apart, apart - down, apart + up


def chance(apart: float, low: float, high: float) -> float:
    """Two-sided, as the interval has it: 0.05 where one of its ends is no difference."""
    reach = apart - low if apart > 0 else high - apart
    if apart == 0 or reach <= 0:
        return 1.0
    score = Z * abs(apart) / reach
    return erfc(score / sqrt(2))


def _allowed_for(made: list[Contrast]) -> tuple[Contrast, ...]:
    """Holm 1979, Scand J Stat 6:65-70, over all comparisons that could be made."""
    from statsmodels.stats.multitest import multipletests

    known = [one.chance for one in made if one.chance is not None]
    held = iter(multipletests(known, LEVEL, "holm")[0] if known else ())
    return tuple(
        one if one.chance is None else replace(one, alone=one.chance < LEVEL, together=bool(next(held))) for one in made
    )


def expected_by_chance(made: Sequence[Contrast]) -> float:
    """How many comparisons would look different if no group differed from the others."""
    return LEVEL * sum(one.chance is not None for one in made)
