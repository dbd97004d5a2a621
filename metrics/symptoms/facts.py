"""Symptom facts: baseline and latest score of each scale in an episode, strict and prorated."""

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
    select,
)

from data.tables import CODE_LENGTH
from metrics.facts import FACTS, Facts, keys
from metrics.symptoms.score_facts import TABLES
from metrics.symptoms.scores import PRORATED, STRICT, WINDOW, scored_later


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


# Prorated scores stand in tables of their own, for scales that can be prorated: nearly all questions want the strict.
fact_symptoms, fact_symptoms_prorated = _scores_table("fact_symptoms"), _scores_table("fact_symptoms_prorated")
OF_EPISODES = {STRICT: fact_symptoms, PRORATED: fact_symptoms_prorated}


def derive(scoring: str, as_of: date, mine: Select) -> Select:
    """One row for each episode and scale that has a baseline, with the latest score where there is one.

    The baseline is the first score within 14 days of admission, the latest the last one after its day.
    """
    edges = _edges(TABLES[scoring], mine)
    baseline, latest = TABLES[scoring].alias("baseline"), TABLES[scoring].alias("latest")
    later = edges.c.last > edges.c.first
    columns = (*series(baseline), edges.c.first, baseline.c.score, latest.c.since, latest.c.score)
    source = edges.join(baseline, same_day(edges, baseline, edges.c.first))
    return select(*columns).select_from(source.outerjoin(latest, and_(later, same_day(edges, latest, edges.c.last))))


def _edges(scores: Table, mine: Select) -> Subquery:
    """The day of the baseline, and the last one that can be the latest score's, of each episode and scale."""
    by = (scores.c.client_no, scores.c.episode_no, scores.c.instrument)
    first = func.min(case((scores.c.since <= WINDOW, scores.c.since))).label("first")
    last = func.max(case((scores.c.late == 0, scores.c.since))).label("last")
    return select(*by, first, last).where(scores.c.client_no.in_(mine)).group_by(*by).subquery("edges")


def series(found: FromClause) -> tuple:
    return found.c.instrument, found.c.client_no, found.c.episode_no


def same_series(one: FromClause, other: FromClause) -> ColumnElement:
    return and_(*(a == b for a, b in zip(series(one), series(other), strict=True)))


def same_day(found: FromClause, scores: FromClause, day: ColumnElement) -> ColumnElement:
    """The score of that day in the same series."""
    return and_(same_series(found, scores), scores.c.since == day)


def facts(table: Table, derived, scoring: str, words: str) -> Facts:
    return Facts(table, partial(derived, scoring), words, ("assessments",), WINDOW, scored_later)


SYMPTOMS = facts(fact_symptoms, derive, STRICT, "first and latest scores")
SYMPTOMS_PRORATED = facts(fact_symptoms_prorated, derive, PRORATED, "first and latest prorated scores")
