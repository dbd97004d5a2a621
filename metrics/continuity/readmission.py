"""readmission: who began a new episode soon after leaving."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, and_, func

from metrics.cohort import Cohort
from metrics.continuity.discharges import ALIVE, died, not_over, of_discharges, over, waiting
from metrics.continuity.facts import READMISSION_REACH, fact_discharge
from metrics.people import COUNTED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import answer, by_group, narrowed, total
from metrics.result import Row

WITHIN = (30, READMISSION_REACH)
LEFT = fact_discharge.c


def readmission(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Discharges followed by an admission of the same client, of those for whom so many days have passed."""
    source = narrowed(of_discharges(cohort, fact_discharge), ALIVE)
    columns = [
        one for day in WITHIN for one in (total(over(day, as_of)), total(and_(over(day, as_of), LEFT.returned <= day)))
    ]
    found = by_group(connection, cohort, source, func.count(), *columns)
    return answer(cohort, found, lambda rows: _rows(rows[0]), [(0,) * (1 + 2 * len(WITHIN))])


def _rows(sums: tuple) -> Iterable[Row]:
    n, *counts = sums
    for day, due, returned in zip(WITHIN, counts[::2], counts[1::2], strict=True):
        yield proportion({"day": day}, returned, due)
        yield waiting({"day": day}, due, n)


def who_returned(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge; the numerator is the days to the next admission."""
    soon, later = WITHIN
    rules = [
        died(),
        not_over(soon, as_of),
        (LEFT.returned <= soon, COUNTED, f"Admitted again within {soon} days; the count is the day after discharge"),
        (LEFT.returned <= later, NOT_COUNTED, f"Admitted again, from {soon + 1} to {later} days after discharge"),
    ]
    none = (NOT_COUNTED, f"Not admitted again within {later} days, as far as known")
    return listed(of_discharges(cohort, fact_discharge), rules, LEFT.returned, None, none)
