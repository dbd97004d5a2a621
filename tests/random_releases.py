"""Random clinics and random sequences of releases of them, straight into the code that decides what is hidden."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from access.behind import Person, sets
from access.draft import Draft, Earlier, draft
from access.lines import Line
from access.repetition import repetition
from access.spec import Period
from metrics.result import Row
from tests.attacker import Attacker, Published

MEASURE = "completion_rate"
DIMS = ("program", "payer", "gender")


@dataclass
class Clinic:
    """People by their span of time, the values of the dimensions, and whether they are counted."""

    spans: int
    values: dict[str, list[str]]
    people: list[tuple] = field(default_factory=list)


def clinic(random: np.random.Generator) -> Clinic:
    spans = int(random.integers(1, 4))
    dims = DIMS[: int(random.choice([1, 2, 3], p=[0.45, 0.5, 0.05]))]
    values = {dim: [f"{dim[0]}{k}" for k in range(int(random.choice([2, 3, 4], p=[0.4, 0.4, 0.2])))] for dim in dims}
    found = Clinic(spans, values)
    shares = {dim: random.dirichlet(np.full(len(names), random.choice([0.4, 1, 5]))) for dim, names in values.items()}
    rate = random.choice([0.03, 0.2, 0.5, 0.9])
    for k in range(int(random.integers(12, 300))):
        groups = tuple(str(random.choice(values[dim], p=shares[dim])) for dim in dims)
        found.people.append((f"c{k}", int(random.integers(spans)), groups, bool(random.random() < rate)))
    return found


def period(first: int, last: int) -> Period:
    return Period(date(2026, 1 + first, 1), date(2026, 1 + last, 28))


def lines(of: Clinic, periods: list[tuple[int, int]], groupings: list[tuple[str, ...]]) -> list[Line]:
    dims = list(of.values)
    found = []
    for first, last in periods:
        inside = [one for one in of.people if first <= one[1] <= last]
        for by in ((), *groupings):
            places = [dims.index(dim) for dim in by]
            keys = sorted({tuple(one[2][p] for p in places) for one in of.people}) if by else [()]
            for key in keys:
                mine = [
                    Person(c, c, groups, (True, counted, not counted))
                    for c, _, groups, counted in inside
                    if tuple(groups[p] for p in places) == key
                ]
                k, n = sum(one.inside[1] for one in mine), len(mine)
                row = Row(dict(zip(by, key, strict=True)), {}, k, n, None)
                found.append(Line(MEASURE, {}, period(first, last), by, row, sets(mine)))
    return found


def choice(random: np.random.Generator, of: Clinic):
    """Periods (nested, overlapping) and groupings of one release."""
    spans = [(a, b) for a in range(of.spans) for b in range(a, of.spans)]
    periods = [spans[k] for k in sorted(random.choice(len(spans), min(len(spans), int(random.integers(1, 4))), False))]
    dims = list(of.values)
    every = [(dim,) for dim in dims] + [(a, b) for a in dims for b in dims if a < b]
    count = min(len(every), int(random.integers(1, 3)))
    return periods, [every[k] for k in sorted(random.choice(len(every), count, False))]


def published(found: Draft) -> list[Published]:
    """What the public gets to see of a draft."""
    return _told(found.lines, [found.is_hidden(place) for place in range(len(found.lines))])


def repeated(found: Draft) -> list[Published]:
    """What it would get to see by row and column repetition."""
    return _told(found.lines, repetition(found.lines))


def _told(own, hidden) -> list[Published]:
    told = []
    for line, (of, count) in zip(own, hidden, strict=True):
        spans = frozenset(range(line.period.start.month - 1, line.period.end.month))
        shown = (None if of else line.row.denominator, None if count else line.row.numerator)
        told.append(Published(spans, tuple(line.row.group.items()), *shown))
    return told


@dataclass
class Tried:
    """One random sequence of releases, attacked."""

    releases: int
    counts: int
    small: int
    hidden: int
    repetition: int
    bounded: int
    recovered: list
    by_repetition: int = 0


def attempt(seed: int, also_repetition: bool = False) -> Tried:
    """One sequence; also_repetition: how many hidden counts the attacker gets from the simple way's tables."""
    random = np.random.default_rng(seed)
    of = clinic(random)
    earlier: list[Earlier] = []
    told: list[Published] = []
    simple: list[Published] = []
    tried = Tried(0, 0, 0, 0, 0, 0, [])
    for _ in range(int(random.integers(1, 4))):
        found = draft(lines(of, *choice(random, of)), earlier)
        earlier += found.for_books()
        told += published(found)
        simple += repeated(found)
        tried.releases += 1
        tried.counts += found.counts
        tried.small += int(found.hidden.small.sum())
        tried.hidden += int(found.hidden.all.sum())
        tried.repetition += found.by_repetition
    attacker = Attacker(of.values, of.spans, told)
    bounds = attacker.bounds()
    tried.bounded = len(bounds)
    tried.recovered = [one for one in bounds if one[2] >= 1 and one[3] < 11]
    groups = dict.fromkeys(one.group for one in told)
    tried.recovered += attacker.between(of.spans, groups)
    if also_repetition:
        tried.by_repetition = len(Attacker(of.values, of.spans, simple).recovered())
    return tried
