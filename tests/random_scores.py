"""Random first and last scores, and a release of their mean change beside shares of the same people, attacked."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

from access.behind import Sets
from access.draft import draft
from access.lines import Line
from metrics.result import Row
from tests.average_attack import Told, written
from tests.joint_attack import KINDS, NUMBERS, TREND, Mean, Share, inside, joint, kind
from tests.pattern_attack import Patterns
from tests.random_clinics import period
from tests.tried import Cells, Tried, group_of, groupings

# The number that speaks of all who have both scores, as the mean change does.
EVERYBODY = "phq9_reliable_change"
SINGLES = {(name, which): inside(name, which) for name in NUMBERS for which in (True, False)}
# Who is counted, or not, by one number, or by two.
WANTED = {str(one): mask for one, mask in SINGLES.items()} | {
    f"{one} {other}": SINGLES[one] & SINGLES[other] for one, other in combinations(SINGLES, 2) if one[0] != other[0]
}


def scores(seed: int) -> Tried:
    """By turns everybody, two groups, and up to three periods of which each lies in the next."""
    random, nested = np.random.default_rng(seed), seed % 3 == 2
    cells = int(random.integers(2, 4)) if nested else 1 + seed % 3
    people = [(*pair, int(random.integers(cells))) for pair in _pairs(random)]
    tables = [frozenset(range(upto + 1)) for upto in range(cells)] if nested else groupings(cells)
    own = [(some, _line(name, people, some, cells, nested)) for some in tables for name in (TREND, *NUMBERS)]
    own = [one for one in own if one[1].people > 1]
    attack, values = _attack(own, cells)
    tried = Tried(values=values)
    for some, (what, mask) in product({*tables, *groupings(cells)}, WANTED.items()):
        true = sum(mask[KINDS.index(kind(*pair))] for *pair, cell in people if cell in some)
        tried.look(attack, what, some, mask, int(true))
    return tried


def _attack(own: list[tuple[Cells, Line]], cells: int) -> tuple[Patterns, int]:
    """What a release of these lines leaves open, and how many means it shows."""
    found, shares, means = draft([one for _, one in own]), [], []
    for place, (some, one) in enumerate(own):
        of, count, value = found.is_hidden(place)
        if one.measure == TREND and not value:
            means.append(Mean(some, one.people, Told((), one.row.value, one.row.low, one.row.high)))
        elif not of:
            name, numerator = (EVERYBODY, None) if one.measure == TREND else (one.measure, one.row.numerator)
            shares.append(Share(some, name, one.people, None if count else numerator))
    return joint(cells, shares, means), len(means)


def _pairs(random: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Often most are alike, and a few far away from them."""
    n = int(random.integers(24, 70))
    first = np.clip(np.rint(random.normal(random.choice([8, 14, 20]), random.choice([1, 3, 6]), n)), 0, 27)
    change = np.rint(random.normal(random.choice([-10, -5, -1, 2, 6]), random.choice([0.4, 1, 3, 6]), n))
    if random.random() < 0.5:
        change[: int(random.integers(11))] = random.integers(-20, 20)
    last = np.clip(first + change, 0, 27)
    return zip(first.astype(int).tolist(), last.astype(int).tolist(), strict=True)


def _line(name: str, people: list, some: Cells, cells: int, nested: bool) -> Line:
    mine = {f"c{k}": one[:2] for k, one in enumerate(people) if one[2] in some}
    of = {who: False if name == TREND else NUMBERS[name](*pair) for who, pair in mine.items()}
    ways = {"denominator": (True, False), "numerator": (True,), "complement": (False,) if name != TREND else ()}
    kinds = {word: [who for who, is_in in of.items() if is_in in way] for word, way in ways.items()}
    sets = Sets(
        *({word: frozenset(f"{who}{end}" for who in ones) for word, ones in kinds.items()} for end in ("", "\te"))
    )
    told = written([last - first for first, last in mine.values()]) if name == TREND and len(mine) > 1 else None
    value = (told.value, told.low, told.high) if told else (None,) * 3
    group = "" if nested else group_of(some, cells)
    shown = Row({"program": group} if group else {}, {}, len(kinds["numerator"]), len(kinds["denominator"]), *value)
    return Line(name, {}, period(0, max(some) if nested else cells - 1), ("program",) if group else (), shown, sets)
