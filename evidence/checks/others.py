"""Checks of observations, emergency visits, appointments, orders and reports."""

from collections.abc import Callable, Mapping

from sqlalchemy import Column, ColumnElement, Date, and_, func, literal, or_, select

from data.constructs import day_number
from data.tables import aftercare, ed_coverage, ed_visits, functioning, medications, substance_use
from evidence.checks.check import Check, Rows
from evidence.checks.population import Population, by_day
from evidence.requirement import ACCURACY, COMPLETENESS, RELIABILITY
from figures import numbers
from metrics.continuity.collection_facts import BASELINE_WITHIN, CLOSEOUT_WITHIN, TO
from metrics.continuity.daily_life_facts import WINDOW

# The last day after admission on which a reassessment still counts (metrics.continuity.collection).
LATEST = BASELINE_WITHIN + TO


def _last(people: Population) -> ColumnElement:
    return literal(people.as_of, Date)


def _of_episodes(people: Population, table, day: Column):
    """A table's rows beside their episodes."""
    mine = people.episodes()
    source = mine.join(table, table.c.episode_id == mine.c.episode_id)
    return mine.c, source, people.in_period(day)


def _whose(mine) -> tuple:
    return mine.client_id, mine.episode_id, mine.program


def _named(day: str, key: str) -> Callable[[Mapping], str]:
    return lambda row: f"{numbers.date(row[day])}, {row[key]}"


def _late(people: Population, day: Column, key: str, also: tuple = ()) -> Check:
    name = _named(day.name, key)
    return Check(
        ACCURACY,
        "Dated after the last day of the data",
        and_(day > _last(people), *also),
        lambda row: f"{name(row)}: after the last day of the data",
        "Such records do not count.",
    )


def _twice(rows, by: tuple[str, ...], day: str, title: str, unit: str, says: str) -> Rows:
    """A subquery of groups with `n`: those of more than one."""
    check = Check(
        RELIABILITY,
        title,
        rows.c.n > 1,
        lambda row: f"{numbers.date(row[day])}: {row['n']}" + "".join(f", {row[name]}" for name in by if row[name]),
        says,
    )
    tells = (rows.c[day], rows.c.n, *(rows.c[name] for name in by))
    order = (rows.c[day], *(rows.c[name] for name in by))
    return Rows(rows, (), (rows.c.client_id, rows.c.episode_id, rows.c.program), tells, order, unit, (check,))


def observations(people: Population) -> tuple[Rows, ...]:
    """Screens and reports of use."""
    one = substance_use.c
    mine, source, conditions = _of_episodes(people, substance_use, one.observed_on)
    name = _named("observed_on", "observation_id")
    early = Check(
        ACCURACY,
        "Observed before admission",
        day_number(one.observed_on) < mine.admitted_day,
        lambda row: f"{name(row)}: before admission",
        "Such observations do not count.",
    )
    checks = (early, _late(people, one.observed_on, "observation_id"))
    tells, order = (one.observation_id, one.observed_on), (one.observed_on, one.observation_id)
    each = Rows(source, conditions, _whose(mine), tells, order, "observations", checks)
    return each, _contradicted(mine, source, conditions)


def _contradicted(mine, source, conditions) -> Rows:
    """Positives beside a negative of the same day, source and substance."""
    one, other = substance_use.c, substance_use.alias("other").c
    same = and_(
        other.episode_id == one.episode_id,
        other.observed_on == one.observed_on,
        other.source == one.source,
        func.coalesce(other.substance, "") == func.coalesce(one.substance, ""),
        other.result == "negative",
    )
    name = _named("observed_on", "observation_id")
    check = Check(
        RELIABILITY,
        "Positive and negative on one day",
        select(other.episode_id).where(same).exists(),
        lambda row: f"{name(row)}: also negative on that day",
        "Of the same source and substance. The positive counts; see which is right.",
    )
    tells, order = (one.observation_id, one.observed_on), (one.observed_on, one.observation_id)
    positive = (*conditions, one.result == "positive")
    return Rows(source, positive, _whose(mine), tells, order, "positive results", (check,))


def visits(people: Population) -> tuple[Rows, ...]:
    """Emergency visits and the days on which they would have been seen; of the clients, in their latest episode."""
    one, span = ed_visits.c, ed_coverage.c
    mine = _clients(people)
    covered = and_(
        span.client_id == one.client_id,
        span.starts_on <= one.arrived_on,
        or_(span.ends_on.is_(None), span.ends_on >= one.arrived_on),
    )
    name = _named("arrived_on", "visit_id")
    unseen = Check(
        ACCURACY,
        "Emergency visits on days that no coverage holds",
        ~select(span.client_id).where(covered).exists(),
        lambda row: f"{name(row)}: no coverage on that day",
        "They were seen, though nobody was said to be looking: such visits do not count.",
    )
    source, conditions = mine.join(ed_visits, one.client_id == mine.c.client_id), people.in_period(one.arrived_on)
    tells, order = (one.visit_id, one.arrived_on), (one.arrived_on, one.visit_id)
    checks = (unseen, _late(people, one.arrived_on, "visit_id"))
    each = Rows(source, conditions, _whose(mine.c), tells, order, "emergency visits", checks)
    by = (*_whose(mine.c), one.arrived_on)
    days = select(*by, func.count().label("n")).select_from(source).where(*conditions).group_by(*by).subquery("days")
    title, unit = "More than one emergency visit on a day", "days with an emergency visit"
    return each, _twice(days, (), "arrived_on", title, unit, "They count as one."), _spans(mine)


