"""Whoever wants to know: given only what releases publish, how far can each hidden count be pinned down?

Independent of the code under attack. It knows the rule, every dimension's values and the definitions: unknowns are the
people in every cell of the full cross-classification (elementary span of time × every value of every dimension ×
counted or not), whole and not negative; every published count is an equation. Each hidden count is then bounded by
integer programming from below and above, and so is what the releases leave between their periods.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

RULE = 11


@dataclass(frozen=True)
class Published:
    """One line as the public sees it; None: suppressed. `period`: the elementary spans it covers. `group`: values."""

    period: frozenset[int]
    group: tuple[tuple[str, str], ...]
    denominator: int | None
    numerator: int | None


class Attacker:
    def __init__(self, values: dict[str, list[str]], spans: int, published: list[Published]):
        self.dims = list(values)
        self.cells = list(product(range(spans), *values.values(), (True, False)))
        self.published = published
        equations = [(self._of(one, counted), n) for one in published for counted, n in _known(one)]
        self.known = np.array([row for row, _ in equations], dtype=float).reshape(-1, len(self.cells))
        self.sums = np.array([n for _, n in equations], dtype=float)

    def _of(self, one: Published, counted: bool | None) -> list[bool]:
        wanted = {self.dims.index(name): value for name, value in one.group}
        return [
            span in one.period
            and all(rest[place] == value for place, value in wanted.items())
            and counted in (None, rest[-1])
            for span, *rest in self.cells
        ]

    def recovered(self) -> list[tuple]:
        """Every hidden count that must be 1 to 10 by what is published, as (line, which, low, high)."""
        return [found for found in self.bounds() if found[2] >= 1 and found[3] < RULE]

    def bounds(self) -> list[tuple]:
        hidden = [
            (one, which)
            for one in dict.fromkeys(self.published)
            for which, n in ((None, one.denominator), (True, one.numerator), (False, one.numerator))
            if n is None
        ]
        return [(one, which, *self._bounds(self._of(one, which))) for one, which in hidden]

    def between(self, spans: int, groups) -> list[tuple]:
        """The same for each elementary span of time and each group, whether or not a table has it."""
        every = [Published(frozenset([span]), group, None, None) for span in range(spans) for group in groups]
        found = [(one, w, *self._bounds(self._of(one, w))) for one in every for w in (None, True, False)]
        return [one for one in found if one[2] >= 1 and one[3] < RULE]

    def _bounds(self, target: list[bool]) -> tuple[float, float]:
        low = self._extreme(np.array(target, dtype=float))
        return (low, np.inf) if low < 1 else (low, -self._extreme(-np.array(target, dtype=float)))

    def _extreme(self, cost: np.ndarray) -> float:
        rules = [LinearConstraint(self.known, self.sums, self.sums)] if len(self.sums) else []
        whole = np.ones(len(self.cells))
        found = milp(cost, integrality=whole, bounds=Bounds(0, np.inf), constraints=rules, options={"time_limit": 60})
        if found.status == 3 or "nbounded" in found.message:  # the truth fits, so it is not infeasible
            return -np.inf
        assert found.success, found.message
        return round(float(found.fun), 6)


def _known(one: Published):
    """What a line says: of everybody, and of those counted. A line without its denominator says nothing."""
    told = [(None, one.denominator), (True, one.numerator)]
    return [(counted, n) for counted, n in told if n is not None]
