"""attendance_rate: which share of the sessions that were due was kept."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, func

from metrics.attendance.facts import ATTENDANCE, DUE, fact_whole_attendance
from metrics.cohort import Cohort
from metrics.monthly import own_dated
from metrics.people import COUNTED, EXCLUDED, added_up
from metrics.proportions import clustered_share
from metrics.query import Moments, answer, clustered
from metrics.result import Row
from metrics.whole import sums

PARTS = {"attended": {}, "no_show": {"status": "no_show"}, "late_cancel": {"status": "late_cancel"}}


def attendance_rate(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Attended, no-show and late-cancel shares of the sessions due; the client is the cluster."""
    source = sums(cohort, ATTENDANCE, fact_whole_attendance, as_of)
    columns = {name: source.facts.c[name] for name in PARTS} | {"due": due(source.facts)}
    moments = [(a, b) for a in PARTS for b in (a, "due")] + [("due", "due")]
    found = clustered(connection, cohort, source, columns, moments, ("due",))
    return answer(cohort, found, shares, {})


def due(facts):
    """Sessions that the client could have kept."""
    return sum((facts.c[status] for status in DUE[1:]), facts.c[DUE[0]])


def shares(sums: Moments) -> Iterable[Row]:
    return [clustered_share(part, sums, name, "due") for name, part in PARTS.items()]


def who(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every episode with a session in the period: sessions kept and sessions due."""
    source = own_dated(cohort, ATTENDANCE, as_of)
    kept, wanted = source.facts.c.attended, due(source.facts)
    rules = [
        (
            func.sum(wanted) == 0,
            EXCLUDED,
            "No session was due: all were cancelled by the program, excused or ahead",
        ),
        (func.sum(kept) == func.sum(wanted), COUNTED, "Kept every session that was due"),
        (func.sum(kept) == 0, COUNTED, "Kept none of the sessions that were due"),
    ]
    return added_up(source, rules, kept, wanted, otherwise=(COUNTED, "Kept some of the sessions that were due"))
