"""Whoever wants to know: given only what releases publish, how far can each hidden count be pinned down?

Independent of the code under attack. It knows the rule, every dimension's values and the definitions: unknowns are the
people in every cell of the full cross-classification (elementary span of time × every value of every dimension × kind
of person), and the sessions or screens of every sort in it, whole and not negative; every published number is an
equation. It knows which combinations of values a table lists, that each line has somebody (`somebody`), and that nobody
is in the others. Of a curve the value is taken to tell how many were lost from view: more than it does (tests/curve_attack.py). A count
is recovered where every table that fits has 1 to 10 in it: integer programs look for tables with none and with 11 or
more, for all counts together first, then for each that is left. What no program settles in its time is unknown.
"""

from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from tests.definitions import COUNTED, ELSE, LOST, MORE, MOST_EACH, ONE, OTHER, SORTS

RULE, SECONDS = 11, 20.0
NUMERATOR, COMPLEMENT, EVERYBODY = COUNTED, OTHER, COUNTED | OTHER
SETS = (EVERYBODY, NUMERATOR, COMPLEMENT)


@dataclass(frozen=True)
class Published:
    """One line as the public sees it; None: suppressed. `period`: the elementary spans it covers. `group`: values.
    `things`: (counted, all) of sessions or visits. `lost`: by a curve's value, lost from view and ended otherwise.
    `somebody`: whether it is known, whatever is suppressed, that the line has at least 1 person."""

    period: frozenset[int]
    group: tuple[tuple[str, str], ...]
    denominator: int | None
    numerator: int | None
    measure: str = "completion_rate"
    things: tuple[int | None, int | None] | None = None
    lost: tuple[int, ...] | None = None
    somebody: bool = True


@dataclass(frozen=True)
class Count:
    """A count of people somewhere: those who are in each of some sets of measures."""

    period: frozenset[int]
    group: tuple[tuple[str, str], ...]
    of: tuple[tuple[str, int], ...]


