"""The lines of a release before anything is hidden: each a number with the people behind it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from access import behind
from access.behind import AVERAGE, NOBODY, PEOPLE, Sets
from access.spec import Period, Spec
from metrics import MEASURES, ask
from metrics.cohort import BadRequest
from metrics.result import Row

# A rate of visits has its base beside it: the months before the crisis that brought people in.
ALSO = {"ed_rate": ({"window": "months_6_to_4_before", "cause": "all"},)}
# Shares are kept as whole per cent below this many people, as they are written (figures.numbers).
COARSE_BELOW = 1000


@dataclass(frozen=True)
class Line:
    """One number: `row` as the measure has it; of people, `denominator` is everybody it speaks of."""

    measure: str
    part: Mapping
    period: Period
    by: tuple[str, ...]
    row: Row
    sets: Sets = NOBODY

    @property
    def people(self) -> int:
        return len(self.sets.clients["denominator"])

    @property
    def table(self) -> tuple:
        return self.measure, json.dumps(self.part, sort_keys=True), self.by


def lines(connection: Connection, spec: Spec) -> list[Line]:
    """Every line, tables in the order of the measures, everybody together before the groupings."""
    return [
        line
        for name in spec.measures
        for part in (dict(MEASURES[name].headline), *ALSO.get(name, ()))
        for period in spec.periods
        for line in _of_period(connection, spec, name, part, period)
    ]


def _of_period(connection: Connection, spec: Spec, name: str, part: Mapping, period: Period) -> Iterable[Line]:
    dims = tuple(dict.fromkeys(dim for by in spec.by for dim in by))
    found = behind.people(connection, name, part, spec.cohort(period), dims)
    for by in ((), *spec.by):
        places = [dims.index(dim) for dim in by]
        result = ask.measure(connection, name, spec.cohort(period, by), behind.options_of(name))
        for row in result.part(**part):
            key = tuple(row.group[dim] for dim in by)
            mine = [one for one in found if tuple(one.groups[place] for place in places) == key]
            yield _checked(Line(name, part, period, by, row, behind.sets(mine)))


def _checked(line: Line) -> Line:
    """A line whose people are those that its number counts; a number that cannot be traced is never published."""
    kind, row = behind.what(line.measure), line.row
    if kind == AVERAGE:
        row = replace(row, numerator=None, denominator=len(line.sets.episodes["denominator"]))
    if kind != PEOPLE:
        return replace(line, row=_coarse(row, line.people))
    counted, of = (len(line.sets.episodes[kind]) for kind in ("numerator", "denominator"))
    curve = "day" in line.part and line.row.denominator != of
    if line.row.numerator != counted or (line.row.denominator != of and not curve):
        raise BadRequest(
            f"{line.measure} cannot be in a release: its headline cannot be traced person by person, "
            "so nobody could tell whose number it gives away."
        )
    return replace(line, row=replace(_coarse(line.row, line.people), denominator=of))


def _coarse(row: Row, people: int) -> Row:
    """Values as they are written, so that the last decimals tell nothing."""
    share = row.value is not None and 0 <= row.value <= 1
    places = (2 if people < COARSE_BELOW else 3) if share else 1
    value, low, high = (None if x is None else round(float(x), places) for x in (row.value, row.low, row.high))
    of = None if row.denominator is None else round(row.denominator, 1)
    return replace(row, denominator=of, value=value, low=low, high=high)
