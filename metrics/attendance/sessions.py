"""attendance_rate: which share of the sessions that were due was kept."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, Select, func

from metrics import arrays as np
from metrics.attendance.facts import ATTENDANCE, DUE, WHOLE_ATTENDANCE
from metrics.cohort import Cohort
from metrics.line import Asked
from metrics.monthly import own_dated
from metrics.people import COUNTED, EXCLUDED, added_up
from metrics.proportions import clustered_share
from metrics.query import Moments, answer
from metrics.result import Row
from metrics.whole import by_client, of_rows, sums

PARTS = {"attended": {}, "no_show": {"status": "no_show"}, "late_cancel": {"status": "late_cancel"}}


def attendance_rate(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Attended, no-show and late-cancel shares of the sessions due; the client is the cluster.

    A process that has loaded no arrays yet has its first number sooner without them.
    """
    if np.loaded():
        found = by_client(connection, cohort, WHOLE_ATTENDANCE, as_of, ASKED)
    else:
        source = sums(cohort, ATTENDANCE, WHOLE_ATTENDANCE.table, as_of)
        found = of_rows(connection, cohort, source, ASKED)
    return answer(cohort, found, shares, {})


def due(facts: Mapping):
    """Sessions that the client could have kept."""
    return sum((facts[status] for status in DUE[1:]), facts[DUE[0]])


def _counted(facts: Mapping) -> dict:
    return {name: facts[name] for name in PARTS} | {"due": due(facts)}


ASKED = Asked(_counted, tuple((name, "due") for name in PARTS))


def shares(sums: Moments) -> Iterable[Row]:
    return [clustered_share(part, sums, name, "due") for name, part in PARTS.items()]


def who(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every episode with a session in the period: sessions kept and sessions due."""
    source = own_dated(cohort, ATTENDANCE, as_of)
    kept, wanted = source.facts.c.attended, due(source.facts.c)
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
