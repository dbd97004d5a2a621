"""What one cause did to a measure: its numbers afterwards, and whom it moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from evidence.standing import Standing, Stood
from metrics.people import COUNTED, EXCLUDED
from metrics.result import Row

LATE, CORRECTED, FURTHER = "late data", "corrected data", "further days"
DEFINITION, FILTER = "changed definition", "changed filter"
# What no cause explains.
UNEXPLAINED = "not explained"
CAUSES = (UNEXPLAINED, LATE, CORRECTED, FURTHER, DEFINITION, FILTER)
# How a person moves: into the number, out of it, to counted, to not counted, or with other counts of their own.
CAME_IN, WENT_OUT, TO_COUNTED, TO_NOT_COUNTED, OTHERWISE = "in", "out", "to counted", "to not counted", "otherwise"
KINDS = (CAME_IN, WENT_OUT, TO_COUNTED, TO_NOT_COUNTED, OTHERWISE)


@dataclass(frozen=True)
class Moved:
    """One episode that a cause moved: how it stood before and after (None: not listed), and in which way it moved."""

    client_id: str
    episode_id: str
    before: Stood | None
    after: Stood | None

    @property
    def kind(self) -> str:
        was, now = _inside(self.before), _inside(self.after)
        if was != now:
            return CAME_IN if now else WENT_OUT
        if self.before.standing != self.after.standing:
            return TO_COUNTED if self.after.standing == COUNTED else TO_NOT_COUNTED
        return OTHERWISE

    @property
    def program(self) -> str:
        return (self.after or self.before).program


@dataclass(frozen=True)
class Effect:
    """One cause: the numbers once it has acted too, and the episodes that it moved."""

    cause: str
    rows: tuple[Row, ...]
    moved: tuple[Moved, ...]

    def people(self) -> dict[str, int]:
        """How many people moved in each way; whoever has two episodes may have moved in two ways."""
        found: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for one in self.moved:
            found[one.kind].add(one.client_id)
        return {kind: len(clients) for kind, clients in found.items()}


@dataclass(frozen=True)
class Step:
    """What a cause adds to one number. The change of the value is None where it has none on one side."""

    cause: str
    value: float | None
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True)
class Number:
    """One number then and now, and what each cause adds: the steps add up to the whole difference."""

    part: Mapping[str, object]
    then: Row
    now: Row
    steps: tuple[Step, ...]

    @property
    def changed(self) -> bool:
        return any(_differ(getattr(self.then, name), getattr(self.now, name)) for name in COMPARED)


@dataclass(frozen=True)
class Explained:
    """Why one frozen measure is what it is today. `remade`: whether the frozen numbers came out again, everybody as they
    stood, when they were made anew from the records; None where that could not be tried, for which `why_not` says why.
    `tables`: the tables of records that the measure is counted from.
    """

    measure: str
    versions: tuple[str, str]
    days: tuple[date, date]
    then: tuple[Row, ...]
    now: tuple[Row, ...]
    effects: tuple[Effect, ...]
    remade: bool | None
    why_not: str = ""
    tables: frozenset[str] = frozenset()

    def numbers(self) -> tuple[Number, ...]:
        """Every number of the measure, in the order of today's."""
        parts = list({_key(row.part): row.part for row in (*self.now, *self.then)}.values())
        return tuple(self.number(part) for part in parts)

    @property
    def changed(self) -> bool:
        """Whether any number is other than it was."""
        return any(number.changed for number in self.numbers())

    def number(self, part: Mapping[str, object]) -> Number:
        """One number of the measure."""
        rows = [row_of(rows, part) for rows in (self.then, *(one.rows for one in self.effects))]
        pairs = zip(self.effects, rows, rows[1:], strict=False)
        return Number(part, rows[0], rows[-1], tuple(_step(one.cause, before, after) for one, before, after in pairs))


COMPARED = ("numerator", "denominator", "value")
# Engines add up in an order of their own: the last digits of a sum of decimals are nobody's change.
SAME = 1e-9


def row_of(rows: tuple[Row, ...], part: Mapping[str, object]) -> Row:
    """The row of a part; an empty one where there is none."""
    return next((row for row in rows if _key(row.part) == _key(part)), Row({}, dict(part), 0, 0, None))


def same(one: tuple[Row, ...], other: tuple[Row, ...]) -> bool:
    """The same numbers in every part."""
    parts = {_key(row.part): row.part for row in (*one, *other)}.values()
    pairs = [(row_of(one, part), row_of(other, part)) for part in parts]
    return not any(_differ(getattr(a, name), getattr(b, name)) for a, b in pairs for name in COMPARED)


def moved(before: Standing, after: Standing) -> tuple[Moved, ...]:
    """Every episode that stands otherwise, or with other counts."""
    keys = sorted(key for key in before.keys() | after.keys() if _counts(before.get(key)) != _counts(after.get(key)))
    return tuple(Moved(*key, before.get(key), after.get(key)) for key in keys)


def _inside(one: Stood | None) -> bool:
    return one is not None and one.standing != EXCLUDED


def _counts(one: Stood | None) -> tuple | None:
    """What of it reaches a number; the reason why somebody is left out does not."""
    return (one.standing, one.numerator, one.denominator) if _inside(one) else None


def _key(part: Mapping[str, object]) -> tuple:
    return tuple(sorted((name, str(value)) for name, value in part.items()))


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) > SAME * max(1.0, abs(one), abs(other))


def _step(cause: str, before: Row, after: Row) -> Step:
    return Step(cause, *(_less(getattr(after, name), getattr(before, name)) for name in ("value", *COMPARED[:2])))


def _less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before
