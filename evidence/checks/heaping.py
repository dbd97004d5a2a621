"""Digit preference: totals that gather at 0 and 5, as when they are guessed or rounded instead of added up.

Whipple's index is the share of numbers that end in 0 or 5, times 500, over whole blocks of five around these numbers:
100 where nothing is preferred, 500 where nothing else is written (Shryock & Siegel 1976, The Methods and Materials of
Demography). Up to 110 the United Nations call ages fairly accurate (1955, Manual II, Methods of Appraisal of Quality of
Basic Data). A program is named where even the lower end of the interval, people as clusters, is above that.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from data.tables import assessments
from evidence.checks.check import Sums
from evidence.checks.population import Population
from evidence.finding import Finding, Listed
from evidence.requirement import RELIABILITY
from figures import numbers
from metrics.instruments import Instrument
from metrics.intervals import clustered_proportion
from metrics.query import total

STEP, EACH_SIDE = 5, 2
FAIRLY_ACCURATE = 110
# Below three blocks of five the shape of the scores alone could look like it.
FEWEST_BLOCKS = 3
SAYS = "Guessed and rounded totals look like that; so do forms with one answer all the way down. Look at how they are added up."


class Heap(NamedTuple):
    """Of one program: clients with totals in the range, those ending in 0 or 5, all of them, and sums of products."""

    program: str
    clients: int
    ending: int
    totals: int
    ending_2: int
    product: int
    totals_2: int

    @property
    def index(self) -> float:
        return STEP * 100 * self.ending / self.totals

    def ends(self) -> tuple[float, float]:
        """The index's 95 % interval."""
        low, high = clustered_proportion(*self[1:])
        return STEP * 100 * low, STEP * 100 * high

    @property
    def heaped(self) -> bool:
        return self.ends()[0] > FAIRLY_ACCURATE


class Heaps(NamedTuple):
    """The totals handed in of one questionnaire."""

    form: Instrument
    people: Population

    def read(self, connection: Connection) -> Sums:
        """By program, what a `Heap` holds."""
        low, high = self._range()
        if high - low + 1 < FEWEST_BLOCKS * STEP:
            return {}
        return {program: tuple(map(int, sums)) for program, *sums in connection.execute(self._query(low, high))}

    def findings(self, connection: Connection, sums: Sums, most: int) -> Iterator[Finding]:
        """One, with the programs that are named; each is listed where records may be."""
        low, high = self._range()
        if high - low + 1 < FEWEST_BLOCKS * STEP:
            return
        found = [Heap(program, *sums[program]) for program in sorted(sums)]
        heaped = [one for one in found if one.heaped]
        listed = tuple(Listed("", "", one.program, said(one)) for one in heaped[:most])
        title = f"{self.form.name}: totals that gather at 0 and 5"
        says = _says(heaped, found, f"{self.form.name} totals of {low} to {high}")
        yield Finding(RELIABILITY, title, len(heaped), len(found), "programs", says, listed)

    def _range(self) -> tuple[int, int]:
        """Whole blocks of five around the multiples of five; the lowest total of all is no preference."""
        first = -(-(self.form.low + EACH_SIDE) // STEP) * STEP
        last = (self.form.high - EACH_SIDE) // STEP * STEP
        return first - EACH_SIDE, last + EACH_SIDE

    def _query(self, low: int, high: int):
        mine, one = self.people.episodes(), assessments.c
        inside = and_(one.instrument == self.form.name, one.total.between(low, high))
        source = mine.join(assessments, one.episode_id == mine.c.episode_id)
        by = (mine.c.program, mine.c.client_no)
        columns = (*by, total(one.total % STEP == 0).label("a"), func.count().label("n"))
        each = select(*columns).select_from(source).where(inside, *self.people.in_period(one.completed_on))
        each = each.group_by(*by).subquery("each")
        sums: list[ColumnElement] = [func.count(), func.sum(each.c.a), func.sum(each.c.n)]
        sums += [func.sum(each.c[a] * each.c[b]) for a, b in (("a", "a"), ("a", "n"), ("n", "n"))]
        return select(each.c.program, *sums).group_by(each.c.program)


def said(one: Heap) -> str:
    """ "27% of 1,204 totals end in 0 or 5; index 135 (118 to 152)"."""
    share = numbers.share(one.ending / one.totals, one.totals)
    low, high = (f"{end:.0f}" for end in one.ends())
    return f"{share} of {numbers.count(one.totals)} totals end in 0 or 5: Whipple's index {one.index:.0f} ({low} to {high})"


def _says(heaped: list[Heap], found: list[Heap], what: str) -> str:
    if not found:
        return "There are no totals to look at."
    if heaped:
        named = "; ".join(f"{one.program}: {said(one)}" for one in heaped)
        return f"{what}, one in five of which would end so by itself (index 100). {named}. {SAYS}"
    n, ending = sum(one.totals for one in found), sum(one.ending for one in found)
    share, index = numbers.share(ending / n, n), f"{STEP * 100 * ending / n:.0f}"
    return f"None of {numbers.count(len(found))} programs: {share} of {numbers.count(n)} {what} end in 0 or 5 (Whipple's index {index})."
