"""Which further counts to hide so that no group of 1 to 10 people can be worked out, and as few as can be.

For each exposed group a linear program finds the cheapest change of the tables that would let it be empty, or 11 or
more; the published counts that this change touches are hidden (Kelly, Golden & Assad 1992, Networks 22:397-417;
Fischetti & Salazar 2001, Management Science 47:1008-1027). Then whatever can be shown again is, the dearest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from access.ranges import DOWN, Published
from access.system import EARLIER_SHOWN, System
from access.threshold import FEWEST, is_small

TOUCHED = 1e-6
# A change of a class costs a little of itself, so that no more of them are moved than need be.
MOVING = 1e-4
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
        own = (system.switches >= 0) & is_small(system.counts)
        hidden[system.switches[own]] = True
    return switches.closed(hidden)


def hide(systems: Sequence[System], switches: Switches) -> Hidden:
    """The counts to hide. Every group is proven safe by two whole-number tables that fit what stays shown."""
    small = primary(systems, switches)
    hidden = small.copy()
    beyond: set[tuple[int, int]] = set()
    for integral in (False, True):
        hidden = _hide_until_safe(systems, switches, hidden, integral, beyond)
        if not integral:
            hidden = _show_again(systems, switches, hidden, small, beyond)
    return Hidden(small, hidden & ~small, len(beyond))


def exposed(systems: Sequence[System], hidden: np.ndarray, integral: bool = False) -> list[tuple[int, int, str]]:
    """(system, group, way) of every group that can be pinned down under these decisions."""
    return [
        (number, place, way)
        for number, system in enumerate(systems)
        for place, way in _exposed(system, hidden, integral).items()
    ]


def _exposed(system: System, hidden: np.ndarray, integral: bool) -> dict[int, str]:
    shown = system.inside[system.shown(hidden)]
    return Published(shown, system.targets, system.sizes).exposed(integral) if len(system.targets) else {}


def _hide_until_safe(systems, switches: Switches, hidden: np.ndarray, integral: bool, beyond: set) -> np.ndarray:
    while True:
        open_ = [one for one in exposed(systems, hidden, integral) if one[:2] not in beyond]
        if not open_:
            return hidden
        before = hidden.copy()
        for number, place, way in open_:
            also = _protect(systems[number], systems[number].targets[place], way, switches, hidden)
            if also is None:
                beyond.add((number, place))
            else:
                hidden = switches.closed(hidden | also)
        if np.array_equal(before, hidden) and not any(one[:2] in beyond for one in open_):
            hidden = switches.closed(hidden | _next_largest(systems, open_, hidden, beyond))


def _protect(system: System, target: np.ndarray, way: str, switches: Switches, hidden: np.ndarray):
    """The switches that the cheapest way out touches; None where earlier releases leave no way out."""
    shown = system.shown(hidden)
    fixed = system.switches == EARLIER_SHOWN
    mine = np.flatnonzero(shown & ~fixed)
    _, width = system.inside.shape
    n, sizes = len(mine), system.sizes.astype(float)
    price = switches.cost[system.switches[mine]]
    cost = np.r_[np.full(2 * width, MOVING), price, price]
    rows = csr_array(system.inside[mine].astype(float))
    moved = hstack([rows, -rows, -identity(n), identity(n)]) if n else csr_array((0, 2 * width))
    old = csr_array(system.inside[fixed].astype(float))
    kept = hstack([old, -old, csr_array((old.shape[0], 2 * n))])
    goal = hstack(
        [csr_array(target[None, :].astype(float)), csr_array(-target[None, :].astype(float)), csr_array((1, 2 * n))]
    )
    now = float(target @ sizes)
    low = -now if way == DOWN else FEWEST - now
    rules = vstack([moved, kept, goal])
    same = np.zeros(rules.shape[0] - 1)
    limits = LinearConstraint(rules, np.r_[same, low], np.r_[same, -now if way == DOWN else np.inf])
    most = np.r_[np.full(width, np.inf), sizes, np.full(2 * n, np.inf)]
    found = milp(cost, bounds=Bounds(0, most), constraints=limits)
    if found.x is None:
        return None
    change = found.x[2 * width : 2 * width + n] + found.x[2 * width + n :]
    also = np.zeros(len(switches.cost), dtype=bool)
    also[system.switches[mine[change > TOUCHED]]] = True
    return also


def _next_largest(systems, open_, hidden: np.ndarray, beyond: set) -> np.ndarray:
    """Where the linear program sees no harm but whole numbers do: hide the largest count that overlaps the group."""
    also = np.zeros_like(hidden)
    for number, place, _ in open_:
        system = systems[number]
        shown = system.shown(hidden) & (system.switches >= 0) & (system.inside @ system.targets[place] > 0)
        if not shown.any():
            shown = system.shown(hidden) & (system.switches >= 0)
        if shown.any():
            also[system.switches[np.flatnonzero(shown)[np.argmax(system.counts[shown])]]] = True
        else:
            beyond.add((number, place))
    return also


def _show_again(systems, switches: Switches, hidden: np.ndarray, small: np.ndarray, beyond: set) -> np.ndarray:
    """The same with every further count shown again that can be, the dearest first."""
    until = monotonic() + SHOWING_AGAIN_SECONDS
    for one in sorted(np.flatnonzero(hidden & ~small), key=lambda one: -switches.cost[one]):
        tried = hidden.copy()
        tried[one] = False
        tried = switches.closed(tried)
        if tried[one] or monotonic() > until:
            continue
        if all(open_[:2] in beyond for open_ in exposed(systems, tried)):
            hidden = tried
    return hidden
