"""Who is known to be there before any number is read: somebody in each line that a release lists with people in it.

A reader who sees a suppressed line knows so much of it. Tables that prove a group safe have to agree with it, or eleven
suppressed lines that add up to 11 would each be 1 person.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array, hstack

from access.system import System
from access.threshold import FEWEST

TOLERANCE = 1e-6


class Presence:
    """`rows`: the sets that have somebody, as classes; `holds`: the groups that have such a set inside; `asked`: those
    of which it has to stay open that nobody is there: of a listed line everybody knows better, but its number of things
    or stays stays open downwards where it is not small itself."""

    def __init__(self, system: System, listed: np.ndarray):
        sets = np.unique(system.inside[listed], axis=0)
        self.rows = csr_array(sets.astype(float))
        self._outside = _outside(sets, system.targets)
        self.holds = ~self._outside.all(axis=0)
        small = system.targets @ system.sizes < FEWEST
        self.asked = _outside(system.inside[system.listed], system.targets).all(axis=0) | ~small

    def agrees(self, table: np.ndarray) -> tuple[np.ndarray, bool]:
        """(for each group: whether all sets but those inside it have somebody in a table, whether all have)."""
        empty = self.rows @ table < 1 - TOLERANCE
        return ~self._outside[empty].any(axis=0), not empty.any()

    def rule(self, but: Sequence[int], beside: int, now: np.ndarray | float = 0.0) -> list[LinearConstraint]:
        """That all sets but those inside some groups have somebody, in a table that is `now` with a change; `beside`:
        how many other unknowns there are."""
        rows = self.rows_but(but)
        if not rows.shape[0]:
            return []
        wide = hstack([rows, csr_array((rows.shape[0], beside))])
        return [LinearConstraint(csr_array(wide), 1 - rows @ (np.zeros(rows.shape[1]) + now), np.inf)]

    def rows_but(self, but: Sequence[int]) -> csr_array:
        """The sets that are inside none of these groups."""
        return self.rows[np.flatnonzero(self._outside[:, but].all(axis=1))]


def _outside(sets: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """sets × groups: whether a set has classes that are not in a group."""
    return sets @ (1 - groups).T > 0
