"""Random sessions and visits, and a release of their totals with their intervals, attacked.

Each person has one of few patterns: (counted, all) in each month, of visits more beside.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

import numpy as np

from access.draft import Draft, draft
from access.widths import LEAST, STEP, widened
from metrics.er_utilization.results import DAYS_PER_MONTH, PER
from metrics.intervals import clustered_proportion, clustered_rate
from metrics.result import Row
from tests.pattern_attack import Patterns
from tests.spread_attack import Told, logarithm, logit, rules
from tests.thing_lines import line
from tests.tried import Cells, Tried, group_of, groupings

ATTENDED, VISITS, RETURNED = "attendance_rate", "ed_rate", "ed_follow_up"
DAYS = 90
# As many as anybody can have in a month, and whoever attacks knows it.
MOST_SESSIONS, MOST_VISITS = 3, 2

Pattern = tuple
# {month: (counted, all)} of a pattern in the first so many months.
Reads = Callable[[Pattern, int], Mapping[int, tuple[int, int]]]
# {what: which patterns} of some months.
Wanted = Callable[[Sequence[Pattern], range], Mapping[str, np.ndarray]]


def sessions(seed: int) -> Tried:
    """Sessions kept and missed in one or two months, of up to three groups: their share with its interval."""
    random = np.random.default_rng(seed)
    months, cells = int(random.integers(1, 3)), int(random.integers(1, 4))
    return _attacked(random, patterns(months), (months, cells), {ATTENDED: _of_months}, _sessions_wanted)


def patterns(months: int) -> list[Pattern]:
    """(kept, all) in each month, of whoever has any sessions."""
    each = product(_counted(MOST_SESSIONS), repeat=months)
    return [one for one in each if any(all_ for _, all_ in one)]


def visits(seed: int) -> Tried:
    """Visits of those admitted in a period, by admission, beside those for substance use in it, by their own date.

    Patterns: month of admission (-1: before), other visits, and by month (followed up, all) of those for substance use.
    """
    random = np.random.default_rng(seed)
    numbers = {VISITS: _of_the_admitted, RETURNED: lambda one, upto: _of_months(one[2:], upto)}
    own = _counted(MOST_VISITS)
    every = [
        (admitted, other, first, second)
        for admitted, other, first, second in product((-1, 0, 1), range(MOST_VISITS + 1), own, own)
        if not (admitted == 1 and first[1]) and not (admitted == -1 and other)
    ]
    return _attacked(random, every, (2, int(random.integers(1, 3))), numbers, _visits_wanted)


def _counted(most: int) -> list[tuple[int, int]]:
    return [(counted, all_) for all_ in range(most + 1) for counted in range(all_ + 1)]


def _of_months(one: Pattern, upto: int) -> dict[int, tuple[int, int]]:
    return {month + 1: each for month, each in enumerate(one[:upto]) if each[1]}


def _of_the_admitted(one: Pattern, upto: int) -> dict[int, tuple[int, int]]:
    """All visits during care, in so many days."""
    return {1: (one[1] + sum(n for _, n in one[2:]), DAYS)} if 0 <= one[0] < upto else {}


def _sessions_wanted(every: Sequence[Pattern], months: range) -> dict[str, np.ndarray]:
    kept, all_ = (np.array([sum(one[month][which] for month in months) for one in every]) for which in (0, 1))
    return {"any": all_ > 0, "kept": kept > 0, "missed": all_ > kept}


def _visits_wanted(every: Sequence[Pattern], months: range) -> dict[str, np.ndarray]:
    wanted = _sessions_wanted([one[2:] for one in every], months)
    visited = [one[0] in months and one[1] + sum(n for _, n in one[2:]) > 0 for one in every]
    return {"visited": np.array(visited)} | wanted


def _attacked(
    random, every: list[Pattern], size: tuple[int, int], numbers: Mapping[str, Reads], wanted: Wanted
) -> Tried:
    """Every number of the first month and of all, of everybody and of each group; then each span of months is looked at."""
    months, cells = size
    shares = random.dirichlet(np.full(len(every), random.choice([0.02, 0.1, 0.5, 2])))
    drawn = random.choice(len(every), int(random.integers(20, 90)), p=shares)
    people = [(int(k), int(random.integers(cells))) for k in drawn]
    fixed, values = _fixed(people, every, (months, cells), numbers)
    attack, tried = Patterns(cells, len(every), fixed), Tried(values=values)
    for some, (first, last) in product(groupings(cells), product(range(months), repeat=2)):
        for what, mask in wanted(every, range(first, last + 1)).items() if first <= last else ():
            tried.look(attack, what, some, mask, sum(bool(mask[k]) for k, cell in people if cell in some))
    return tried


def _fixed(people: list, every: list[Pattern], size: tuple[int, int], numbers: Mapping[str, Reads]) -> tuple[list, int]:
    """What a release says of them, and how many values it shows."""
    months, cells = size
    own = []
    for some, upto, name in product(groupings(cells), range(1, months + 1), numbers):
        reads = [numbers[name](one, upto) for one in every]
        mine = [(f"c{k}", reads[which]) for k, (which, cell) in enumerate(people) if cell in some and reads[which]]
        own += [(name, some, upto, reads, mine)] if mine else []
    found = draft([line(name, mine, upto, group_of(some, cells)) for name, some, upto, _, mine in own])
    fixed, values = [], 0
    for place, (name, some, _, reads, mine) in enumerate(own):
        if not found.is_hidden(place)[0]:
            told, scale = _told(found, place, some, mine), logarithm if name == VISITS else logit
            values += told.low is not None
            fixed += rules(told, *_added_up(reads), cells, scale)
    return fixed, values


def _added_up(reads: Sequence[Mapping[int, tuple[int, int]]]) -> tuple[np.ndarray, np.ndarray]:
    """(counted, all) of each."""
    return tuple(np.array([sum(n[which] for n in one.values()) for one in reads], dtype=float) for which in (0, 1))


def _told(found: Draft, place: int, some: Cells, mine: list) -> Told:
    """What is shown of a line, its interval as it is written."""
    _, count, value = found.is_hidden(place)
    a, n = _added_up([months for _, months in mine])
    is_rate = found.lines[place].measure == VISITS
    interval, per, places = (clustered_rate, PER * DAYS_PER_MONTH, 1) if is_rate else (clustered_proportion, 1, 2)
    ends = interval(len(a), *(int(one.sum()) for one in (a, n, a * a, a * n, n * n)))
    wide = widened(Row({}, {}, int(a.sum()), int(n.sum()), a.sum() / n.sum(), *ends), "rate" if is_rate else "share")
    shown = (None, None) if value else (round(end * per, places) / per for end in (wide.low, wide.high))
    counts = len(a), int(n.sum()), None if count else int(a.sum())
    return Told(some, *counts, *shown, half=10.0**-places / 2 / per, step=STEP, floor=LEAST)
