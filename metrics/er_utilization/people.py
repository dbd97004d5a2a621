"""Who is behind the numbers on emergency visits, and why."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Select

from metrics.cohort import Cohort
from metrics.er_utilization.facts import BITS, CAUSES, MONTHS, MONTHS_LINE, WINDOWS, fact_ed
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.query import admissions


def visited(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission: visits in all windows together and the days on which they would have been seen."""
    visits = CAUSES[options.get("cause", "all")]
    windows = WINDOWS[:3]
    seen, days = (sum(fact_ed.c[f"{what}_{window}"] for window in windows) for what in (visits, "days"))
    rules = [
        (fact_ed.c.client_no.is_(None), EXCLUDED, "Nothing is known of this client's emergency visits"),
        (days == 0, EXCLUDED, "Nothing is known of this client's emergency visits"),
        (seen > 0, COUNTED, "At least one visit before, during or after the episode"),
    ]
    none = (NOT_COUNTED, "No visit on the days that were covered")
    return listed(admissions(cohort, fact_ed, True), rules, seen, days, none)


def of_month(what: str, month: int) -> ColumnElement:
    """Covered days or visits of an episode in one month around admission."""
    packed = MONTHS_LINE.number(fact_ed.c.months, what)
    return packed.bitwise_rshift(BITS * MONTHS.index(month)).bitwise_and((1 << BITS) - 1)
