"""Random clinics and random sequences of releases of them, straight into the code that decides what is hidden."""

from dataclasses import dataclass, field
from datetime import date
from time import process_time

import numpy as np

from access.behind import THINGS, Sets, what
from access.draft import Draft, Earlier, draft
from access.lines import Line
from access.repetition import repetition
from access.spec import Period
from metrics.result import Row
from tests.attacker import Attacker, Published
from tests.definitions import BOTH, COUNTED, MOST_EACH, ONE, OTHER, Kind, measures, together

DIMS = ("program", "payer", "gender")
MIXES = (
    (("one",), 0.3), (("symptoms",), 0.15), (("recovery",), 0.15), (("ends",), 0.1), (("relapse",), 0.1),
    (("attendance",), 0.05), (("screens",), 0.05), (("relapse", "attendance"), 0.05), (("recovery", "relapse"), 0.05),
)  # fmt: skip
AGAIN = 0.08


@dataclass
class Clinic:
    """Episodes: (client, span of time, the values of the dimensions, kind of person, {measure: (counted, others)})."""

    spans: int
    values: dict[str, list[str]]
    kinds: list[Kind] = field(default_factory=lambda: ONE)
    people: list[tuple] = field(default_factory=list)


def clinic(random: np.random.Generator) -> Clinic:
    names = MIXES[int(random.choice(len(MIXES), p=[share for _, share in MIXES]))][0]
    kinds = together(*names)
    few_dims = len(kinds) > 8
    spans = int(random.integers(1, 3 if few_dims else 4))
    dims = DIMS[: int(random.choice([1, 2, 3], p=[0.7, 0.3, 0] if few_dims else [0.45, 0.5, 0.05]))]
    values = {dim: [f"{dim[0]}{k}" for k in range(int(random.choice([2, 3, 4], p=[0.4, 0.4, 0.2])))] for dim in dims}
    found = Clinic(spans, values, kinds)
    shares = {dim: random.dirichlet(np.full(len(each), random.choice([0.4, 1, 5]))) for dim, each in values.items()}
    of_kinds = random.dirichlet(np.full(len(kinds), random.choice([0.2, 1, 5])))
    for k in range(int(random.integers(12, 300))):
        client = f"c{random.integers(k)}" if k and random.random() < AGAIN else f"c{k}"
        groups = tuple(str(random.choice(values[dim], p=shares[dim])) for dim in dims)
        kind = kinds[int(random.choice(len(kinds), p=of_kinds))]
        found.people.append((client, int(random.integers(spans)), groups, kind, _things(random, kind)))
    return found


def _things(random: np.random.Generator, kind: Kind) -> dict[str, tuple[int, int]]:
    found = {}
    for name, most in MOST_EACH.items():
        if name in kind:
            amounts = (int(random.integers(1, most + 1)) if kind[name] & which else 0 for which in (COUNTED, OTHER))
            found[name] = tuple(amounts)
    return found


def period(first: int, last: int) -> Period:
    return Period(date(2026, 1 + first, 1), date(2026, 1 + last, 28))


def lines(of: Clinic, periods: list[tuple[int, int]], groupings: list[tuple[str, ...]], names=None) -> list[Line]:
    """As access.lines makes them of a database."""
    return [
        _line(of, name, between, by, key)
        for name in names or measures(of.kinds)
        for between in periods
        for by in ((), *groupings)
        for key in _keys(of, by)
    ]


def _keys(of: Clinic, by: tuple[str, ...]) -> list[tuple[str, ...]]:
    places = [list(of.values).index(dim) for dim in by]
    return sorted({tuple(one[2][p] for p in places) for one in of.people}) if by else [()]


def _line(of: Clinic, name: str, between: tuple[int, int], by: tuple[str, ...], key: tuple[str, ...]) -> Line:
    places = [list(of.values).index(dim) for dim in by]
    mine = [
        (f"{client}\te{k}", client, kind[name], things.get(name, (0, 0)))
        for k, (client, span, groups, kind, things) in enumerate(of.people)
        if name in kind and between[0] <= span <= between[1] and tuple(groups[p] for p in places) == key
    ]
    wanted = {"denominator": BOTH, "numerator": COUNTED, "complement": OTHER}
    sets = Sets(
        *(
            {which: frozenset(one[part] for one in mine if one[2] & bits) for which, bits in wanted.items()}
            for part in (1, 0)
        )
    )
    k, n = len(sets.episodes["numerator"]), len(mine)
    if what(name) == THINGS:
        k, n = sum(one[3][0] for one in mine), sum(sum(one[3]) for one in mine)
    return Line(name, {}, period(*between), by, Row(dict(zip(by, key, strict=True)), {}, k, n, None), sets)


def choice(random: np.random.Generator, of: Clinic):
    """Periods (nested, overlapping), groupings and measures of one release."""
    spans = [(a, b) for a in range(of.spans) for b in range(a, of.spans)]
    periods = [spans[k] for k in sorted(random.choice(len(spans), min(len(spans), int(random.integers(1, 4))), False))]
    dims = list(of.values)
    every = [(dim,) for dim in dims] + [(a, b) for a in dims for b in dims if a < b]
    count = min(len(every), int(random.integers(1, 3)))
    groupings = [every[k] for k in sorted(random.choice(len(every), count, False))]
    names = measures(of.kinds)
    chosen = random.choice(len(names), int(random.integers(1, min(len(names), 4) + 1)), False)
    return periods, groupings, [names[k] for k in sorted(chosen)]


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
        numbers = None if count else line.row.numerator, None if of else line.row.denominator
        things = numbers if what(line.measure) == THINGS else None
        shown = None if of else line.people, None if things else numbers[0]
        told.append(Published(spans, tuple(line.row.group.items()), *shown, line.measure, things))
    return told


@dataclass
class Tried:
    """One random sequence of releases, attacked."""

    releases: int = 0
    counts: int = 0
    small: int = 0
    hidden: int = 0
    repetition: int = 0
    bounded: int = 0
    recovered: list = field(default_factory=list)
    unknown: int = 0
    by_repetition: int = 0
    seconds: tuple[float, float] = (0.0, 0.0)


def attempt(seed: int, also_repetition: bool = False) -> Tried:
    """One sequence; also_repetition: how many hidden counts the attacker gets from the simple way's tables."""
    random, began = np.random.default_rng(seed), process_time()
    of = clinic(random)
    earlier: list[Earlier] = []
    told: list[Published] = []
    simple: list[Published] = []
    tried = Tried()
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
    between = process_time()
    tried.recovered, unknown, tried.bounded = Attacker(of.values, of.spans, told, of.kinds).tried()
    tried.unknown, tried.seconds = len(unknown), (between - began, process_time() - between)
    if also_repetition:
        tried.by_repetition = len(Attacker(of.values, of.spans, simple, of.kinds).recovered())
    return tried
