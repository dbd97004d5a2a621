"""contact_hours: hours attended a week in program, beside those scheduled and planned."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, func

from metrics.attendance.hours.facts import HOURS, WHOLE_HOURS, fact_hours_week
from metrics.attendance.recorded import NO_MINUTES, with_minutes
from metrics.cohort import Cohort
from metrics.intervals import clustered_mean, t_interval
from metrics.line import Asked, as_they_are
from metrics.monthly import own_dated
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, added_up
from metrics.proportions import clustered_share
from metrics.query import Moments, Source, answer, by_group, joined
from metrics.result import Row
from metrics.whole import by_client

MINUTES = 60
DELIVERED, SCHEDULED, PLANNED = ({"hours": name} for name in ("delivered", "scheduled", "planned"))
NINE = {"statistic": "at_least_9_hours"}
SHARES = (
    ({**DELIVERED, **NINE, "missing": "observed"}, "nine", "came_known"),
    ({**DELIVERED, **NINE, "missing": "negative"}, "least", "weeks"),
    ({**DELIVERED, **NINE, "missing": "positive"}, "most", "weeks"),
    ({**SCHEDULED, **NINE}, "nine_scheduled", "known"),
)
MEANS = ((DELIVERED, "attended", "came_known"), (SCHEDULED, "scheduled", "known"))
PAIRS = tuple((a, n) for _, a, n in (*MEANS, *SHARES))
ASKED = Asked(as_they_are(PAIRS), PAIRS, ("planned", "planned_weeks"))


def contact_hours(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Mean hours a person-week, and the share of person-weeks with nine hours; the client is the cluster.

    Option `weeks`: also the mean in each of the first so many weeks of care.
    """
    found = by_client(connection, cohort, WHOLE_HOURS, as_of, ASKED, with_minutes())
    weekly = _weekly(connection, cohort, options["weeks"]) if options["weeks"] else {}
    whole = {key: (one, weekly.get(key, [])) for key, one in found.items()}
    return answer(cohort, whole, lambda one: _rows(*one, options["weeks"]), ({}, []))


def _rows(found: Moments, weekly: list[tuple], weeks: int) -> Iterable[Row]:
    for part, a, n in MEANS:
        yield _mean(part, found, a, n)
    hours, known = float(found.get("planned", 0)), int(found.get("planned_weeks", 0))
    yield Row({}, PLANNED, hours, known, hours / known) if known else Row({}, PLANNED, 0, 0, None)
    yield from (clustered_share(part, found, a, n) for part, a, n in SHARES)
    courses = {week: counts for week, *counts in weekly}
    for week in range(1, weeks + 1):
        sums = list(map(int, courses.get(week, (0,) * 6)))
        yield _mean_in_week({"week": week, **DELIVERED}, *sums[:3])
        yield _mean_in_week({"week": week, **SCHEDULED}, *sums[3:])


def _mean(part: dict, found: Moments, a: str, n: str) -> Row:
    """Hours for each week."""
    minutes, weeks = found.get(a, 0), found.get(n, 0)
    if not weeks:
        return Row({}, part, 0, 0, None)
    clients = found[f"#{n}"]
    squares = (found[f"{a}*{a}"], found[f"{a}*{n}"], found[f"{n}*{n}"])
    ends = map(_hours, clustered_mean(clients, minutes, weeks, *squares))
    return Row({}, part, minutes / MINUTES, weeks, minutes / MINUTES / weeks, *ends, clients=clients)


def _mean_in_week(part: dict, n: int, minutes: int, squares: int) -> Row:
    """An episode has a week once: Student's interval."""
    if not n:
        return Row({}, part, 0, 0, None)
    return Row({}, part, minutes / MINUTES, n, minutes / MINUTES / n, *map(_hours, t_interval(n, minutes, squares)))


def _hours(minutes: float | None) -> float | None:
    return None if minutes is None else minutes / MINUTES


def _weekly(connection: Connection, cohort: Cohort, weeks: int) -> dict:
    """For each week of care: episodes of which it is known, minutes and their squares; attended, then scheduled."""
    week = fact_hours_week.c
    near = (week.week <= weeks, with_minutes())
    conditions = (*cohort.people(), *cohort.dated(week.day, week.month), *near)
    source = Source(joined(fact_hours_week), week.month, conditions, False, fact_hours_week)
    pairs = ((week.came_known, week.attended), (week.known, week.scheduled))
    sums = [func.sum(known * x) for known, one in pairs for x in (1, one, one * one)]
    return by_group(connection, cohort, source, *sums, also=(week.week,))


def who_had_hours(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every episode with a whole week in the period: weeks with nine hours, of the weeks known."""
    source = own_dated(cohort, HOURS, as_of)
    nine, known = source.facts.c.nine, source.facts.c.came_known
    rules = [
        (~with_minutes(), EXCLUDED, NO_MINUTES),
        (func.sum(known) == 0, EXCLUDED, "Every week has an attended session without its minutes"),
        (func.sum(nine) == func.sum(known), COUNTED, "Attended 9 hours or more in every week"),
        (func.sum(nine) == 0, NOT_COUNTED, "Attended 9 hours in no week"),
    ]
    return added_up(source, rules, nine, known, otherwise=(COUNTED, "Attended 9 hours or more in some weeks"))
