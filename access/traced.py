"""The list of episodes that adds up to a published number, where a measure's own list is of another part of it."""

from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy import ColumnElement, Connection, Select, Subquery, literal, select

from metrics import MEASURES, ask
from metrics.attendance.facts import PARTS, counted
from metrics.cohort import Cohort
from metrics.dose.results import band
from metrics.episodes import fact_episode
from metrics.er_utilization.facts import CAUSES, fact_ed
from metrics.er_utilization.people import of_month
from metrics.monthly import own_dated
from metrics.people import COUNTED
from metrics.query import Source, admissions

Find = Callable[[Connection, str, Mapping, Cohort], Select]


def listed(connection: Connection, name: str, part: Mapping, cohort: Cohort, asked: Mapping[str, str]) -> Subquery:
    """Columns client_id, episode_id, standing, reason, numerator and denominator, one row an episode at most."""
    find = OTHERS.get(name)
    found = _own(connection, name, cohort, asked) if find is None else find(connection, part, cohort)
    return found.subquery("behind")


def _own(connection: Connection, name: str, cohort: Cohort, asked: Mapping[str, str]) -> Select:
    measure = MEASURES[name]
    return measure.people(cohort, measure.read_options(asked), ask.as_of(connection) or ask.BEFORE_ALL)


def _of_facts(source: Source, numerator: ColumnElement, denominator: ColumnElement) -> Select:
    counts = (numerator.label("numerator"), denominator.label("denominator"))
    columns = (fact_episode.c.client_id, fact_episode.c.episode_id, literal(COUNTED).label("standing"))
    query = select(*columns, literal("").label("reason"), *counts).select_from(source.table)
    return query.where(*source.conditions, denominator > 0)


def _window(connection: Connection, part: Mapping, cohort: Cohort) -> Select:
    """Visits and covered days of one window."""
    visits, days = (fact_ed.c[f"{column}_{part['window']}"] for column in (CAUSES[part["cause"]], "days"))
    return _of_facts(admissions(cohort, fact_ed), visits, days)


def _month(connection: Connection, part: Mapping, cohort: Cohort) -> Select:
    """The same of one month around admission."""
    visits, days = (of_month(column, part["month"]) for column in (CAUSES["all"], "days"))
    return _of_facts(admissions(cohort, fact_ed), visits, days)


def _sessions(by: str, connection: Connection, part: Mapping, cohort: Cohort) -> Select:
    """Sessions attended and due of one modality, kind or weekday, by month."""
    source = own_dated(cohort, PARTS, ask.as_of(connection) or ask.BEFORE_ALL)
    return _of_facts(source, *(source.facts.c[counted(by, part[by], what)] for what in ("attended", "due")))


def _dose(connection: Connection, part: Mapping, cohort: Cohort) -> Select:
    """Discharges in one band of the share attended."""
    return _own(connection, "outcome_by_attendance", cohort, {}).where(band() == part["attended"])


OTHERS = {
    "ed_rate": _window,
    "ed_curve": _month,
    "outcome_by_attendance": _dose,
    **{f"attendance_by_{by}": partial(_sessions, by) for by in ("modality", "kind", "weekday")},
}
