"""How many people can be in a number, by averages and shares of the same scale together.

Patterns are pairs of scores. What shares say of pairs (measures.md: a fall of 6, half, below 5 from 10 or more) is exact; a
mean with its interval leaves some whole sums, each with a span of sums of squares. Independent of the code under attack.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from tests.average_attack import Told, squares, whole_sums
from tests.pattern_attack import Patterns, Rule, row

TINY, TOP = 1e-9, 27
TREND = "phq9_trend"
# The numbers of one pair of scores (first, last): None where the number does not speak of it.
NUMBERS = {
    "phq9_reliable_change": lambda first, last: first - last >= 6,
    "phq9_response": lambda first, last: 2 * last <= first if first >= 10 else None,
    "phq9_remission": lambda first, last: last < 5 if first >= 10 else None,
}


def kind(first: int, last: int) -> tuple:
    """A pair as far as any number, or the change, tells it from others."""
    return (last - first, *(number(first, last) for number in NUMBERS.values()))


KINDS = sorted({kind(*pair) for pair in product(range(TOP + 1), repeat=2)}, key=str)
CHANGE = np.array([one[0] for one in KINDS], dtype=float)


@dataclass(frozen=True)
class Share:
    """A share that is shown, of people in these cells."""

    cells: frozenset[int]
    name: str
    denominator: int
    numerator: int | None


@dataclass(frozen=True)
class Mean:
    """A mean change that is shown, of n people in these cells."""

    cells: frozenset[int]
    n: int
    told: Told


def inside(name: str, which: bool) -> np.ndarray:
    """Which kinds are counted, or not counted, by a number."""
    place = 1 + list(NUMBERS).index(name)
    return np.array([one[place] is which for one in KINDS])


def joint(cells: int, shares: list[Share], means: list[Mean]) -> Patterns:
    """What shares and means leave open."""
    fixed = [rule for one in shares for rule in _of_share(one, cells)]
    fixed += [(row(one.cells, np.ones(len(KINDS)), cells), one.n, one.n) for one in means]
    ways = [[_of_sum(one, total, cells) for total in whole_sums(one.told, one.n)] for one in means]
    return Patterns(cells, len(KINDS), fixed, ways)


def _of_share(one: Share, cells: int) -> Iterator[Rule]:
    yes, no = inside(one.name, True), inside(one.name, False)
    yield row(one.cells, yes | no, cells), one.denominator, one.denominator
    if one.numerator is not None:
        yield row(one.cells, yes, cells), one.numerator, one.numerator


def _of_sum(one: Mean, total: int, cells: int) -> list[Rule]:
    least, most = squares(one.told, one.n, total)
    spread = row(one.cells, CHANGE**2, cells)
    return [(row(one.cells, CHANGE, cells), total, total), (spread, least - TINY, most + TINY)]
