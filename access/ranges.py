"""How far a group can be pinned down by what is published: linear and integer programs over the classes.

A group is safe once two tables are known that fit everything published: one in which it is empty, and one in which
it has 11 or more. One such table often serves many groups, so they are looked for together.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from access.threshold import FEWEST

TOLERANCE = 1e-6
DOWN, UP = "down", "up"
SOLVED_SECONDS = 20.0


class Published:
    """What is published of one system, and the groups to protect: columns that nothing tells apart are one."""

    def __init__(self, shown: np.ndarray, targets: np.ndarray, sizes: np.ndarray):
        both = np.vstack([shown, targets]).astype(np.int8)
        _, first, which = np.unique(both, axis=1, return_index=True, return_inverse=True)
        self.sizes = np.bincount(which.ravel(), weights=sizes, minlength=len(first))
        self.shown = csr_array(shown[:, first].astype(float))
        self.targets = targets[:, first].astype(float)
        self.sums = self.shown @ self.sizes

    def exposed(self, integral: bool = False) -> dict[int, str]:
        """{place of a group: DOWN or UP} for every group that cannot be empty, or cannot have 11 or more."""
        found = {place: UP for place in self._without(UP, integral)}
        return found | {place: DOWN for place in self._without(DOWN, integral)}

    def _without(self, way: str, integral: bool) -> list[int]:
        """The groups for which no such table exists."""
        pending, without = list(range(len(self.targets))), []
        pending = [place for place in pending if not self._free(place, way)]
        together = True
        while pending:
            tried = pending if together else pending[:1]
            table = self._table(self.targets[tried], way, integral)
            reached = [] if table is None else [place for place in pending if self._reached(table, place, way)]
            if reached:
                pending = [place for place in pending if place not in reached]
            elif len(tried) == 1:
                without.append(pending.pop(0))
            together = bool(reached) and together
        return without

    def _free(self, place: int, way: str) -> bool:
        """A class of the group that nothing published speaks of can hold any number of people."""
        alone = (self.targets[place] > 0) & (np.asarray(self.shown.sum(axis=0)).ravel() == 0)
        return way == UP and bool(alone.any())

    def _reached(self, table: np.ndarray, place: int, way: str) -> bool:
        count = self.targets[place] @ table
        return count <= TOLERANCE if way == DOWN else count >= FEWEST - TOLERANCE

    def _table(self, groups: np.ndarray, way: str, integral: bool) -> np.ndarray | None:
        """A table that fits what is published, with these groups as small, or as large up to 11, as can be."""
        width, n = len(self.sizes), len(groups)
        if way == DOWN:
            cost, upper = groups.sum(axis=0), np.full(width, np.inf)
            rules = [LinearConstraint(self.shown, self.sums, self.sums)] if self.shown.shape[0] else []
        else:
            cost, upper = np.r_[np.zeros(width), -np.ones(n)], np.r_[np.full(width, np.inf), np.full(n, FEWEST)]
            kept = hstack([self.shown, csr_array((self.shown.shape[0], n))])
            reach = hstack([csr_array(groups), -identity(n)])
            low, high = np.r_[self.sums, np.zeros(n)], np.r_[self.sums, np.full(n, np.inf)]
            rules = [LinearConstraint(vstack([kept, reach]), low, high)]
        whole = np.r_[np.ones(width), np.zeros(len(cost) - width)] if integral else None
        options = {"time_limit": SOLVED_SECONDS}
        found = milp(cost, integrality=whole, bounds=Bounds(0, upper), constraints=rules, options=options)
        return None if found.x is None else self._checked(found.x[:width], integral)

    def _checked(self, table: np.ndarray, integral: bool) -> np.ndarray | None:
        """An integer table is rounded and must then fit exactly: a witness that anybody can add up."""
        if not integral:
            return table
        table = np.round(table)
        fits = np.array_equal(self.shown @ table, self.sums) if self.shown.shape[0] else True
        return table if fits and table.min(initial=0) >= 0 else None
