"""Scores: what the records say of each scale, with missing items read strictly or prorated."""

from datetime import date
from functools import reduce

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, literal, select, union_all
from sqlalchemy.sql.expression import Subquery

from data.constructs import day_number
from data.tables import assessments
from metrics.episodes import of_clients
from metrics.facts import day_of, has_later
from metrics.instrument import Instrument
from metrics.instruments import SCALES

# Fourteen days either side of admission, and after discharge (measures: baseline, latest).
WINDOW = 14
# strict: no score where an item is missing; prorated: the mean of the items that are there in its place.
STRICT, PRORATED = "strict", "prorated"
SCORINGS = (STRICT, PRORATED)


def score_of(scale: Instrument, scoring: str = STRICT) -> ColumnElement:
    """A questionnaire's score on one scale: the total handed in, else from its items; none where too many are missing."""
    summed = _prorated(scale) if scoring == PRORATED and scale.prorated_missing else _sum(_items(scale))
    return func.coalesce(assessments.c.total, summed) if scale.whole else summed


def _items(scale: Instrument) -> list[ColumnElement]:
    return [assessments.c[f"item_{place}"] for place in scale.places]


def _sum(columns: list[ColumnElement]) -> ColumnElement:
    return reduce(lambda one, other: one + other, columns)


def _prorated(scale: Instrument) -> ColumnElement:
    """Mean of the items that are there, times all items, half rounded up."""
    given = _sum([case((item.is_not(None), 1), else_=0) for item in _items(scale)])
    added, count = _sum([func.coalesce(item, 0) for item in _items(scale)]), len(scale.places)
    return case((given >= count - scale.prorated_missing, (2 * added * count + given) // (2 * given)))


def every_score(as_of: date, mine: Select, scoring: str) -> Subquery:
    """All scores of these clients' episodes from 14 days before admission on; of two on one day the one with the
    greater id has `nth` 1. `since`: days after admission; `until`: the last of them that can be the latest score's."""
    scales = prorated_scales() if scoring == PRORATED else list(SCALES.values())
    parts, name = _scales(scales)
    score = case(*((name == scale.name, score_of(scale, scoring)) for scale in scales))
    return placed(as_of, of_clients(as_of, mine), name, score, parts)


def scored_later(older: date, newer: date) -> ColumnElement:
    """The episode has a questionnaire dated after the older of two last days."""
    return has_later(assessments.c.completed_on, older)


def prorated_scales() -> list[Instrument]:
    """The scales whose prorated scores can differ from the strict ones."""
    return [scale for scale in SCALES.values() if scale.prorated_missing]


def _scales(scales: list[Instrument]) -> tuple[Subquery | None, ColumnElement]:
    """Of questionnaires with several scales one line each, to be joined; and what a row's scale is called."""
    parts = [(scale.form, scale.name) for scale in scales if not scale.whole]
    if not parts:
        return None, assessments.c.instrument
    lines = [select(literal(form).label("form"), literal(name).label("scale")) for form, name in parts]
    table = union_all(*lines).subquery("scales")
    return table, func.coalesce(table.c.scale, assessments.c.instrument)


def placed(as_of: date, chosen: CTE, name: ColumnElement, score: ColumnElement, parts=None) -> Subquery:
    """What questionnaires of these episodes say (`score`, where there is one), as `every_score` tells it."""
    found = _scored(as_of, chosen, name, score, parts)
    same_day = (found.c.client_no, found.c.episode_no, found.c.instrument, found.c.since)
    nth = func.row_number().over(partition_by=same_day, order_by=found.c.assessment_id.desc())
    named = (found.c[name] for name in ("client_no", "episode_no", "instrument", "since", "until", "score"))
    return select(*named, nth.label("nth")).subquery("every_score")


def _scored(as_of: date, chosen: CTE, name: ColumnElement, score: ColumnElement, parts) -> Subquery:
    """The scores alone, without the items: they are numbered by day with little to carry."""
    day = day_number(assessments.c.completed_on)
    until = func.coalesce(chosen.c.discharged_day + WINDOW, day_of(as_of)) - chosen.c.admitted_day
    columns = (
        chosen.c.client_no,
        chosen.c.episode_no,
        name.label("instrument"),
        (day - chosen.c.admitted_day).label("since"),
        until.label("until"),
        score.label("score"),
        assessments.c.assessment_id,
    )
    near = and_(day >= chosen.c.admitted_day - WINDOW, day <= day_of(as_of), score.is_not(None))
    source = chosen.join(assessments, assessments.c.episode_id == chosen.c.episode_id)
    if parts is not None:
        source = source.outerjoin(parts, parts.c.form == assessments.c.instrument)
    return select(*columns).select_from(source).where(near).subquery("scored")
