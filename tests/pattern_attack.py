"""How many people can be of some kind, where what is published are sums over people of whom each has one of few patterns.

Whole-number programs over how many have each pattern in each cell. Independent of the code under attack.
"""

from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

SECONDS, FEWEST, INFEASIBLE, TINY = 20.0, 11, 2, 1e-6
# Nobody takes such a clinic to have had more.
MOST_PEOPLE = 1000

# (what each pattern in each cell adds, the least and the greatest sum).
Rule = tuple[np.ndarray, float, float]


class Patterns:
    """What rules leave open. `ways`: sets of further rules, of which one holds, and nobody knows which."""

    def __init__(self, cells: int, width: int, rules: Iterable[Rule], ways: Sequence[Sequence[Rule]] = ()):
        self.cells, self.width = cells, width
        self.rules = [(np.ones(cells * width), 0, MOST_PEOPLE), *rules]
        self.ways = [[rule for some in way for rule in some] for way in product(*ways)] if ways else [[]]

    def is_pinned(self, row: np.ndarray) -> bool | None:
        """Whether whatever fits has 1 to 10 people there; None: not settled in the time."""
        least, most = np.inf, -np.inf
        for way in self.ways:
            low, there = self._extreme(row, way, 1)
            least = min(least, low)
            if there == 0:
                return False
        for way in self.ways:
            high, there = self._extreme(row, way, -1)
            most = max(most, high)
            if there is not None and there >= FEWEST:
                return False
        if np.inf in (least, -most):
            raise ValueError("Nothing fits what is published: the attack is wrong.")
        return (least >= 1 and most < FEWEST) or None

    def _extreme(self, row: np.ndarray, way: list[Rule], sign: int) -> tuple[float, int | None]:
        """(the fewest (1) or most (-1) that there can be, how many there are in whole numbers that were found to fit)."""
        matrix, low, high = (np.array([rule[place] for rule in (*self.rules, *way)]) for place in range(3))
        rules, options = LinearConstraint(matrix, low, high), {"time_limit": SECONDS}
        found = milp(sign * row, integrality=1, bounds=Bounds(0, np.inf), constraints=rules, options=options)
        if found.status == INFEASIBLE:
            return sign * np.inf, None
        table = None if found.x is None else np.round(found.x)
        fits = table is not None and (np.clip(matrix @ table, low - TINY, high + TINY) == matrix @ table).all()
        there = round(float(row @ table)) if fits else None
        return -sign * np.inf if found.mip_dual_bound is None else round(sign * found.mip_dual_bound), there


def row(cells: Iterable[int], of: np.ndarray, every: int) -> np.ndarray:
    """What a pattern adds, in these cells of all."""
    return np.outer([cell in set(cells) for cell in range(every)], of).astype(float).ravel()