def _spans(mine) -> Rows:
    span = ed_coverage.c
    backwards = Check(
        ACCURACY,
        "Coverage that ends before it starts",
        span.ends_on < span.starts_on,
        lambda row: f"{numbers.date(row['starts_on'])} to {numbers.date(row['ends_on'])}",
        "One of the two dates is wrong.",
    )
    source = mine.join(ed_coverage, span.client_id == mine.c.client_id)
    return Rows(source, (), _whose(mine.c), (span.starts_on, span.ends_on), (span.starts_on,), "spans", (backwards,))


def _clients(people: Population):
    """Each client once, with the latest of the episodes: visits belong to people, not to episodes."""
    mine = people.episodes()
    latest = func.row_number().over(partition_by=mine.c.client_no, order_by=mine.c.episode_no.desc())
    columns = (mine.c.client_id, mine.c.episode_id, mine.c.program, latest.label("nth"))
    every = select(*columns).subquery("stays")
    return select(every.c.client_id, every.c.episode_id, every.c.program).where(every.c.nth == 1).subquery("people")


def appointments(people: Population) -> tuple[Rows, ...]:
    one = aftercare.c
    mine, source, conditions = _of_episodes(people, aftercare, one.scheduled_on)
    name = _named("scheduled_on", "appointment_id")
    checks = (
        Check(
            ACCURACY,
            "Booked after the day of the appointment",
            one.booked_on > one.scheduled_on,
            lambda row: f"{name(row)}: booked on {numbers.date(row['booked_on'])}",
            "One of the two dates is wrong.",
        ),
        _late(people, one.scheduled_on, "appointment_id", (one.status.in_(("attended", "no_show")),)),
        Check(
            COMPLETENESS,
            "Appointments whose outcome nobody wrote down",
            and_(one.scheduled_on <= _last(people), one.status == "scheduled"),
            lambda row: f"{name(row)}: still scheduled",
            "Their day has passed and they still stand as scheduled.",
        ),
    )
    tells, order = (one.appointment_id, one.scheduled_on, one.booked_on), (one.scheduled_on, one.appointment_id)
    each = Rows(source, conditions, _whose(mine), tells, order, "appointments", checks)
    days = by_day(mine, source, conditions, one.scheduled_on, one.kind)
    title, unit = "Two appointments of one kind on a day", "days with an appointment of one kind"
    return each, _twice(days, ("kind",), "scheduled_on", title, unit, "More likely entered twice.")


def orders(people: Population) -> tuple[Rows, ...]:
    one = medications.c
    mine, source, conditions = _of_episodes(people, medications, one.starts_on)
    name = _named("starts_on", "order_id")
    checks = (
        Check(
            ACCURACY,
            "Orders that end before they start",
            one.ends_on < one.starts_on,
            lambda row: f"{name(row)}: ends on {numbers.date(row['ends_on'])}",
            "Such orders cover nothing.",
        ),
        _late(people, one.starts_on, "order_id"),
    )
    tells, order = (one.order_id, one.starts_on, one.ends_on), (one.starts_on, one.order_id)
    each = Rows(source, conditions, _whose(mine), tells, order, "orders", checks)
    days = by_day(mine, source, conditions, one.starts_on, one.drug)
    title, unit = "Two orders of one drug from the same day on", "days on which orders of a drug start"
    return each, _twice(days, ("drug",), "starts_on", title, unit, "More likely entered twice.")


def reports(people: Population) -> tuple[Rows, ...]:
    """Reports of daily life."""
    one = functioning.c
    mine, source, conditions = _of_episodes(people, functioning, one.reported_on)
    day, name = day_number(one.reported_on), _named("reported_on", "report_id")
    latest = mine.admitted_day + LATEST
    outside = Check(
        ACCURACY,
        "Reports outside the stay",
        or_(day < mine.admitted_day - WINDOW, and_(day > mine.discharged_day + CLOSEOUT_WITHIN, day > latest)),
        lambda row: f"{name(row)}: outside the stay",
        f"More than {WINDOW} days before admission, or more than {CLOSEOUT_WITHIN} days after discharge and {LATEST} "
        "after admission: no measure counts such reports.",
    )
    tells, order = (one.report_id, one.reported_on), (one.reported_on, one.report_id)
    checks = (outside, _late(people, one.reported_on, "report_id"))
    each = Rows(source, conditions, _whose(mine), tells, order, "reports", checks)
    days = by_day(mine, source, conditions, one.reported_on)
    title, unit = "Two reports on a day", "days with a report"
    return each, _twice(days, (), "reported_on", title, unit, "The one with the greater id counts.")
