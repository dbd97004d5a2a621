"""Symptom facts: baseline, latest and weekly scores of each scale in an episode, strict and prorated."""

from datetime import date
from functools import partial

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    func,
    or_,
    select,
)

from data.tables import CODE_LENGTH
from metrics.facts import FACTS, Facts, keys
from metrics.symptoms.score_facts import TABLES
from metrics.symptoms.scores import PRORATED, STRICT, WINDOW, scored_later
from metrics.weeks import week_of


def _scores_table(name: str) -> Table:
    return Table(
        name,
        FACTS,
        Column("instrument", String(CODE_LENGTH), primary_key=True),
        *keys(),
        Column("baseline_day", Integer, nullable=False),
        Column("baseline_score", Integer, nullable=False),
        Column("latest_day", Integer),
        Column("latest_score", Integer),
        sqlite_with_rowid=False,
    )


def _weeks_table(name: str) -> Table:
    return Table(
        name,
        FACTS,
        Column("instrument", String(CODE_LENGTH), primary_key=True),
        *keys(),
        Column("week", Integer, primary_key=True, autoincrement=False),
        Column("score", Integer, nullable=False),
        sqlite_with_rowid=False,
    )


# Prorated scores stand in tables of their own, for scales that can be prorated: nearly all questions want the strict.
fact_symptoms, fact_symptom_week = _scores_table("fact_symptoms"), _weeks_table("fact_symptom_week")
fact_symptoms_prorated = _scores_table("fact_symptoms_prorated")
fact_symptom_week_prorated = _weeks_table("fact_symptom_week_prorated")
OF_EPISODES = {STRICT: fact_symptoms, PRORATED: fact_symptoms_prorated}


def derive(scoring: str, as_of: date, mine: Select) -> Select:
    """One row for each episode and scale that has a baseline, with the latest score where there is one.

    The baseline is the first score within 14 days of admission, the latest the last one after its day.
    """
    edges = _edges(TABLES[scoring], mine)
    baseline, latest = TABLES[scoring].alias("baseline"), TABLES[scoring].alias("latest")
    later = edges.c.last > edges.c.first
    columns = (*_series(baseline), edges.c.first, baseline.c.score, latest.c.since, latest.c.score)
    source = edges.join(baseline, _on(edges, baseline, edges.c.first))
    return select(*columns).select_from(source.outerjoin(latest, and_(later, _on(edges, latest, edges.c.last))))


def _edges(scores: Table, mine: Select) -> Subquery:
    """The day of the baseline, and the last day with a score, of each episode and scale."""
    by = (scores.c.client_no, scores.c.episode_no, scores.c.instrument)
    first = func.min(case((scores.c.since <= WINDOW, scores.c.since))).label("first")
    found = select(*by, first, func.max(scores.c.since).label("last")).where(scores.c.client_no.in_(mine))
    return found.group_by(*by).subquery("edges")


def _series(found: FromClause) -> tuple:
    return found.c.instrument, found.c.client_no, found.c.episode_no


def _on(found: FromClause, scores: FromClause, day: ColumnElement) -> ColumnElement:
    """The score of that day in the same series."""
    same = (one == other for one, other in zip(_series(found), _series(scores), strict=True))
    return and_(*same, scores.c.since == day)


def derive_weeks(scoring: str, as_of: date, mine: Select) -> Select:
    """The last score in each week since admission; week w is days 7(w-1) to 7w-1; week 0 is the baseline."""
    last = _last_of_weeks(scoring, mine)
    score = TABLES[scoring].alias("score")
    rows = select(*_series(last), last.c.week, score.c.score)
    return rows.select_from(last.join(score, _on(last, score, last.c.since)))


def _last_of_weeks(scoring: str, mine: Select) -> Subquery:
    """The last day with a score in each week from the baseline on; before admission there is the baseline alone."""
    scores, own = TABLES[scoring], OF_EPISODES[scoring]
    first = own.c.baseline_day
    week = case((scores.c.since == first, 0), else_=week_of(scores.c.since)).label("week")
    weekly = or_(scores.c.since == first, and_(scores.c.since > first, scores.c.since >= 0))
    by = (*_series(scores), week)
    same = and_(*(one == other for one, other in zip(_series(own), _series(scores), strict=True)))
    found = select(*by, func.max(scores.c.since).label("since")).join_from(scores, own, same)
    return found.where(scores.c.client_no.in_(mine), weekly).group_by(*by).subquery("last_of_weeks")


def _facts(table: Table, derived, scoring: str, words: str) -> Facts:
    return Facts(table, partial(derived, scoring), words, ("assessments",), WINDOW, scored_later)


SYMPTOMS = _facts(fact_symptoms, derive, STRICT, "first and latest scores")
SYMPTOM_WEEKS = _facts(fact_symptom_week, derive_weeks, STRICT, "scores by week")
SYMPTOMS_PRORATED = _facts(fact_symptoms_prorated, derive, PRORATED, "first and latest prorated scores")
SYMPTOM_WEEKS_PRORATED = _facts(fact_symptom_week_prorated, derive_weeks, PRORATED, "prorated scores by week")
