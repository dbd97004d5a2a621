"""ed_rate: emergency visits per 1,000 member-months before, during and after an episode."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.er_utilization.clients import by_window, windows
from metrics.er_utilization.facts import BASE, CAUSES, DURING, POST, PRE, WINDOWS, WINDOWS_LINE
from metrics.intervals import clustered_rate
from metrics.proportions import proportion
from metrics.query import answer
from metrics.rate_ratio import rate_ratio
from metrics.result import Row
from metrics.strung import nobody

# Mean length of a month in days (365.25 / 12), and the usual base of a rate of visits (HEDIS: member months per 1,000).
DAYS_PER_MONTH = 30.4375
PER = 1000
RATIOS = ((DURING, PRE), (POST, PRE), (DURING, BASE))
PRODUCTS = ("y1y1", "y1t1", "t1t1", "y2y2", "y2t2", "t2t2", "y1y2", "y1t2", "t1y2", "t1t2")


def ed_rate(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Rates by window and cause, shares of clients with any visit, and ratios; the client is the cluster."""
    return answer(cohort, by_window(connection, cohort), _rates, nobody(WINDOWS_LINE.length))


def _rates(digits: np.ndarray) -> Iterable[Row]:
    of = windows(digits)
    pairs = [(window, cause) for cause in CAUSES for window in WINDOWS]
    for window, cause in pairs:
        yield rate({"window": window, "cause": cause}, of[f"{CAUSES[cause]}_{window}"], of[f"days_{window}"])
    for window, cause in pairs:
        part = {"window": window, "cause": cause, "statistic": "any_visit"}
        yield share_with_any(part, of[f"{CAUSES[cause]}_{window}"], of[f"days_{window}"])
    for cause, visits in CAUSES.items():
        for a, b in RATIOS:
            columns = (of[f"{visits}_{a}"], of[f"days_{a}"], of[f"{visits}_{b}"], of[f"days_{b}"])
            yield _ratio({"ratio": f"{a}:{b}", "cause": cause}, *columns)


def rate(part: dict, visits: np.ndarray, days: np.ndarray) -> Row:
    """Visits per 1,000 member-months, from both for every client; numerator visits, denominator member-months."""
    y, t = int(visits.sum()), int(days.sum())
    if not t:
        return Row({}, part, 0, 0, None)
    squares = (int(a @ b) for a, b in ((visits, visits), (visits, days), (days, days)))
    clients = int(np.count_nonzero(days))
    limits = clustered_rate(clients, y, t, *squares)
    per_month = [None if limit is None else PER * DAYS_PER_MONTH * limit for limit in limits]
    return Row({}, part, y, t / DAYS_PER_MONTH, PER * y / (t / DAYS_PER_MONTH), *per_month, clients=clients)


def share_with_any(part: dict, numbers: np.ndarray, of: np.ndarray) -> Row:
    """Clients with any of `numbers` among those with any of `of`."""
    return proportion(part, int(np.count_nonzero(numbers)), int(np.count_nonzero(of)))


def _ratio(part: dict, y1: np.ndarray, t1: np.ndarray, y2: np.ndarray, t2: np.ndarray) -> Row:
    of = {"y1": y1, "t1": t1, "y2": y2, "t2": t2}
    sums = [int(column.sum()) for column in of.values()]
    products = {pair: int(of[pair[:2]] @ of[pair[2:]]) for pair in PRODUCTS}
    return Row({}, part, sums[0], sums[2], *rate_ratio(*sums, **products))
