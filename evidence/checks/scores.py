"""Checks of questionnaires: ranges, sums, dates, doubles on one day, and jumps that are hard to believe."""

from collections.abc import Iterable, Mapping
from functools import reduce

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from data.constructs import day_number
from data.tables import ITEMS, assessments
from evidence.checks.check import Check, Rows
from evidence.checks.heaping import Heaps
from evidence.checks.population import Population
from evidence.requirement import ACCURACY, COMPLETENESS, RELIABILITY, VALIDITY
from figures import numbers
from metrics.episodes import fact_episode
from metrics.facts import day_of
from metrics.instruments import SCALES, Instrument
from metrics.symptoms.scores import WINDOW, score_of

# A jump: twice the reliable change (Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19: beyond it lies one
# unchanged person in twenty; beyond twice it, one in ten thousand) between neighbouring scores no more than a week apart.
# The PHQ-9 and the GAD-7 ask about the last two weeks, so half of the time asked about is the same (Kroenke 2001).
JUMP_TIMES, JUMP_DAYS = 2, 7

ONE = assessments.c
WHOSE = ("client_id", "episode_id", "program")
ORDER = (ONE.completed_on, ONE.assessment_id)


def rows_of(form: Instrument, people: Population) -> tuple[Rows | Heaps, ...]:
    """What there is to look at in the questionnaires of one form; `form.name` is what their rows carry."""
    scales = [one for one in SCALES.values() if one.form == form.name and one.reliable_change]
    heaps = [Heaps(form, people)] if any(scale.whole for scale in scales) else []
    return (_each(form, people), _neighbours(form, people, scales), *heaps)


def _each(form: Instrument, people: Population) -> Rows:
    """Questionnaires one by one: their dates and figures."""
    mine = people.episodes()
    source = mine.join(assessments, ONE.episode_id == mine.c.episode_id)
    tells = (ONE.assessment_id, ONE.completed_on, ONE.total, _added(form).label("added"))
    checks = (*_dates(form, mine.c, people), *_figures(form))
    whose = tuple(mine.c[name] for name in WHOSE)
    return Rows(source, _of_form(form, people), whose, tells, ORDER, "questionnaires", checks)


def _of_form(form: Instrument, people: Population) -> tuple[ColumnElement, ...]:
    return (ONE.instrument == form.name, *people.in_period(ONE.completed_on))


def _neighbours(form: Instrument, people: Population, scales: list[Instrument]) -> Rows:
    """Questionnaires beside the one before them in their episode. Only what is compared is put in order, which takes
    most of the time; whose it is comes in afterwards."""
    mine = people.episodes()
    source = mine.join(assessments, ONE.episode_id == mine.c.episode_id)
    # By the episode's whole number: text takes an engine much longer to put in order.
    earlier = {"partition_by": mine.c.episode_no, "order_by": (ONE.completed_on, ONE.assessment_id)}
    day = day_number(ONE.completed_on)
    columns = [mine.c.client_no, mine.c.episode_no, ONE.assessment_id, ONE.completed_on, day.label("day")]
    columns.append(func.lag(day).over(**earlier).label("day_before"))
    for scale in scales:
        score, (now, before) = score_of(scale), _at(scale)
        columns += [score.label(now), func.lag(score).over(**earlier).label(before)]
    rows = select(*columns).select_from(source).where(*_of_form(form, people)).subquery("questionnaires")
    one, whose = rows.c, fact_episode.c
    named = rows.join(fact_episode, (one.client_no == whose.client_no) & (one.episode_no == whose.episode_no))
    tells = (one.assessment_id, one.completed_on, *(one[name] for scale in scales for name in _at(scale)))
    checks = (_double(form, one), *(_jump(scale, one) for scale in scales))
    own = tuple(whose[name] for name in WHOSE)
    return Rows(named, (), own, tells, (one.completed_on, one.assessment_id), "questionnaires", checks, rows)


def _at(scale: Instrument) -> tuple[str, str]:
    """The columns of a scale's score and of the one before it."""
    return f"score_{scale.slug}", f"before_{scale.slug}"


def _dates(form: Instrument, mine, people: Population) -> tuple[Check, ...]:
    day = day_number(ONE.completed_on)
    return (
        Check(
            ACCURACY,
            f"{form.name}: dated outside the episode",
            or_(day < mine.admitted_day - WINDOW, day > mine.discharged_day + WINDOW),
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
    )


def _figures(form: Instrument) -> tuple[Check, ...]:
    return (
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
            COMPLETENESS,
            f"{form.name}: without a score",
            _no_score(form),
            lambda row: f"{_named(row)}: items are missing, and there is no total",
            "Items are missing and there is no total, so that it has no score.",
        ),
        Check(
            VALIDITY,
            f"{form.name}: a total without its items",
            _bare(form),
            lambda row: f"{_named(row)}: total {row['total']} alone",
            "Whether it was scored as published cannot be checked.",
        ),
    )


def _double(form: Instrument, one) -> Check:
    return Check(
        RELIABILITY,
        f"{form.name}: one more on the same day",
        one.day == one.day_before,
        lambda row: f"{_named(row)}: another one on the same day",
        "Of those of a day the one with the greater id counts; see which is right.",
    )


def _jump(scale: Instrument, one) -> Check:
    """Neighbouring scores, of two days no more than a week apart."""
    points = JUMP_TIMES * scale.reliable_change
    now, before = (one[name] for name in _at(scale))
    near = and_(one.day > one.day_before, one.day - one.day_before <= JUMP_DAYS)
    known = and_(now.is_not(None), before.is_not(None), near)
    return Check(
        RELIABILITY,
        f"{scale.name}: jumps of {points} points or more within {JUMP_DAYS} days",
        and_(known, or_(now - before >= points, before - now >= points)),
        lambda row: f"{_named(row)}: from {row[_at(scale)[1]]} to {row[_at(scale)[0]]}",
        f"Twice the reliable change of {scale.reliable_change} points in a week is hard to believe; look at both scores.",
        known,
        f"neighbouring scores {JUMP_DAYS} days apart or less",
    )


def _named(row: Mapping) -> str:
    return f"{numbers.date(row['completed_on'])}, {row['assessment_id']}"


def _items(form: Instrument) -> list[ColumnElement]:
    return [ONE[item] for item in ITEMS[: form.items]]


def _sum(columns: Iterable[ColumnElement]) -> ColumnElement:
    return reduce(lambda one, other: one + other, columns)


def _added(form: Instrument) -> ColumnElement:
    return _sum(func.coalesce(item, 0) for item in _items(form))


def _given(form: Instrument) -> ColumnElement:
    return _sum(case((item.is_not(None), 1), else_=0) for item in _items(form))


def _not_the_sum(form: Instrument) -> ColumnElement:
    """The total lies outside what its items, with those that are missing, can add up to."""
    added, missing = _added(form), form.items - _given(form)
    low, high = added + missing * form.item_low, added + missing * form.item_high
    return and_(ONE.total.is_not(None), _given(form) > 0, or_(ONE.total < low, ONE.total > high))


def _bare(form: Instrument) -> ColumnElement:
    return and_(ONE.total.is_not(None), *(item.is_(None) for item in _items(form)))


def _outside(form: Instrument) -> ColumnElement:
    items = [or_(item < form.item_low, item > form.item_high) for item in _items(form)]
    return or_(ONE.total < form.low, ONE.total > form.high, *items)


def _no_score(form: Instrument) -> ColumnElement:
    lacking = _given(form) < form.items
    return and_(ONE.total.is_(None), lacking) if form.name in SCALES else lacking
