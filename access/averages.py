"""Averages: which of them to hide, so that no count of 1 to 10 people follows from what is written of them.

Looked at are each average, what is left of it without another that lies in it (of an earlier period, of a group), and
without all of a table that are shown; of this release and of all before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from access import medians
from access.behind import AVERAGE, what
from access.lines import Line
from access.means import Mean
from access.medians import Median, Rest
from access.threshold import FEWEST
from metrics import MEASURES
from metrics.instruments import SCALES

TREND = "_trend"
# Reports ask for days of the last 30 (data.tables: work_school_days_missed_30).
DAYS_ASKED = 30


@dataclass(frozen=True)
class Average:
    """One published average: of whom, what is written of it, in which table, and its line (None: of an earlier release)."""

    number: str
    table: tuple
    members: frozenset[str]
    written: tuple[float, float | None, float | None]
    place: int | None = None

    @classmethod
    def kept(cls, number: str, members: frozenset[str], words: Sequence[str]) -> "Average":
        """As the books have it."""
        *table, value, low, high = words
        return cls(number, tuple(table), members, tuple(_number(one) for one in (value, low, high)))

    @property
    def words(self) -> tuple[str, ...]:
        """What the books keep of it beside its members."""
        return tuple(map(str, (*self.table, *self.written)))

    @property
    def figures(self) -> Mean | Median:
        name, n = self.number.partition("|")[0], len(self.members)
        if MEASURES[name].card.kind == "days":
            return Median(n, *self.written)
        return Mean.told(n, reach(name), *self.written)


def _number(word: str) -> float | None:
    return None if word == str(None) else float(word)


def reach(name: str) -> int:
    """By how many points or days a person can change at most."""
    if name.endswith(TREND):
        scale = next(one for one in SCALES.values() if one.slug == name.removesuffix(TREND))
        return scale.high - scale.low
    return DAYS_ASKED


def averages(lines: Sequence[Line]) -> list[Average]:
    """The lines that are averages of somebody."""
    return [
        Average("|".join(line.table[:2]), (*line.table, line.period.words), line.sets.episodes["denominator"],
                (line.row.value, line.row.low, line.row.high), place)
        for place, line in enumerate(lines)
        if what(line.measure) == AVERAGE and line.row.value is not None
    ]  # fmt: skip


def unsafe(shown: Sequence[Average]) -> Iterator[list[Average]]:
    """Averages that give somebody away together."""
    by_number: dict[str, list[Average]] = {}
    for one in shown:
        by_number.setdefault(one.number, []).append(one)
    for ones in by_number.values():
        yield from (list(group) for group in _groups(ones) if not _is_safe(group))


def _groups(ones: Sequence[Average]) -> Iterator[tuple[Average, ...]]:
    """Each, and each with some that lie in it and apart from each other: what is left of it is looked at."""
    tables: dict[tuple, list[Average]] = {}
    for one in ones:
        tables.setdefault(one.table, []).append(one)
        yield (one,)
    for whole in ones:
        within = [one for one in ones if one.members < whole.members]
        yield from ((whole, one) for one in within)
        for table in tables.values():
            parts = tuple(one for one in table if one.members < whole.members)
            if len(parts) > 1:
                yield (whole, *parts)


def _is_safe(group: tuple[Average, ...]) -> bool:
    whole, *parts = group
    left = len(whole.members) - sum(len(one.members) for one in parts)
    if left < FEWEST:
        return True
    figures = [one.figures for one in group]
    if isinstance(figures[0], Mean):
        return reduce(Mean.without, figures).is_safe()
    return medians.is_safe(reduce(Rest, figures))


def to_hide(
    lines: Sequence[Line], hidden: Iterable[int], earlier: Sequence[Average], cost: Sequence[float]
) -> set[int]:
    """The lines whose average is to be hidden beside those that are; the cheapest of each group that gives away."""
    kept = set(hidden)
    own = averages(lines)
    while True:
        shown = [one for one in own if one.place not in kept]
        found = [[one.place for one in group if one.place is not None] for group in unsafe([*shown, *earlier])]
        found = [places for places in found if places]
        if not found:
            return kept - set(hidden)
        for places in found:
            if not kept.intersection(places):
                kept.add(min(places, key=lambda place: (cost[place], place)))
