"""ed_curve: emergency visits per 1,000 member-months by month around admission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Connection

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.er_utilization.clients import by_month, months
from metrics.er_utilization.facts import CAUSES, MONTHS, MONTHS_LINE
from metrics.er_utilization.results import rate, share_with_any
from metrics.query import answer
from metrics.result import Row
from metrics.strung import nobody


def ed_curve(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The rate by month around admission, and the share of clients of whom visits would have been seen."""
    curve = partial(_curve, CAUSES[options["cause"]])
    return answer(cohort, by_month(connection, cohort), curve, nobody(MONTHS_LINE.length))


def _curve(cause: str, digits: np.ndarray) -> Iterable[Row]:
    of = months(digits, "assigned", "days", cause)
    for month in MONTHS:
        yield rate({"month": month}, of[cause, month], of["days", month])
    for month in MONTHS:
        part = {"month": month, "statistic": "covered"}
        yield share_with_any(part, of["days", month], of["assigned", month])
