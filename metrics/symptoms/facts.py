"""Symptom facts: baseline, latest and weekly scores of each scale in an episode, strict and prorated."""

from datetime import date
from functools import partial

from sqlalchemy import Column, Integer, Select, String, Table, and_, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from data.tables import CODE_LENGTH
from metrics.facts import FACTS, Facts, keys
from metrics.symptoms.scores import PRORATED, STRICT, WINDOW, every_score, scored_later
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


def _with_baseline(as_of: date, mine: Select, scoring: str):
    """All scores, each beside the day of its episode's baseline: the first within 14 days of admission."""
    found = every_score(as_of, mine, scoring)
    first = func.min(case((found.c.since <= WINDOW, found.c.since))).over(partition_by=_series(found))
    return select(found, first.label("first")).where(found.c.nth == 1).subquery("with_baseline")


def _series(found) -> tuple:
    return found.c.client_no, found.c.episode_no, found.c.instrument


def _later(found) -> ColumnElement:
    """After the baseline's day and not after the last day on which a score still counts."""
    return and_(found.c.since > found.c.first, found.c.since <= found.c.until)


def derive(scoring: str, as_of: date, mine: Select) -> Select:
    """One row for each episode and scale that has a baseline, with the latest score where there is one."""
    found = _with_baseline(as_of, mine, scoring)
    last = func.max(case((_later(found), found.c.since))).over(partition_by=_series(found))
    every = select(found, last.label("last")).where(found.c.first.is_not(None)).subquery("every")
    baseline = func.max(case((every.c.since == every.c.first, every.c.score)))
    latest = func.max(case((every.c.since == every.c.last, every.c.score)))
    by = (every.c.instrument, every.c.client_no, every.c.episode_no, every.c.first)
    return select(*by, baseline, every.c.last, latest).group_by(*by, every.c.last)


def derive_weeks(scoring: str, as_of: date, mine: Select) -> Select:
    """The last score in each week since admission; week w is days 7(w-1) to 7w-1; week 0 is the baseline."""
    found = _with_baseline(as_of, mine, scoring)
    week = case((found.c.since == found.c.first, 0), else_=week_of(found.c.since))
    weekly = or_(found.c.since == found.c.first, and_(_later(found), found.c.since >= 0))
    nth = func.row_number().over(partition_by=(*_series(found), week), order_by=found.c.since.desc())
    columns = (found.c.instrument, found.c.client_no, found.c.episode_no, week.label("week"), found.c.score)
    every = select(*columns, nth.label("place")).where(weekly).subquery("weekly")
    return select(*(every.c[name] for name in fact_symptom_week.c.keys())).where(every.c.place == 1)  # noqa: SIM118


def _facts(table: Table, derived, scoring: str, words: str) -> Facts:
    return Facts(table, partial(derived, scoring), words, ("assessments",), WINDOW, scored_later)


SYMPTOMS = _facts(fact_symptoms, derive, STRICT, "scores")
SYMPTOM_WEEKS = _facts(fact_symptom_week, derive_weeks, STRICT, "scores by week")
SYMPTOMS_PRORATED = _facts(fact_symptoms_prorated, derive, PRORATED, "prorated scores")
SYMPTOM_WEEKS_PRORATED = _facts(fact_symptom_week_prorated, derive_weeks, PRORATED, "prorated scores by week")
