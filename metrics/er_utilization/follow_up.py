"""ed_follow_up: do people come back to their sessions after an emergency visit for substance use."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func

from metrics.cohort import Cohort
from metrics.er_utilization.follow_up_facts import FOLLOW_UP_REACH, fact_ed_follow_up
from metrics.facts import day_of
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, added_up
from metrics.proportions import clustered_share
from metrics.query import Moments, Source, answer, clustered, joined
from metrics.result import Row

WITHIN = (7, FOLLOW_UP_REACH)
NOT_YET_KNOWN = "not_yet_known"
VISIT = fact_ed_follow_up.c
SENT_HOME = VISIT.inpatient == 0


def _visits(cohort: Cohort) -> Source:
    """Visits in the period by their own date."""
    table, month = joined(fact_ed_follow_up), VISIT.month
    return Source(table, month, (*cohort.people(), *cohort.dated(VISIT.day, month)), False, fact_ed_follow_up)


def _if(condition: ColumnElement) -> ColumnElement:
    return case((condition, 1), else_=0)


def _columns(as_of: date) -> dict[str, ColumnElement]:
    """Visits of people who were sent home; of those, for each window: over by the last day, and followed up."""
    found = {"visits": _if(SENT_HOME)}
    for day in WITHIN:
        due = and_(SENT_HOME, VISIT.day + day <= day_of(as_of))
        found |= {f"due_{day}": _if(due), f"kept_{day}": _if(and_(due, VISIT.after <= day))}
    return found


def ed_follow_up(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Visits followed by an attended session within 7 and 30 days; the client is the cluster."""
    pairs = [(f"kept_{day}", f"due_{day}") for day in WITHIN]
    moments = [pair for a, n in pairs for pair in ((a, a), (a, n), (n, n))]
    found = clustered(connection, cohort, _visits(cohort), _columns(as_of), moments, [n for _, n in pairs])
    return answer(cohort, found, _rows, {})


def _rows(sums: Moments) -> Iterable[Row]:
    n = sums.get("visits", 0)
    for day in WITHIN:
        yield clustered_share({"day": day}, sums, f"kept_{day}", f"due_{day}")
        part, late = {"day": day, "statistic": NOT_YET_KNOWN}, n - sums.get(f"due_{day}", 0)
        yield Row({}, part, late, n, late / n) if n else Row({}, part, 0, 0, None)


def who_came_back(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every episode with such a visit in the period: visits followed up within 30 days, and visits that count."""
    columns = _columns(as_of)
    due, kept = columns[f"due_{FOLLOW_UP_REACH}"], columns[f"kept_{FOLLOW_UP_REACH}"]
    rules = [
        (func.sum(columns["visits"]) == 0, EXCLUDED, "Every visit ended in a hospital bed"),
        (func.sum(due) == 0, EXCLUDED, f"Not yet known: the {FOLLOW_UP_REACH} days after the visit are not over"),
        (func.sum(kept) == func.sum(due), COUNTED, f"Came to a session within {FOLLOW_UP_REACH} days of every visit"),
        (func.sum(kept) > 0, COUNTED, f"Came to a session within {FOLLOW_UP_REACH} days of some visits"),
    ]
    none = (NOT_COUNTED, f"Came to no session within {FOLLOW_UP_REACH} days")
    return added_up(_visits(cohort), rules, kept, due, none)