class Attacker:
    def __init__(self, values: dict[str, list[str]], spans: int, published: list[Published], kinds=ONE):
        self.values, self.dims, self.kinds, self.published = values, list(values), kinds, list(dict.fromkeys(published))
        self.places = list(product(range(spans), *values.values()))
        self.things = sorted({one.measure for one in published if one.things})
        self.sorts = sorted({sort for name in self.things for part in SORTS[name] for sort in part})
        self.people = len(self.places) * len(kinds)
        self.width = self.people + len(self.sorts) * len(self.places)
        equations = [found for one in self.published for found in self._equations(one)]
        equations += [(self._of(one), 0) for one in self._unlisted()]
        self.known = csr_array(np.array([row for row, _ in equations], dtype=float).reshape(-1, self.width))
        self.sums = np.array([n for _, n in equations], dtype=float)
        there, limits = self._there(), self._limits()
        self.limits = csr_array(vstack([there, limits]))
        self.least = np.r_[np.ones(there.shape[0]), np.zeros(limits.shape[0])]

    def recovered(self) -> list[tuple[Count, int, int]]:
        """Every count that must be 1 to 10 by what is published, with its bounds."""
        return self.tried()[0]

    def tried(self) -> tuple[list[tuple], list[Count], int]:
        """(recovered with bounds, unknown, how many counts were bounded)."""
        wanted = list(dict.fromkeys((*self._hidden(), *self._between(), *self._meetings())))
        rows = csr_array(np.array([self._of(one) for one in wanted], dtype=float).reshape(-1, self.width))
        recovered, unknown = [], []
        for place in self._settled_together(rows):
            low, high = (self._extreme(rows[[place]], sign) for sign in (1, -1))
            if low is None or high is None:
                unknown.append(wanted[place])
            elif low >= 1 and high < RULE:
                recovered.append((wanted[place], low, high))
        return recovered, unknown, len(wanted)

    def _hidden(self):
        for one in self.published:
            for which, n in ((EVERYBODY, one.denominator), (NUMERATOR, one.numerator), (COMPLEMENT, one.numerator)):
                if n is None or (one.things and which != EVERYBODY):
                    yield Count(one.period, one.group, ((one.measure, which),))
            if one.things:
                more = [MORE[one.measure]] if one.measure in MORE else []
                yield from (Count(one.period, one.group, ((sort, COUNTED),)) for sort in (*self.sorts, *more))

    def _between(self):
        """Each elementary span of time and each group, whether or not a table has it."""
        spans = sorted(frozenset().union(*(one.period for one in self.published)))
        for one in self.published:
            sets = [
                which for which in (*SETS, LOST, ELSE) if any(kind.get(one.measure, 0) & which for kind in self.kinds)
            ]
            yield from (Count(frozenset([k]), one.group, ((one.measure, which),)) for k in spans for which in sets)
            yield from (
                Count(one.period, one.group, ((one.measure, which),)) for which in sets if which in (LOST, ELSE)
            )

    def _meetings(self):
        """Who is in two or three numbers of the same group and period."""
        by_place: dict[tuple, set[str]] = {}
        for one in self.published:
            by_place.setdefault((one.period, one.group), set()).add(one.measure)
        for (period, group), names in by_place.items():
            for together in (*combinations(sorted(names), 2), *combinations(sorted(names), 3)):
                for sets in product(SETS, repeat=len(together)):
                    yield Count(period, group, tuple(zip(together, sets, strict=True)))

    def _where(self, period, group) -> np.ndarray:
        wanted = {self.dims.index(name) + 1: value for name, value in group}
        return np.array(
            [cell[0] in period and all(cell[k] == value for k, value in wanted.items()) for cell in self.places]
        )

    def _of(self, one: Count) -> np.ndarray:
        inside = [all(kind.get(name, 0) & which for name, which in one.of) for kind in self.kinds]
        row = np.zeros(self.width)
        row[: self.people] = np.outer(self._where(one.period, one.group), inside).ravel()
        return row

    def _equations(self, one: Published):
        """What a line says. A line without its denominator says nothing."""
        told = [(EVERYBODY, one.denominator), (NUMERATOR, None if one.things else one.numerator)]
        for which, n in told:
            if n is not None:
                yield self._of(Count(one.period, one.group, ((one.measure, which),))), n
        for which, n in zip((LOST, ELSE), one.lost or (), strict=False):
            yield self._of(Count(one.period, one.group, ((one.measure, which),))), n
        if one.things:
            where = self._where(one.period, one.group)
            for which, n in ((NUMERATOR, one.things[0]), (EVERYBODY, one.things[1])):
                if n is not None:
                    yield self._amounts(one.measure, which, where), n

    def _there(self) -> csr_array:
        """Everybody of each line that somebody is known to be in."""
        known = [one for one in self.published if one.somebody and one.denominator != 0]
        rows = [self._of(Count(one.period, one.group, ((one.measure, EVERYBODY),))) for one in known]
        return csr_array(np.array(rows, dtype=float).reshape(-1, self.width))

    def _unlisted(self):
        """The combinations of values for which a table has no line."""
        listed: dict[tuple, set] = {}
        for one in self.published:
            names = tuple(name for name, _ in one.group)
            listed.setdefault((one.measure, one.period, names), set()).add(one.group)
        for (measure, period, names), groups in listed.items():
            for values in product(*(self.values[name] for name in names)):
                group = tuple(zip(names, values, strict=True))
                if group not in groups:
                    yield Count(period, group, ((measure, EVERYBODY),))

    def _amounts(self, measure: str, which: int, where: np.ndarray) -> np.ndarray:
        counted, others = SORTS[measure]
        sorts = (counted if which & NUMERATOR else ()) + (others if which & COMPLEMENT else ())
        return sum((self._amount(sort, where) for sort in sorts), np.zeros(self.width))

    def _amount(self, sort: str, where: np.ndarray) -> np.ndarray:
        row, n = np.zeros(self.width), len(self.places)
        first = self.people + self.sorts.index(sort) * n
        row[first : first + n] = where
        return row

    def _limits(self) -> csr_array:
        """Rows that are never negative: each person with such things has 1 of them to as many as there can be."""
        rows = []
        for place in range(len(self.places)):
            where = np.arange(len(self.places)) == place
            for sort in self.sorts:
                amount, people = self._amount(sort, where), self._having(sort, where)
                rows += [amount - people, MOST_EACH[sort] * people - amount]
            for measure in (name for name in self.things if name in MORE):
                most = sum(MOST_EACH[sort] for part in SORTS[measure] for sort in part) - 1
                more = self._having(MORE[measure], where)
                beyond = self._amounts(measure, EVERYBODY, where) - self._having(measure, where)
                rows += [beyond - more, most * more - beyond]
        return csr_array(np.array(rows).reshape(-1, self.width))

    def _having(self, name: str, where: np.ndarray) -> np.ndarray:
        """The people in these places who have any of a measure's things, or of one sort."""
        people = np.zeros(self.width)
        people[: self.people] = np.outer(where, [kind.get(name, 0) > 0 for kind in self.kinds]).ravel()
        return people

    def _settled_together(self, rows: csr_array) -> list[int]:
        """The counts for which no table with none and none with 11 or more was found while looking for many at once."""
        pending = np.arange(rows.shape[0])
        for way in ("down", "up", "down", "up"):
            more = True
            while more and len(pending):
                table = self._table(rows[pending], way)
                n = rows[pending] @ table if table is not None else np.ones(len(pending))
                more, pending = bool(((n == 0) | (n >= RULE)).any()), pending[(n > 0) & (n < RULE)]
        return [int(place) for place in pending]

    def _extreme(self, row: csr_array, sign: int) -> float | None:
        """The least (sign 1) or most (-1) that a count can be; 11 stands for 11 or more. None: not known."""
        table = self._table(row, "down" if sign > 0 else "up", proven=True)
        return None if table is None else min(float((row @ table)[0]), RULE)

    def _table(self, rows: csr_array, way: str, proven: bool = False) -> np.ndarray | None:
        """A table in whole numbers that fits all that is published, these counts as small, or as large, as can be."""
        n = rows.shape[0] if way == "up" else 0
        cost = np.r_[np.zeros(self.width), -np.ones(n)] if n else np.asarray(rows.sum(axis=0)).ravel()
        upper = np.r_[np.full(self.width, np.inf), np.full(n, RULE)]
        blocks = [self._wide(self.known, n), self._wide(self.limits, n)]
        blocks += [hstack([rows, -identity(n)])] if n else []
        low = np.r_[self.sums, self.least, np.zeros(n)]
        high = np.r_[self.sums, np.full(self.limits.shape[0] + n, np.inf)]
        rules = [LinearConstraint(vstack(blocks), low, high)]
        for whole in (False, True) if not proven else (True,):
            free = np.r_[np.full(self.width, float(whole)), np.zeros(n)]
            found = milp(
                cost, integrality=free, bounds=Bounds(0, upper), constraints=rules, options={"time_limit": SECONDS}
            )
            if found.x is not None and (found.status == 0 or not proven):
                table = np.round(found.x[: self.width])
                if np.array_equal(self.known @ table, self.sums) and (self.limits @ table >= self.least).all():
                    return table
        return None

    def _wide(self, rows: csr_array, n: int) -> csr_array:
        return hstack([rows, csr_array((rows.shape[0], n))]) if n else rows
