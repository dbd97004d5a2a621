"""Random clinics, and the lines of a release of them, as access.lines makes them of a database."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from access.behind import LOST as LOST_KIND
from access.behind import OTHERWISE, THINGS, Person, Sets, is_curve, what
from access.lines import Line
from access.spec import Period
from access.things import totals
from metrics import MEASURES
from metrics.result import Row
from tests.definitions import BOTH, COUNTED, ELSE, LOST, MORE, MOST_EACH, ONE, OTHER, SORTS, Kind, measures, together

DIMS = ("program", "payer", "gender")
MIXES = (
    (("one",), 0.2), (("symptoms",), 0.12), (("recovery",), 0.1), (("ends",), 0.08), (("relapse",), 0.1),
    (("curves",), 0.08), (("scales",), 0.08), (("both",), 0.06), (("attendance",), 0.02), (("telehealth",), 0.04),
    (("modality",), 0.03), (("screens",), 0.03), (("relapse", "attendance"), 0.03), (("recovery", "relapse"), 0.03),
)  # fmt: skip
AGAIN = 0.08


@dataclass
class Clinic:
    """Episodes: (client, span of time, the values of the dimensions, kind of person, {sort of things: how many})."""

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


def _things(random: np.random.Generator, kind: Kind) -> dict[str, int]:
    found = {sort: int(random.integers(1, most + 1)) for sort, most in MOST_EACH.items() if sort in kind}
    for name, more in MORE.items():
        mine = [sort for part in SORTS[name] for sort in part if sort in found]
        if len(mine) == 1:
            found[mine[0]] = max(found[mine[0]], 2) if more in kind else 1
    return found


def period(first: int, last: int) -> Period:
    return Period(date(2026, 1 + first, 1), date(2026, 1 + last, 28))


def lines(of: Clinic, periods: list[tuple[int, int]], groupings: list[tuple[str, ...]], names=None) -> list[Line]:
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


KINDS = {"denominator": BOTH, "numerator": COUNTED, "complement": OTHER, LOST_KIND: LOST, OTHERWISE: ELSE}


def _line(of: Clinic, name: str, between: tuple[int, int], by: tuple[str, ...], key: tuple[str, ...]) -> Line:
    places = [list(of.values).index(dim) for dim in by]
    mine = [
        (Person(client, f"e{k}", groups, (), months=((span, *_amounts(name, things)),)), kind[name])
        for k, (client, span, groups, kind, things) in enumerate(of.people)
        if name in kind and between[0] <= span <= between[1] and tuple(groups[p] for p in places) == key
    ]
    part = MEASURES[name].headline
    kinds = [kind for kind, bits in KINDS.items() if bits <= BOTH or is_curve(name, part)]
    if not any(bits & LOST for _, bits in mine):
        kinds = kinds[:3]
    sets = Sets(
        *(
            {kind: frozenset(named(one) for one, bits in mine if bits & KINDS[kind]) for kind in kinds}
            for named in (lambda one: one.client, lambda one: f"{one.client}\t{one.episode}")
        )
    )
    k, n = len(sets.episodes["numerator"]), len(mine)
    if what(name) == THINGS:
        k, n = (sum(one.months[0][place] for one, _ in mine) for place in (1, 2))
    row = Row(dict(zip(by, key, strict=True)), {}, k, n, None)
    return Line(name, {}, period(*between), by, row, sets, totals(name, [one for one, _ in mine]))


def _amounts(name: str, things: dict[str, int]) -> tuple[int, int]:
    """What a person adds to the numerator and to the denominator."""
    if name not in SORTS:
        return 0, 0
    counted, others = (sum(things.get(sort, 0) for sort in part) for part in SORTS[name])
    return counted, counted + others
