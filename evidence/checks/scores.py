"""Checks of questionnaires: ranges, sums, dates, doubles on one day, and jumps that are hard to believe."""

from collections.abc import Iterable, Mapping
from functools import reduce

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from data.constructs import day_number
from data.tables import ITEMS, assessments
from evidence.checks.check import Check, Rows
from evidence.checks.population import Population
from evidence.requirement import ACCURACY, COMPLETENESS, RELIABILITY, VALIDITY
from figures import numbers
from metrics.facts import day_of
from metrics.instruments import INSTRUMENTS, SCALES, Instrument
from metrics.symptoms.scores import WINDOW, score_of

# A jump: twice the reliable change (Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19: beyond it lies one
# unchanged person in twenty; beyond twice it, one in ten thousand) between neighbouring scores no more than a week apart.
# The PHQ-9 and the GAD-7 ask about the last two weeks, so half of the time asked about is the same (Kroenke 2001).
JUMP_TIMES, JUMP_DAYS = 2, 7

ONE = assessments.c


def rows_of(form: Instrument, people: Population) -> tuple[Rows, ...]:
    """What there is to look at in the questionnaires of one form; `form.name` is what their rows carry."""
    return (_each(form, people), _days(form, people))


def _own(people: Population, form: Instrument):
    """Questionnaires of the form beside their episodes."""
    mine = people.episodes()
    source = mine.join(assessments, ONE.episode_id == mine.c.episode_id)
    return mine.c, source, (ONE.instrument == form.name, *people.in_period(ONE.completed_on))


def _each(form: Instrument, people: Population) -> Rows:
    mine, source, conditions = _own(people, form)
    day = day_number(ONE.completed_on)
    early = day < mine.admitted_day - WINDOW
    late = day > mine.discharged_day + WINDOW
    tells = (ONE.assessment_id, ONE.completed_on, ONE.total, _added(form).label("added"))
    checks = (
        Check(
            ACCURACY,
            f"{form.name}: total is not the sum of its items",
            _not_the_sum(form),
            lambda row: f"{_named(row)}: total {row['total']}, items add up to {row['added']}",
            "The total handed in is what counts; correct the record and import it again.",
        ),
        Check(
            ACCURACY,
            f"{form.name}: outside its range",
            _outside(form),
            lambda row: f"{_named(row)}: an item or the total is outside its range",
            f"An item is {form.item_low} to {form.item_high}, a total {form.low} to {form.high}.",
        ),
        Check(
            ACCURACY,
            f"{form.name}: dated outside the episode",
            or_(early, late),
            lambda row: f"{_named(row)}: more than {WINDOW} days outside the episode",
            f"More than {WINDOW} days before admission or after discharge: such scores do not count.",
        ),
        Check(
            ACCURACY,
            f"{form.name}: dated after the last day of the data",
            day > day_of(people.as_of),
            lambda row: f"{_named(row)}: after the last day of the data",
            "Such scores do not count.",
        ),
        Check(
            COMPLETENESS,
            f"{form.name}: without a score",
            _no_score(form),
            lambda row: f"{_named(row)}: items are missing, and there is no total",
            "Items are missing and there is no total, so that it has no score.",
        ),
        Check(
            VALIDITY,
            f"{form.name}: a total without its items",
            and_(ONE.total.is_not(None), *(ONE[item].is_(None) for item in ITEMS[: form.items])),
            lambda row: f"{_named(row)}: total {row['total']} alone",
            "Whether it was scored as published cannot be checked.",
        ),
    )
    return Rows(
        source, conditions, _whose(mine), tells, (ONE.completed_on, ONE.assessment_id), "questionnaires", checks
    )


def _whose(mine) -> tuple:
    return mine.client_id, mine.episode_id, mine.program


def _named(row: Mapping) -> str:
    return f"{numbers.date(row['completed_on'])}, {row['assessment_id']}"


def _items(form: Instrument) -> list[ColumnElement]:
    return [ONE[item] for item in ITEMS[: form.items]]


