"""suprt_baseline, suprt_reassessment, suprt_closeout: whether people were asked inside SAMHSA's windows."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, or_

from data.tables import functioning
from metrics.cohort import Cohort
from metrics.continuity.collection_facts import BASELINE_WITHIN, CLOSEOUT_WITHIN, FROM, TO, fact_collection
from metrics.continuity.discharges import (
    ALIVE,
    died,
    handed_in,
    not_over,
    of_discharges,
    over,
    waiting,
)
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, Rule, listed
from metrics.proportions import proportion
from metrics.query import Source, admissions, answer, by_group, narrowed, total
from metrics.result import Row

ONE = fact_collection.c
ALL, IN_SERVICES = {"of": "all"}, {"of": "in_services"}
NO_REPORTS = ~handed_in(functioning), EXCLUDED, "The program hands in no reports, so nothing is known"
EARLY = f"Not yet known: the {BASELINE_WITHIN} days after admission are not over"


def _admitted(cohort: Cohort) -> Source:
    return narrowed(admissions(cohort, fact_collection, True), handed_in(functioning))


def _admitted_long_ago(as_of: date) -> ColumnElement:
    return fact_episode.c.admitted_day + BASELINE_WITHIN <= day_of(as_of)


def baseline(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """A report by day 30, of admissions at least 30 days ago."""
    due = _admitted_long_ago(as_of)
    counts = func.count(), total(due), total(and_(due, ONE.baseline_day.is_not(None)))
    found = by_group(connection, cohort, _admitted(cohort), *counts)
    return answer(cohort, found, lambda rows: _in_time(*rows[0]), [(0, 0, 0)])


def closeout(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """A report around the discharge, of discharges at least 30 days ago."""
    source, due = of_discharges(cohort, fact_collection, True), over(CLOSEOUT_WITHIN, as_of)
    source = narrowed(source, ALIVE, handed_in(functioning))
    counts = func.count(), total(due), total(and_(due, ONE.closed.is_not(None)))
    found = by_group(connection, cohort, source, *counts)
    return answer(cohort, found, lambda rows: _in_time(*rows[0]), [(0, 0, 0)])


def _in_time(n: int, due: int, met: int, part: dict | None = None) -> Iterable[Row]:
    yield proportion(part or {}, met, due)
    yield waiting(part or {}, due, n)


def reassessment(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """A report 150 to 210 days after the baseline: of all whose window is over, and of those still in services."""
    source = narrowed(_admitted(cohort), ONE.baseline_day <= day_of(as_of), not_(_died()))
    due = ONE.baseline_day + TO <= day_of(as_of)
    still, met = _in_services(), ONE.reassessed.is_not(None)
    counts = [func.count(), total(due), total(and_(due, met))]
    counts += [total(still), total(and_(still, due)), total(and_(still, due, met))]
    found = by_group(connection, cohort, source, *counts)
    return answer(cohort, found, lambda rows: _reassessed(rows[0]), [(0,) * 6])


def _reassessed(sums: tuple) -> Iterable[Row]:
    yield from _in_time(*sums[:3], ALL)
    yield from _in_time(*sums[3:], IN_SERVICES)


def _in_services() -> ColumnElement:
    """Not closed out before or during the window."""
    return or_(fact_episode.c.discharged_day.is_(None), fact_episode.c.discharged_day > ONE.baseline_day + TO)


def _died() -> ColumnElement:
    """Known to have died by the end of the window."""
    return func.coalesce(ONE.died_day <= ONE.baseline_day + TO, False)


def _no_baseline(as_of: date) -> tuple[Rule, ...]:
    """Why nobody is asked about: no reports at all, too early, or none in time."""
    none = or_(ONE.baseline_day.is_(None), ONE.baseline_day > day_of(as_of))
    return (
        NO_REPORTS,
        (and_(none, ~_admitted_long_ago(as_of)), EXCLUDED, EARLY),
        (none, EXCLUDED, f"No baseline: no report within {BASELINE_WITHIN} days of admission"),
    )


def who_had_baseline(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission; the numerator is the day of the report, counted from admission."""
    rules = [
        NO_REPORTS,
        (~_admitted_long_ago(as_of), EXCLUDED, EARLY),
        (ONE.baseline_day.is_not(None), COUNTED, "A report in time; the count is its day, from admission"),
    ]
    none = (NOT_COUNTED, f"No report within {BASELINE_WITHIN} days of admission")
    day = ONE.baseline_day - fact_episode.c.admitted_day
    return listed(admissions(cohort, fact_collection, True), rules, day, None, none)


def who_was_reassessed(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every admission; the numerator is the day of the report, counted from the baseline."""
    rules = [
        *_no_baseline(as_of),
        (_died(), EXCLUDED, "Died before the window was over"),
        (
            ONE.baseline_day + TO > day_of(as_of),
            EXCLUDED,
            f"Not yet known: the {TO} days after the baseline are not over",
        ),
        (ONE.reassessed.is_not(None), COUNTED, "A report in the window; the count is its day, from the baseline"),
        (_in_services(), NOT_COUNTED, f"Still in services; no report {FROM} to {TO} days after the baseline"),
    ]
    none = (NOT_COUNTED, f"Services had ended; no report {FROM} to {TO} days after the baseline")
    return listed(admissions(cohort, fact_collection, True), rules, ONE.reassessed, None, none)


def who_was_closed_out(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every discharge; the numerator is the day of the report, counted from discharge."""
    rules = [
        died(),
        NO_REPORTS,
        not_over(CLOSEOUT_WITHIN, as_of),
        (ONE.closed.is_not(None), COUNTED, "A report at the end; the count is its day, from discharge"),
    ]
    none = (NOT_COUNTED, f"No report at the end, or within {CLOSEOUT_WITHIN} days after it")
    return listed(of_discharges(cohort, fact_collection, True), rules, ONE.closed, None, none)
