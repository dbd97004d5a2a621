"""Emergency days and visits of every client of a group, as arrays with one row a client."""

from __future__ import annotations

from sqlalchemy import Connection

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.er_utilization.facts import (
    BITS,
    BY_MONTH,
    MONTHS,
    MONTHS_WIDTH,
    STRUNG_WIDTH,
    WINDOW_NAMES,
    WINDOW_WIDTH,
    fact_ed,
)
from metrics.query import admissions
from metrics.strung import WHOSE_WIDTH, by_client, read, strung, whose

WIDTH = WHOSE_WIDTH + STRUNG_WIDTH
FIRST_MONTHS = WHOSE_WIDTH + WINDOW_WIDTH * len(WINDOW_NAMES)


def by_group(connection: Connection, cohort: Cohort) -> dict[tuple, np.ndarray]:
    """{group key: digits of every episode}, from which the other functions read."""
    return strung(connection, cohort, admissions(cohort, fact_ed), whose().concat(fact_ed.c.strung), WIDTH)


def by_window(digits: np.ndarray) -> dict[str, np.ndarray]:
    """{name of a window's column: its number for every client}."""
    numbers = by_client(_clients(digits), read(digits, WHOSE_WIDTH, len(WINDOW_NAMES), WINDOW_WIDTH))
    return dict(zip(WINDOW_NAMES, numbers.T.copy(), strict=True))


def by_month(digits: np.ndarray, what: str) -> np.ndarray:
    """Days or visits of every client in every month of the curve; shape (clients, months)."""
    packed = read(digits, FIRST_MONTHS + MONTHS_WIDTH * BY_MONTH.index(what), 1, MONTHS_WIDTH)
    return by_client(_clients(digits), packed >> BITS * np.arange(len(MONTHS)) & (1 << BITS) - 1)


def _clients(digits: np.ndarray) -> np.ndarray:
    return read(digits, 0, 1, WHOSE_WIDTH)[:, 0]
