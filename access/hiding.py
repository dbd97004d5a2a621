"""Which further counts to hide so that no group of 1 to 10 people can be worked out, and as few as can be.

For each exposed group a linear program finds the cheapest change of the tables that would let it be empty, or 11 or
more; the published counts that this change touches are hidden (Kelly, Golden & Assad 1992, Networks 22:397-417;
Fischetti & Salazar 2001, Management Science 47:1008-1027). Then whatever can be shown again is, the dearest first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from access.ranges import DOWN, Tables
from access.system import System
from access.threshold import FEWEST

TOUCHED = 1e-6
SHOWING_AGAIN_SECONDS = 60.0


@dataclass(frozen=True)
class Switches:
    """What is decided: `cost` of hiding each; `takes`: hiding the first of a pair hides the second."""

    cost: np.ndarray
    takes: tuple[tuple[int, int], ...] = ()

    def closed(self, hidden: np.ndarray) -> np.ndarray:
        hidden = hidden.copy()
        for one, other in self.takes:
            hidden[other] |= hidden[one]
        return hidden


@dataclass(frozen=True)
class Hidden:
    """`small`: hidden because 1 to 10 people are behind; `also`: hidden to protect those; both by switch.

    `beyond`: groups that what was published before gives away by itself, whatever is hidden now.
    """

    small: np.ndarray
    also: np.ndarray
    beyond: int = 0

    @property
    def all(self) -> np.ndarray:
        return self.small | self.also


def primary(systems: Sequence[System], switches: Switches) -> np.ndarray:
    """The switches of counts that are 1 to 10 themselves."""
    hidden = np.zeros(len(switches.cost), dtype=bool)
    for system in systems:
        own = (system.switches >= 0) & system.few
        hidden[system.switches[own]] = True
    return switches.closed(hidden)


def hide(systems: Sequence[System], switches: Switches) -> Hidden:
    """The counts to hide. Every group is proven safe by two whole-number tables that fit what stays shown."""
    small = primary(systems, switches)
    hidden, known = small.copy(), [Tables(system) for system in systems]
    beyond: set[tuple[int, int]] = set()
    for integral in (False, True):
        hidden = _hide_until_safe(known, switches, hidden, integral, beyond)
        if not integral:
            hidden = _show_again(known, switches, hidden, small, beyond)
    return Hidden(small, hidden & ~small, len(beyond))


def exposed(known: Sequence[Tables], hidden: np.ndarray, integral: bool = False) -> Iterator[tuple[int, int, str]]:
    """(system, group, way) of every group that can be pinned down under these decisions."""
    for number, one in enumerate(known):
        yield from ((number, place, way) for place, way in one.exposed(hidden, integral))


def _hide_until_safe(
    known: Sequence[Tables], switches: Switches, hidden: np.ndarray, integral: bool, beyond: set
) -> np.ndarray:
    while True:
        open_ = [one for one in _doubtful(known, hidden, integral) if one[:2] not in beyond]
        if not open_:
            return hidden
        before = hidden.copy()
        for number, place, way in open_:
            one = known[number]
            if place not in one.pending(way, one.system.shown(hidden), integral):
                continue
            also = _protect(one, place, way, switches, hidden)
            if also is None:
                beyond.add((number, place))
            else:
                hidden = switches.closed(hidden | also)
        if np.array_equal(before, hidden):
            open_ = [one for one in exposed(known, hidden, integral) if one[:2] not in beyond]
            if not open_:
                return hidden
            hidden = switches.closed(hidden | _next_largest(known, open_, hidden, beyond))


def _doubtful(known: Sequence[Tables], hidden: np.ndarray, integral: bool) -> Iterator[tuple[int, int, str]]:
    """The groups to protect: in whole numbers each is tried by itself first; else protecting it tells."""
    if integral:
        yield from exposed(known, hidden, integral)
        return
    for number, one in enumerate(known):
        yield from ((number, place, way) for place, way in one.doubtful(hidden))


def _protect(known: Tables, place: int, way: str, switches: Switches, hidden: np.ndarray):
    """The switches that the cheapest way out touches; None where earlier releases leave no way out."""
    system, target = known.system, known.system.targets[place].astype(float)
    mine, rules = known.changes(hidden)
    width, n = len(system.sizes), len(mine)
    price = switches.cost[system.switches[mine]]
    now = float(target @ system.sizes)
    goal = np.r_[target, np.zeros(2 * n)][None, :]
    limits = [*rules, LinearConstraint(goal, *((-now, -now) if way == DOWN else (FEWEST - now, np.inf)))]
    limits += known.presence.rule([place] if way == DOWN else [], 2 * n, system.sizes)
    bounds = Bounds(np.r_[-system.sizes, np.zeros(2 * n)], np.inf)
    found = milp(np.r_[np.zeros(width), price, price], bounds=bounds, constraints=limits)
    if found.x is None:
        return None
    known.keep(system.sizes + found.x[:width])
    change = found.x[width : width + n] + found.x[width + n :]
    also = np.zeros(len(switches.cost), dtype=bool)
    also[system.switches[mine[change > TOUCHED]]] = True
    return also


def _next_largest(known: Sequence[Tables], open_, hidden: np.ndarray, beyond: set) -> np.ndarray:
    """Where the linear program sees no harm but whole numbers do: hide the largest count that overlaps the group."""
    also = np.zeros_like(hidden)
    for number, place, _ in open_:
        system = known[number].system
        shown = system.shown(hidden) & (system.switches >= 0) & (system.inside @ system.targets[place] > 0)
        if not shown.any():
            shown = system.shown(hidden) & (system.switches >= 0)
        if shown.any():
            also[system.switches[np.flatnonzero(shown)[np.argmax(system.counts[shown])]]] = True
        else:
            beyond.add((number, place))
    return also


def _show_again(
    known: Sequence[Tables], switches: Switches, hidden: np.ndarray, small: np.ndarray, beyond: set
) -> np.ndarray:
    """The same with every further count shown again that can be, the dearest first."""
    until = monotonic() + SHOWING_AGAIN_SECONDS
    for one in sorted(np.flatnonzero(hidden & ~small), key=lambda one: -switches.cost[one]):
        tried = hidden.copy()
        tried[one] = False
        tried = switches.closed(tried)
        if tried[one] or monotonic() > until:
            continue
        if all(open_[:2] in beyond for open_ in exposed(known, tried)):
            hidden = tried
    return hidden
