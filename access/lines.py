"""The lines of a release before anything is hidden: each a number with the people behind it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isclose

from sqlalchemy import Connection

from access import behind, things
from access.behind import AVERAGE, NOBODY, PEOPLE, THINGS, Groups, Person, Sets
from access.spec import Period, Spec
from access.things import OF_TIME, Stretches
from access.widths import widened
from metrics import MEASURES, ask
from metrics.cohort import BadRequest
from metrics.er_utilization.results import DAYS_PER_MONTH
from metrics.result import Row

# A rate of visits has its base beside it: the months before the crisis that brought people in.
ALSO = {"ed_rate": ({"window": "months_6_to_4_before", "cause": "all"},)}
# Shares are kept as whole per cent below this many people, as they are written (figures.numbers).
COARSE_BELOW = 1000


@dataclass(frozen=True)
class Line:
    """One number: `row` as the measure has it; of people, `denominator` is everybody it speaks of. `things`: members of
    its totals, where it counts sessions or visits.

    People are counted as episodes everywhere in a release: clients beside episodes would tell who came back.
    """

    measure: str
    part: Mapping
    period: Period
    by: tuple[str, ...]
    row: Row
    sets: Sets = NOBODY
    things: Stretches = field(default_factory=dict)

    @property
    def people(self) -> int:
        return len(self.sets.episodes["denominator"])

    @property
    def table(self) -> tuple:
        return self.measure, json.dumps(self.part, sort_keys=True), self.by


def lines(connection: Connection, spec: Spec) -> list[Line]:
    """Every line, tables in the order of the measures, everybody together before the groupings."""
    dims = tuple(dict.fromkeys(dim for by in spec.by for dim in by))
    groups = behind.groups(connection, dims)
    return [
        line
        for name in spec.measures
        for part in (dict(MEASURES[name].headline), *ALSO.get(name, ()))
        for period in spec.periods
        for line in _of_period(connection, spec, (name, part, period), dims, groups)
    ]


def _of_period(
    connection: Connection, spec: Spec, number: tuple[str, Mapping, Period], dims: tuple[str, ...], groups: Groups
) -> Iterable[Line]:
    name, part, period = number
    found = behind.people(connection, name, part, spec.cohort(period), groups)
    for by in ((), *spec.by):
        places = [dims.index(dim) for dim in by]
        result = ask.measure(connection, name, spec.cohort(period, by), behind.options_of(name))
        for row in result.part(**part):
            key = tuple(row.group[dim] for dim in by)
            mine = [one for one in found if tuple(one.groups[place] for place in places) == key]
            sets = behind.sets(mine, behind.last_day(part))
            yield _checked(Line(name, part, period, by, row, sets, things.totals(name, mine)), mine)


def _checked(line: Line, people: list[Person]) -> Line:
    """A line whose people are those that its number counts; a number that cannot be traced is never published."""
    kind, row = behind.what(line.measure), line.row
    of = len(line.sets.episodes["denominator"])
    if not _traced(line, kind, people):
        raise BadRequest(
            f"{line.measure} cannot be in a release: its number cannot be traced person by person, so nobody could tell "
            "whom it gives away; leave it out."
        )
    if kind == THINGS:
        wide = widened(row, MEASURES[line.measure].card.kind)
        return replace(line, row=_coarse(line.measure, wide, line.people))
    numerator = None if kind == AVERAGE else row.numerator
    return replace(line, row=_coarse(line.measure, replace(row, numerator=numerator, denominator=of), line.people))


def _traced(line: Line, kind: str, people: list[Person]) -> bool:
    """Whether the people listed add up to the number. A curve read off at a day has those at risk as denominator."""
    row, of = line.row, len(line.sets.episodes["denominator"])
    if kind == PEOPLE:
        curve = behind.is_curve(line.measure, line.part)
        return row.numerator == len(line.sets.episodes["numerator"]) and (curve or row.denominator == of)
    if kind == AVERAGE:
        return row.denominator == of
    counted, total = (sum(one.adds[which] for one in people) for which in (0, 1))
    total = total / DAYS_PER_MONTH if line.measure in OF_TIME else total
    return row.numerator == counted and isclose(row.denominator, total)


def _coarse(name: str, row: Row, people: int) -> Row:
    """Values as they are written, so that the last decimals tell nothing."""
    share = MEASURES[name].card.kind == "share"
    places = (2 if people < COARSE_BELOW else 3) if share else 1
    value, low, high = (None if x is None else round(float(x), places) for x in (row.value, row.low, row.high))
    of = None if row.denominator is None else round(row.denominator, 1)
    return replace(row, denominator=of, value=value, low=low, high=high)
