"""Item 9 facts: thoughts of death or self-harm at the start and later, and what became of positive answers."""

from datetime import date, timedelta

from sqlalchemy import Column, Integer, Select, Table, and_, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from data.constructs import day_number
from data.tables import assessments, risk_reviews
from metrics.episodes import fact_episode, of_clients
from metrics.facts import FACTS, Facts, day_of, has_later, keys
from metrics.instruments import PHQ9
from metrics.line import Line
from metrics.query import total
from metrics.symptoms.scores import WINDOW, placed

# A review on the day of the answer or the next is in time; one up to thirty days later is late.
IN_TIME, LATE = 1, 30

# `positives`: answers above 0 whose next day is over, or that were reviewed in time. `unreviewed`: answers above 0
# without any review since, those of the last day among them. The line holds those that one question adds up.
LINE = Line(("positives", "reviewed"), 6)
fact_item9 = Table(
    "fact_item9",
    FACTS,
    *keys(),
    Column("baseline", Integer),
    Column("latest", Integer),
    Column("positives", Integer, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("unreviewed", Integer, nullable=False),
    LINE.column(),
    sqlite_with_rowid=False,
)


def _answers(as_of: date, mine: Select):
    """Answers to item 9 that count, one a day, beside the day of the baseline; never imputed."""
    answer = case((assessments.c.instrument == PHQ9.name, assessments.c.item_9))
    found = placed(as_of, of_clients(as_of, mine), assessments.c.instrument, answer)
    first = func.min(case((found.c.since <= WINDOW, found.c.since))).over(partition_by=found.c.episode_no)
    counting = and_(found.c.nth == 1, found.c.since <= found.c.until)
    return select(found, first.label("first")).where(counting).subquery("answers")


def _reviewed(as_of: date, mine: Select):
    """The same answers, each with the day of the latest and of the first review since (days after admission)."""
    found = _answers(as_of, mine)
    last = func.max(case((found.c.since > found.c.first, found.c.since))).over(partition_by=found.c.episode_no)
    every = select(found, last.label("last")).subquery("every_answer")
    review = day_number(risk_reviews.c.reviewed_on) - fact_episode.c.admitted_day
    same = and_(fact_episode.c.client_no == every.c.client_no, fact_episode.c.episode_no == every.c.episode_no)
    own = and_(
        risk_reviews.c.episode_id == fact_episode.c.episode_id,
        every.c.score > 0,
        review.between(every.c.since, every.c.since + LATE),
        day_number(risk_reviews.c.reviewed_on) <= day_of(as_of),
    )
    names = ("client_no", "episode_no", "since", "score", "first", "last")
    by = [*(every.c[name] for name in names), fact_episode.c.admitted_day]
    columns = (*by, func.min(review).label("review"))
    source = every.join(fact_episode, same).outerjoin(risk_reviews, own)
    return select(*columns).select_from(source).group_by(*by).subquery("reviewed")


def derive(as_of: date, mine: Select) -> Select:
    """One row for each episode with an answer to item 9."""
    one = _reviewed(as_of, mine).c
    in_time = and_(one.score > 0, one.review <= one.since + IN_TIME)
    over = one.admitted_day + one.since + IN_TIME <= day_of(as_of)
    late = and_(one.score > 0, func.coalesce(one.review > one.since + IN_TIME, True))
    columns: tuple[ColumnElement, ...] = (
        func.max(case((one.since == one.first, one.score))),
        func.max(case((one.since == one.last, one.score))),
        (total(in_time) + total(and_(late, over))).label("positives"),
        total(in_time).label("reviewed"),
        total(and_(one.score > 0, one.review.is_(None))),
    )
    by = (one.client_no, one.episode_no)
    found = select(*by, *columns).group_by(*by).subquery("every_episode")
    return select(found, LINE.written(found.c.client_no, found.c))


def _due(older: date, newer: date) -> ColumnElement:
    """An answer or a review since; or an answer on the older last day, whose next day may be over by now."""
    answered = has_later(assessments.c.completed_on, older - timedelta(days=IN_TIME))
    return or_(answered, has_later(risk_reviews.c.reviewed_on, older))


ITEM9 = Facts(fact_item9, derive, "item 9", ("assessments", "risk_reviews"), WINDOW + LATE, _due)
