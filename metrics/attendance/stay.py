"""retention, completion_rate, length_of_stay: whether, how and after how long people leave."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Integer, Select, case, cast, func, literal

from metrics import arrays as np
from metrics.cohort import Cohort
from metrics.episodes import UNKNOWN, fact_episode
from metrics.facts import day_of
from metrics.medians import median_interval
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.proportions import proportion
from metrics.query import Source, admissions, answer, by_group, discharges, total
from metrics.result import Row
from metrics.survival import aalen_johansen, kaplan_meier

LEFT = ("completed_or_transferred", "dropped_out", "other")
OPEN = "still_in"
STAYED_ON = ("completed", "transferred")


def ending():
    """How an episode has ended, as retention tells it; "still_in" while it is open."""
    reason = fact_episode.c.discharge_reason
    return case(
        (fact_episode.c.discharged_day.is_(None), OPEN),
        (reason.in_(STAYED_ON), LEFT[0]),
        (reason == "dropped_out", LEFT[1]),
        else_=LEFT[2],
    )


def time_in_program(as_of: date):
    """Days from admission to discharge, or to the last day of the data."""
    return func.coalesce(fact_episode.c.discharged_day, literal(day_of(as_of))) - fact_episode.c.admitted_day


def retention(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The cumulative share that has left by each day, by how (Aalen-Johansen), and in all (Kaplan-Meier)."""
    also = (ending().label("ending"), time_in_program(as_of).label("days"))
    found = by_group(connection, cohort, admissions(cohort), func.count(), also=also)
    return answer(cohort, found, lambda rows: left_by(rows, options["days"]), [])


def left_by(rows: list[tuple], days: Iterable[int]) -> Iterable[Row]:
    """Rows of (ending, days, episodes) become the readings at each day."""
    times = sorted({row[1] for row in rows})
    counts = {kind: np.zeros(len(times), dtype=int) for kind in (*LEFT, OPEN)}
    for kind, time, episodes in rows:
        counts[kind][times.index(time)] += episodes
    causes = {kind: counts[kind] for kind in LEFT}
    curves = aalen_johansen(times, causes, counts[OPEN])
    everyone = kaplan_meier(times, sum(causes.values()), counts[OPEN])
    for day in days:
        yield from (Row({}, {"day": day, "left": kind}, *_left(curves[kind], day)) for kind in LEFT)
        yield Row({}, {"day": day, "left": "any"}, *_left(everyone, day, turned=True))


def _left(curve, day: int, turned: bool = False) -> tuple:
    value, low, high, events, at_risk = curve.at(day)
    if turned and value is not None:
        value, low, high = 1 - value, None if high is None else 1 - high, None if low is None else 1 - low
    return int(events), int(at_risk), value, low, high


def completion_rate(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Completed, and completed or transferred, of all discharges; unknown reasons as bounds."""
    reason = fact_episode.c.discharge_reason
    counts = [total(reason == word) for word in (*STAYED_ON, UNKNOWN)]
    found = by_group(connection, cohort, discharges(cohort), func.count(), *counts)
    return answer(cohort, found, lambda rows: finished(*rows[0]), [(0, 0, 0, 0)])


def finished(n: int, completed: int, transferred: int, unknown: int) -> Iterable[Row]:
    for counted, k in (("completed", completed), ("completed_or_transferred", completed + transferred)):
        yield proportion({"counted": counted, "missing": "negative"}, k, n)
        yield proportion({"counted": counted, "missing": "positive"}, k + unknown, n)
        yield proportion({"counted": counted, "missing": "observed"}, k, n - unknown)


def length_of_stay(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """The median days from admission to discharge."""
    days = cast(fact_episode.c.discharged_day - fact_episode.c.admitted_day, Integer).label("days")
    found = by_group(connection, cohort, discharges(cohort), func.count(), also=(days,))
    return answer(cohort, found, median_stay, [])


def median_stay(rows: list[tuple]) -> Iterable[Row]:
    return [Row({}, {"statistic": "median"}, None, sum(n for _, n in rows), *median_interval(dict(rows)))]


def who_left(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission: how and after how many days the person left."""
    kind, last = ending(), max(options["days"])
    early = time_in_program(as_of) <= last
    rules = [
        (kind == OPEN, NOT_COUNTED, "Still in the program (censored at the last day of the data)"),
        *((early & (kind == left), COUNTED, f"Left within {last} days: {left.replace('_', ' ')}") for left in LEFT),
    ]
    late = (NOT_COUNTED, f"Left after day {last}")
    return listed(admissions(cohort), rules, time_in_program(as_of), None, late)


def who_finished(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge and its reason."""
    reason = fact_episode.c.discharge_reason
    rules = [
        (
            reason == UNKNOWN,
            NOT_COUNTED,
            "The discharge reason is unknown: counted as not completed, shown as a bound",
        ),
        (reason == "completed", COUNTED, "Completed"),
        (reason == "transferred", NOT_COUNTED, "Transferred: counted only with 'completed or transferred'"),
    ]
    return listed(discharges(cohort), rules, None, None, (NOT_COUNTED, "Left for another reason"))


def who_stayed(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge with its days in the program."""
    source: Source = discharges(cohort)
    days = fact_episode.c.discharged_day - fact_episode.c.admitted_day
    return listed(source, [(days >= 0, COUNTED, "Discharged")], days, None, (EXCLUDED, "Not discharged"))
