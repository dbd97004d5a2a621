"""ed_rate and ed_curve: emergency visits per 1,000 member-months around an episode."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Connection

from metrics.cohort import Cohort
from metrics.er_utilization.facts import BASE, CAUSES, DURING, MONTHS, POST, PRE, WINDOWS, fact_ed, place
from metrics.intervals import clustered_rate, rate_ratio
from metrics.proportions import proportion
from metrics.query import Moments, admissions, answer, clustered
from metrics.result import Row

# Mean length of a month in days (365.25 / 12), and the usual base of a rate of visits (HEDIS: member months per 1,000).
DAYS_PER_MONTH = 30.4375
PER = 1000
RATIOS = ((DURING, PRE), (POST, PRE), (DURING, BASE))


def _columns(names: Iterable[str]) -> dict:
    return {name: fact_ed.c[name] for name in names}


def ed_rate(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Rates by window and cause, shares of clients with any visit, and ratios; the client is the cluster."""
    source = admissions(cohort, fact_ed)
    days = [f"days_{window}" for window in WINDOWS]
    seen = [f"{visits}_{window}" for visits in CAUSES.values() for window in WINDOWS]
    squares = [(day, day) for day in days] + [(f"days_{a}", f"days_{b}") for a, b in RATIOS]
    times = clustered(connection, cohort, source, _columns(days), squares, days)
    moments = [pair for visits in CAUSES.values() for pair in _visit_moments(visits)]
    visits = clustered(connection, cohort, source, _columns(days + seen), moments, seen, having=seen[:4])
    return answer(cohort, _both(times, visits), _rates, {})


def _visit_moments(visits: str) -> Iterable[tuple[str, str]]:
    for window in WINDOWS:
        own = f"{visits}_{window}"
        yield from ((own, own), (own, f"days_{window}"))
    for a, b in RATIOS:
        yield from (
            (f"{visits}_{a}", f"{visits}_{b}"),
            (f"{visits}_{a}", f"days_{b}"),
            (f"days_{a}", f"{visits}_{b}"),
        )


def _both(times: Mapping[tuple, Moments], visits: Mapping[tuple, Moments]) -> dict[tuple, Moments]:
    """Moments of time over all clients, those with visits over the few clients who had any."""
    return {key: {**visits.get(key, {}), **found} for key, found in times.items()}


def _rates(sums: Moments) -> Iterable[Row]:
    pairs = [(window, cause) for cause in CAUSES for window in WINDOWS]
    for window, cause in pairs:
        yield rate({"window": window, "cause": cause}, sums, f"{CAUSES[cause]}_{window}", f"days_{window}")
    for window, cause in pairs:
        part = {"window": window, "cause": cause, "statistic": "any_visit"}
        yield proportion(part, sums.get(f"#{CAUSES[cause]}_{window}", 0), sums.get(f"#days_{window}", 0))
    for cause in CAUSES:
        yield from (_ratio(sums, a, b, cause) for a, b in RATIOS)


def rate(part: dict, sums: Moments, visits: str, days: str) -> Row:
    """Visits per 1,000 member-months; numerator visits, denominator member-months."""
    y, t = sums.get(visits, 0), sums.get(days, 0)
    if not t:
        return Row({}, part, 0, 0, None)
    squares = (sums.get(f"{visits}*{visits}", 0), sums.get(f"{visits}*{days}", 0), sums[f"{days}*{days}"])
    per_day = [
        None if x is None else PER * DAYS_PER_MONTH * x for x in clustered_rate(sums[f"#{days}"], y, t, *squares)
    ]
    return Row({}, part, y, t / DAYS_PER_MONTH, PER * y / (t / DAYS_PER_MONTH), *per_day)


def _ratio(sums: Moments, a: str, b: str, cause: str) -> Row:
    visits = CAUSES[cause]
    names = {"y1": f"{visits}_{a}", "t1": f"days_{a}", "y2": f"{visits}_{b}", "t2": f"days_{b}"}
    products = ("y1y1", "y1t1", "t1t1", "y2y2", "y2t2", "t2t2", "y1y2", "y1t2", "t1y2", "t1t2")
    moments = {pair: sums.get(f"{names[pair[:2]]}*{names[pair[2:]]}", 0) for pair in products}
    totals = [sums.get(names[name], 0) for name in ("y1", "t1", "y2", "t2")]
    part = {"ratio": f"{a}:{b}", "cause": cause}
    return Row({}, part, totals[0], totals[2], *rate_ratio(*totals, **moments))


def ed_curve(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The rate by month around admission, and the share of clients of whom visits would have been seen."""
    source, visits = admissions(cohort, fact_ed), CAUSES[options["cause"]]
    days, assigned, seen = ([f"{what}_{place(month)}" for month in MONTHS] for what in ("days", "assigned", visits))
    squares = [(day, day) for day in days]
    times = clustered(connection, cohort, source, _columns(days + assigned), squares, days + assigned)
    moments = [pair for y, t in zip(seen, days, strict=True) for pair in ((y, y), (y, t))]
    found = clustered(connection, cohort, source, _columns(days + seen), moments, (), having=seen)
    return answer(cohort, _both(times, found), partial(_curve, visits), {})


def _curve(visits: str, sums: Moments) -> Iterable[Row]:
    for month in MONTHS:
        yield rate({"month": month}, sums, f"{visits}_{place(month)}", f"days_{place(month)}")
    for month in MONTHS:
        part = {"month": month, "statistic": "covered"}
        yield proportion(part, sums.get(f"#days_{place(month)}", 0), sums.get(f"#assigned_{place(month)}", 0))
