"""A release before it is published: what is shown, what is hidden and why, and what was published before."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from access.behind import AVERAGE, KINDS, THINGS, what
from access.hiding import Hidden, Switches, hide
from access.lines import Line
from access.repetition import repetition
from access.system import EARLIER_HIDDEN, EARLIER_SHOWN, Counted, System

# Two counts of a line can be hidden: the numerator (and its complement, its rate and interval), and the denominator
# (which takes the numerator with it).
OF, COUNT = 0, 1
# Hiding everybody together would leave nothing to read: the groups go first.
WHOLE_COST, GROUP_COST, OF_COST = 200.0, 1.0, 1.5


@dataclass(frozen=True)
class Earlier:
    """A count of an earlier release: its members then, and whether it was shown. `layer` names its system."""

    layer: str
    members: frozenset[str]
    shown: bool
    table: tuple
    subject: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Draft:
    """Lines with what is hidden of each: (denominator hidden, numerator hidden); counts by layer for the books."""

    lines: tuple[Line, ...]
    hidden: Hidden
    by_repetition: int

    def is_hidden(self, place: int) -> tuple[bool, bool]:
        return bool(self.hidden.all[2 * place + OF]), bool(self.hidden.all[2 * place + COUNT])

    @property
    def counts(self) -> int:
        return len(self.hidden.all)

    def for_books(self) -> list[Earlier]:
        return [
            Earlier(layer, one.members, not self.hidden.all[one.switch], one.table, one.subject)
            for layer, ones in layers(self.lines).items()
            for one in ones
        ]


def layers(lines: Sequence[Line]) -> dict[str, list[Counted]]:
    """Counts that stand on each other: all of episodes; of things that repeat, the episodes with each kind of them."""
    found: dict[str, list[Counted]] = {}
    for place, line in enumerate(lines):
        kind = what(line.measure)
        for name in KINDS:
            things = kind == THINGS and name != "denominator"
            if kind == AVERAGE and name != "denominator":
                continue
            layer = f"episodes with {name} of {line.measure}" if things else "episodes"
            switch = 2 * place + (OF if name == "denominator" else COUNT)
            whom = f"{name} {json.dumps(dict(line.row.group), sort_keys=True)}"
            subject = ("|".join(line.table[:2]), whom)
            one = Counted(line.sets.episodes[name], switch, (*line.table, name), subject)
            found.setdefault(layer, []).append(one)
    return found


def systems(lines: Sequence[Line], earlier: Iterable[Earlier] = ()) -> list[System]:
    """One system a layer, with what was published before."""
    counts = layers(lines)
    for one in earlier:
        decided = EARLIER_SHOWN if one.shown else EARLIER_HIDDEN
        counts.setdefault(one.layer, []).append(Counted(one.members, decided, ("earlier", *one.table), one.subject))
    return [System.of(ones) for ones in counts.values()]


def switches(lines: Sequence[Line]) -> Switches:
    """What hiding costs: larger groups more, everybody together most."""
    cost = np.ones(2 * len(lines))
    for place, line in enumerate(lines):
        base = (GROUP_COST if line.by else WHOLE_COST) * (1 + np.log1p(line.people))
        cost[2 * place : 2 * place + 2] = base * OF_COST, base
    return Switches(cost, tuple((2 * place + OF, 2 * place + COUNT) for place in range(len(lines))))


def draft(lines: Sequence[Line], earlier: Sequence[Earlier] = ()) -> Draft:
    """The lines with as little hidden as keeps every group of 1 to 10 people safe, also beside earlier releases."""
    found = hide(systems(lines, earlier), switches(lines))
    return Draft(tuple(lines), found, int(repetition(lines).sum()))