def _sum(columns: Iterable[ColumnElement]) -> ColumnElement:
    return reduce(lambda one, other: one + other, columns)


def _added(form: Instrument) -> ColumnElement:
    return _sum([func.coalesce(item, 0) for item in _items(form)])


def _given(form: Instrument) -> ColumnElement:
    return _sum([case((item.is_not(None), 1), else_=0) for item in _items(form)])


def _not_the_sum(form: Instrument) -> ColumnElement:
    """The total lies outside what its items, with those that are missing, can add up to."""
    added, missing = _added(form), form.items - _given(form)
    low, high = added + missing * form.item_low, added + missing * form.item_high
    return and_(ONE.total.is_not(None), _given(form) > 0, or_(ONE.total < low, ONE.total > high))


def _outside(form: Instrument) -> ColumnElement:
    items = [or_(item < form.item_low, item > form.item_high) for item in _items(form)]
    return or_(ONE.total < form.low, ONE.total > form.high, *items)


def _no_score(form: Instrument) -> ColumnElement:
    lacking = _given(form) < form.items
    return and_(ONE.total.is_(None), lacking) if form.name in SCALES else lacking


def _days(form: Instrument, people: Population) -> Rows:
    """Each day of an episode with a questionnaire of the form: how many."""
    mine, source, conditions = _own(people, form)
    by = (*_whose(mine), ONE.completed_on)
    days = select(*by, func.count().label("n")).select_from(source).where(*conditions).group_by(*by).subquery("days")
    double = Check(
        RELIABILITY,
        f"{form.name}: more than one on a day",
        days.c.n > 1,
        lambda row: f"{numbers.date(row['completed_on'])}: {row['n']} on one day",
        "The one with the greater id counts; see which is right.",
    )
    tells = (days.c.completed_on, days.c.n)
    return Rows(days, (), _whose(days.c), tells, (days.c.completed_on,), "days with a questionnaire", (double,))


def jumps(scale: Instrument, people: Population) -> Rows | None:
    """Neighbouring scores of a scale no more than a week apart; None where its reliable change is not known."""
    if not scale.reliable_change:
        return None
    pairs, points = _pairs(scale, people), JUMP_TIMES * scale.reliable_change
    moved = pairs.c.score - pairs.c.before
    jump = Check(
        RELIABILITY,
        f"{scale.name}: jumps of {points} points or more within {JUMP_DAYS} days",
        or_(moved >= points, moved <= -points),
        lambda row: (
            f"{numbers.date(row['completed_on'])}, {row['assessment_id']}: from {row['before']} to {row['score']}"
        ),
        f"Twice the reliable change of {scale.reliable_change} points in a week is hard to believe; look at both scores.",
    )
    tells = (pairs.c.assessment_id, pairs.c.completed_on, pairs.c.before, pairs.c.score)
    near = (pairs.c.day - pairs.c.day_before <= JUMP_DAYS,)
    order = (pairs.c.completed_on, pairs.c.assessment_id)
    return Rows(pairs, near, _whose(pairs.c), tells, order, f"pairs of scores {JUMP_DAYS} days apart or less", (jump,))


def _pairs(scale: Instrument, people: Population):
    """The score that counts on each day, beside the one of the day before it that has one."""
    mine, source, conditions = _own(people, INSTRUMENTS[scale.form])
    score = score_of(scale)
    latest = {"partition_by": (mine.episode_id, ONE.completed_on), "order_by": ONE.assessment_id.desc()}
    columns = (*_whose(mine), ONE.assessment_id, ONE.completed_on, score.label("score"))
    query = select(*columns, func.row_number().over(**latest).label("nth")).select_from(source)
    every = query.where(*conditions, score.is_not(None)).subquery("every_score")
    day = day_number(every.c.completed_on)
    earlier = {"partition_by": every.c.episode_id, "order_by": every.c.completed_on}
    befores = (
        func.lag(every.c.score).over(**earlier).label("before"),
        func.lag(day).over(**earlier).label("day_before"),
    )
    return select(every, day.label("day"), *befores).where(every.c.nth == 1).subquery("pairs")
