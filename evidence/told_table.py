"""An explanation as a table of causes, and the numbers of then and now, in cells."""

from collections.abc import Mapping

from evidence.effect import CAME_IN, KINDS, OTHERWISE, TO_COUNTED, TO_NOT_COUNTED, WENT_OUT, Explained, Number, row_of
from evidence.told import TITLES, change, value
from figures import numbers
from figures.units import unit
from metrics import MEASURES
from metrics.result import Row

HEAD = ("Cause", "Value or change", "Count", "Of")
WAYS = {
    CAME_IN: ("Came in", "people of whom the number speaks now, and did not then"),
    WENT_OUT: ("Went out", "people of whom it spoke then, and does not now"),
    TO_COUNTED: ("Now counted", "people in it both times who are counted now"),
    TO_NOT_COUNTED: ("No longer", "people in it both times who were counted then"),
    OTHERWISE: (
        "Other values",
        "people who stand as they did, with other counts, points or days of their own",
    ),
}


def then_and_now(name: str, number: Number) -> list[str]:
    """Value and counts then, value and counts now, and the change of a measure's headline, as cells."""
    kind = unit(MEASURES[name].card, number.part)
    ends = [value(row.value, kind) for row in (number.then, number.now)]
    counts = [" of ".join(filter(None, _counts(row))) for row in (number.then, number.now)]
    return [
        ends[0],
        counts[0],
        ends[1],
        counts[1],
        change(number.then, number.now, kind) if number.changed else "as it was",
    ]


def ways(found: Explained) -> tuple[str, ...]:
    """The ways in which anybody was moved at all, in their order."""
    people = [effect.people() for effect in found.effects]
    return tuple(way for way in KINDS if any(one[way] for one in people))


def head(found: Explained) -> tuple[str, ...]:
    """The columns of a table of causes: only the ways in which anybody was moved."""
    return (*HEAD, *(WAYS[way][0] for way in ways(found)))


def key(found: Explained) -> str:
    """What the columns of people mean."""
    return " ".join(f"{WAYS[way][0]}: {WAYS[way][1]}." for way in ways(found))


def table(found: Explained, part: Mapping[str, object]) -> list[list[str]]:
    """The lines under `head` of one number: then, each cause, and now."""
    number, shown = found.number(part), ways(found)
    kind, none = unit(MEASURES[found.measure].card, part), [""] * len(shown)
    rows = [["Then", value(number.then.value, kind), *_counts(number.then), *none]]
    before = number.then
    for effect in found.effects:
        after, people = row_of(effect.rows, part), effect.people()
        less = [_less(getattr(before, name), getattr(after, name)) for name in ("numerator", "denominator")]
        moved = [numbers.count(people[way]) if people[way] else "" for way in shown]
        rows.append([TITLES[effect.cause], change(before, after, kind), *less, *moved])
        before = after
    return [*rows, ["Now", value(number.now.value, kind), *_counts(number.now), *none]]


def _counts(row: Row) -> list[str]:
    return [_count(row.numerator), _count(row.denominator)]


def _count(n: float | None) -> str:
    return "" if n is None else numbers.count(n) if float(n).is_integer() else f"{n:,.1f}"


def _less(before: float | None, after: float | None) -> str:
    if before is None or after is None or before == after:
        return ""
    less = after - before
    return numbers.signed(less, 0 if float(less).is_integer() else 1)
