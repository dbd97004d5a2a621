"""ed_curve: emergency visits per 1,000 member-months by month around admission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Connection

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.er_utilization.clients import WIDTH, by_group, by_month
from metrics.er_utilization.facts import CAUSES, MONTHS
from metrics.er_utilization.results import rate, share_with_any
from metrics.query import answer
from metrics.result import Row
from metrics.strung import nobody


def ed_curve(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The rate by month around admission, and the share of clients of whom visits would have been seen."""
    return answer(cohort, by_group(connection, cohort), partial(_curve, CAUSES[options["cause"]]), nobody(WIDTH))


def _curve(cause: str, digits: np.ndarray) -> Iterable[Row]:
    assigned, days, visits = (by_month(digits, what) for what in ("assigned", "days", cause))
    for place, month in enumerate(MONTHS):
        yield rate({"month": month}, visits[:, place], days[:, place])
    for place, month in enumerate(MONTHS):
        yield share_with_any({"month": month, "statistic": "covered"}, days[:, place], assigned[:, place])
