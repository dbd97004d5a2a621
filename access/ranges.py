"""How far a group can be pinned down by what is published: linear and integer programs over the classes.

A group is safe once two tables are known that fit everything published: one in which it is empty, and one in which
it has 11 or more; in both there is somebody in every listed line (access.presence). One such table often serves many
groups and many choices of what to hide, so each is kept.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from access.presence import Presence
from access.system import EARLIER_SHOWN, System
from access.targets import basis, sums
from access.threshold import FEWEST

TOLERANCE = 1e-6
DOWN, UP = "down", "up"
SOLVED_SECONDS = 20.0
MOST_KEPT = 400


class Tables:
    """Every table that has been found to fit what was published of a system under one choice of what to hide.

    listed: the sets that are known to have somebody, if not all that are listed.
    """

    def __init__(self, system: System, listed: np.ndarray | None = None):
        self.system = system
        self.presence = Presence(system, system.listed if listed is None else listed)
        self._inside = csr_array(system.inside.astype(float))
        self._targets = csr_array(system.targets.astype(float))
        self._counts = system.counts.astype(float)
        none = np.zeros((0, len(system.targets)), dtype=bool)
        self._kept = np.zeros((0, len(system.switches))), none, none, np.zeros(0, dtype=bool)
        self._changes: tuple | None = None
        self.keep(system.sizes.astype(float))

    def exposed(self, hidden: np.ndarray, integral: bool = False) -> Iterator[tuple[int, str]]:
        """(place of a group, DOWN or UP) of every group that cannot be empty, or cannot have 11 or more."""
        shown = self.system.shown(hidden)
        given = self._given(shown, integral)
        yield from given.items()
        for way in (DOWN, UP):
            for place in self._doubtful(way, shown, integral, list(given)):
                if self._is_exposed(place, way, shown, integral):
                    yield int(place), way

    def doubtful(self, hidden: np.ndarray) -> list[tuple[int, str]]:
        """The same and some that may be safe: looked at many at once and not one by one."""
        shown = self.system.shown(hidden)
        given = self._given(shown, False)
        found = [(int(place), way) for way in (DOWN, UP) for place in self._doubtful(way, shown, False, list(given))]
        return [*given.items(), *found]

    def _given(self, shown: np.ndarray, integral: bool) -> dict[int, str]:
        """The groups that are sums and differences of what is shown, each one way in which it is not open."""
        rows, asked = self.system.inside[shown], self.presence.asked
        down, up = self.pending(DOWN, shown, integral), self.pending(UP, shown, integral)
        groups = np.r_[down, up[~asked[up]]]
        if not len(groups) or not len(rows):
            return {}
        found = groups[sums(self.system.targets[groups], basis(rows))]
        return {int(place): DOWN if asked[place] else UP for place in found}

    def _doubtful(self, way: str, shown: np.ndarray, integral: bool, but: Sequence[int]) -> np.ndarray:
        """The groups for which no such table is found as long as it is looked for for all together."""
        pending = np.setdiff1d(self.pending(way, shown, integral), but).astype(int)
        held = self.presence.holds[pending] & (way == DOWN)
        return np.r_[tuple(self._left(part, way, shown, integral) for part in (pending[~held], pending[held]))]

    def _left(self, pending: np.ndarray, way: str, shown: np.ndarray, integral: bool) -> np.ndarray:
        more = True
        while more and len(pending):
            table = self._table(pending, way, shown, integral)
            reached = np.zeros(len(pending), dtype=bool)
            if table is not None:
                reached = self._settles(table, way)[pending]
                self.keep(table)
            more, pending = bool(reached.any()), pending[~reached]
        return pending

    def _is_exposed(self, place: int, way: str, shown: np.ndarray, integral: bool) -> bool:
        if place not in self.pending(way, shown, integral):
            return False
        table = self._table(np.array([place]), way, shown, integral)
        if table is not None:
            self.keep(table)
        return table is None or not self._settles(table, way)[place]

    def _settles(self, table: np.ndarray, way: str) -> np.ndarray:
        """Which groups are empty, or have 11 or more, in a table with somebody wherever that is known otherwise."""
        counts, (others, all_) = self._targets @ table, self.presence.agrees(table)
        return (counts <= TOLERANCE) & others if way == DOWN else (counts >= FEWEST - TOLERANCE) & all_

    def pending(self, way: str, shown: np.ndarray, integral: bool) -> np.ndarray:
        """The groups that no table kept so far settles, nor a class that nothing published speaks of."""
        counts, down, up, whole = self._kept
        fits = (np.abs(counts[:, shown] - self._counts[shown]) <= TOLERANCE).all(axis=1) & (whole | (not integral))
        settled = (down if way == DOWN else up)[fits].any(axis=0)
        if way == DOWN:
            settled = settled | ~self.presence.asked
        else:
            unspoken = (self.system.inside[shown].sum(axis=0) == 0).astype(float)
            settled = settled | (self._targets @ unspoken > 0)
        return np.flatnonzero(~settled)

    def changes(self, hidden: np.ndarray) -> tuple[np.ndarray, list[LinearConstraint]]:
        """(places of what is shown and could be hidden; what a change of the classes does to these, less and more: what
        was published before stays as it is)."""
        key = hidden.tobytes()
        if self._changes is None or self._changes[0] != key:
            shown, fixed = self.system.shown(hidden), self.system.switches == EARLIER_SHOWN
            mine = np.flatnonzero(shown & ~fixed)
            n, old = len(mine), int(fixed.sum())
            moved = hstack([self._inside[mine], identity(n), -identity(n)]) if n else []
            kept = hstack([self._inside[fixed], csr_array((old, 2 * n))]) if old else []
            rules = [LinearConstraint(csr_array(one), 0, 0) for one in (moved, kept) if not isinstance(one, list)]
            self._changes = key, (mine, rules)
        return self._changes[1]

    def keep(self, table: np.ndarray) -> None:
        """Remember a table; what it fits is looked at when it is used."""
        near = np.round(table)
        table = near if np.abs(table - near).max(initial=0) < TOLERANCE else table
        new = self._inside @ table, self._settles(table, DOWN), self._settles(table, UP), np.array(table is near)
        most = MOST_KEPT + 4 * len(self.system.targets)
        self._kept = tuple(np.concatenate([old, one[None]])[-most:] for old, one in zip(self._kept, new, strict=True))

    def _table(self, groups: np.ndarray, way: str, shown: np.ndarray, integral: bool) -> np.ndarray | None:
        """A table that fits what is published, with these groups as small, or as large up to 11, as can be."""
        width, n, chosen = len(self.system.sizes), len(groups), self._targets[groups]
        rows, told = self._inside[shown], self._counts[shown]
        there = groups if way == DOWN else []
        if way == DOWN:
            cost, upper = np.asarray(chosen.sum(axis=0)).ravel(), np.full(width, np.inf)
            rules = [LinearConstraint(rows, told, told)] if rows.shape[0] else []
        else:
            cost, upper = np.r_[np.zeros(width), -np.ones(n)], np.r_[np.full(width, np.inf), np.full(n, FEWEST)]
            both = vstack([hstack([rows, csr_array((rows.shape[0], n))]), hstack([chosen, -identity(n)])])
            rules = [LinearConstraint(both, np.r_[told, np.zeros(n)], np.r_[told, np.full(n, np.inf)])]
        rules += self.presence.rule(there, len(cost) - width)
        whole = np.r_[np.ones(width), np.zeros(len(cost) - width)] if integral else None
        options = {"time_limit": SOLVED_SECONDS}
        found = milp(cost, integrality=whole, bounds=Bounds(0, upper), constraints=rules, options=options)
        return None if found.x is None else self._rounded(found.x[:width], shown, there, integral)

    def _rounded(self, table: np.ndarray, shown: np.ndarray, there: Sequence[int], integral: bool) -> np.ndarray | None:
        """In whole numbers where these fit exactly: a witness that anybody can add up. An integer table must."""
        whole = np.maximum(np.round(table), 0)
        fits = np.array_equal(self._inside[shown] @ whole, self._counts[shown])
        if fits and (self.presence.rows_but(there) @ whole >= 1).all():
            return whole
        return None if integral else table
