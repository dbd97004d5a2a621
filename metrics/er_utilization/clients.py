"""Emergency days and visits of every client of a group, as arrays with one entry a client."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.er_utilization.facts import BITS, MONTHS, MONTHS_LINE, WINDOWS_LINE, fact_ed
from metrics.query import admissions
from metrics.strung import strung


def by_window(connection: Connection, cohort: Cohort) -> dict[tuple, np.ndarray]:
    """{group key: digits of every episode}, for `windows`."""
    return strung(connection, cohort, admissions(cohort, fact_ed), fact_ed.c.windows, WINDOWS_LINE.length)


def by_month(connection: Connection, cohort: Cohort) -> dict[tuple, np.ndarray]:
    """{group key: digits of every episode}, for `months`."""
    return strung(connection, cohort, admissions(cohort, fact_ed), fact_ed.c.months, MONTHS_LINE.length)


def windows(digits: np.ndarray) -> Mapping[str, np.ndarray]:
    """{name of a window's column: its number for every client}."""
    return WINDOWS_LINE.by_client(digits, dict)


def months(digits: np.ndarray, *wanted: str) -> Mapping[tuple, np.ndarray]:
    """{(what, month of the curve): its number for every client}."""

    def unpacked(packed: Mapping) -> dict:
        places = [(what, month, BITS * place) for what in wanted for place, month in enumerate(MONTHS)]
        return {(what, month): packed[what] >> place & (1 << BITS) - 1 for what, month, place in places}

    return MONTHS_LINE.by_client(digits, unpacked)
