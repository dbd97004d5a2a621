"""Symptom facts: baseline, latest and weekly scores of each instrument in an episode."""

from datetime import date

from sqlalchemy import Column, Integer, Select, String, Table, and_, case, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from data.constructs import day_number
from data.tables import CODE_LENGTH, assessments
from metrics.episodes import of_clients
from metrics.facts import FACTS, Facts, day_of, has_later, keys
from metrics.instruments import INSTRUMENTS, Instrument
from metrics.weeks import week_of

# Fourteen days either side of admission, and after discharge (measures: baseline, latest).
WINDOW = 14

fact_symptoms = Table(
    "fact_symptoms",
    FACTS,
    Column("instrument", String(CODE_LENGTH), primary_key=True),
    *keys(),
    Column("baseline_day", Integer, nullable=False),
    Column("baseline_score", Integer, nullable=False),
    Column("latest_day", Integer),
    Column("latest_score", Integer),
    sqlite_with_rowid=False,
)

fact_symptom_week = Table(
    "fact_symptom_week",
    FACTS,
    Column("instrument", String(CODE_LENGTH), primary_key=True),
    *keys(),
    Column("week", Integer, primary_key=True, autoincrement=False),
    Column("score", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def strict_score() -> ColumnElement:
    """The total handed in, else the sum of all items of the instrument; none where an item is missing."""
    sums = [(assessments.c.instrument == one.name, _sum_of_items(one)) for one in INSTRUMENTS.values()]
    return func.coalesce(assessments.c.total, case(*sums))


def _sum_of_items(instrument: Instrument) -> ColumnElement:
    items = [assessments.c[f"item_{n}"] for n in range(1, instrument.items + 1)]
    return sum(items[1:], items[0])


def _scores(as_of: date, mine: Select):
    """All scores of these clients' episodes from 14 days before admission on; of two on one day the one with the
    greater id. `since`: days after admission; `until`: the last of them that can be the latest score's."""
    chosen = of_clients(as_of, mine)
    day, score = day_number(assessments.c.completed_on), strict_score()
    same_day = (chosen.c.episode_no, assessments.c.instrument, assessments.c.completed_on)
    nth = func.row_number().over(partition_by=same_day, order_by=assessments.c.assessment_id.desc())
    until = func.coalesce(chosen.c.discharged_day + WINDOW, day_of(as_of)) - chosen.c.admitted_day
    columns = (
        chosen.c.client_no,
        chosen.c.episode_no,
        assessments.c.instrument,
        (day - chosen.c.admitted_day).label("since"),
        until.label("until"),
        score.label("score"),
        nth.label("nth"),
    )
    near = and_(day >= chosen.c.admitted_day - WINDOW, day <= day_of(as_of), score.is_not(None))
    query = select(*columns).join_from(chosen, assessments, assessments.c.episode_id == chosen.c.episode_id)
    return query.where(near).subquery("every_score")


def _with_baseline(as_of: date, mine: Select):
    """The same scores, each beside the day of its episode's baseline: the first within 14 days of admission."""
    found = _scores(as_of, mine)
    first = func.min(case((found.c.since <= WINDOW, found.c.since))).over(partition_by=_series(found))
    return select(found, first.label("first")).where(found.c.nth == 1).subquery("with_baseline")


def _series(found) -> tuple:
    return found.c.episode_no, found.c.instrument


def _later(found) -> ColumnElement:
    """After the baseline's day and not after the last day on which a score still counts."""
    return and_(found.c.since > found.c.first, found.c.since <= found.c.until)


def derive(as_of: date, mine: Select) -> Select:
    """One row for each episode and instrument that has a baseline, with the latest score where there is one."""
    found = _with_baseline(as_of, mine)
    last = func.max(case((_later(found), found.c.since))).over(partition_by=_series(found))
    every = select(found, last.label("last")).where(found.c.first.is_not(None)).subquery("every")
    baseline = func.max(case((every.c.since == every.c.first, every.c.score)))
    latest = func.max(case((every.c.since == every.c.last, every.c.score)))
    by = (every.c.instrument, every.c.client_no, every.c.episode_no, every.c.first)
    return select(*by, baseline, every.c.last, latest).group_by(*by, every.c.last)


def derive_weeks(as_of: date, mine: Select) -> Select:
    """The last score in each week since admission; week w is days 7(w-1) to 7w-1; week 0 is the baseline."""
    found = _with_baseline(as_of, mine)
    week = case((found.c.since == found.c.first, 0), else_=week_of(found.c.since))
    weekly = or_(found.c.since == found.c.first, and_(_later(found), found.c.since >= 0))
    nth = func.row_number().over(partition_by=(*_series(found), week), order_by=found.c.since.desc())
    columns = (found.c.instrument, found.c.client_no, found.c.episode_no, week.label("week"), found.c.score)
    every = select(*columns, nth.label("place")).where(weekly).subquery("weekly")
    return select(*(every.c[name] for name in fact_symptom_week.c.keys())).where(every.c.place == 1)  # noqa: SIM118


def _due(older: date, newer: date) -> ColumnElement:
    return has_later(assessments.c.completed_on, older)


SYMPTOMS = Facts(fact_symptoms, derive, "scores", ("assessments",), WINDOW, _due)
SYMPTOM_WEEKS = Facts(fact_symptom_week, derive_weeks, "scores by week", ("assessments",), WINDOW, _due)
