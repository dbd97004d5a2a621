"""Remission facts: each episode's index PHQ-9 and the most recent one four to eight months later."""

from datetime import date
from functools import partial

from sqlalchemy import Column, Integer, Select, String, Table, and_, case, func, select

from data.constructs import day_number, month_number
from data.tables import CODE_LENGTH, assessments, clients, episodes
from metrics.episodes import DIED, death_of, fact_episode
from metrics.facts import FACTS, Facts, day_of, keys
from metrics.instruments import PHQ9
from metrics.symptoms.score_facts import TABLES
from metrics.symptoms.scores import PRORATED, STRICT, WINDOW, score_of, scored_later

# Six months (180 days) and sixty days either side of it (SAMHSA CCBHC DEP-REM-6).
FROM, TO = 120, 240
AGE = 12
# Why an index does not count, in the order in which reasons are looked at; "" where it does.
YOUNG, NOT_DEPRESSED, SAME_CASE = "under_12", "no_diagnosis", "earlier_index"


def _table(name: str) -> Table:
    return Table(
        name,
        FACTS,
        *keys(),
        Column("index_day", Integer, nullable=False),
        Column("index_score", Integer, nullable=False),
        Column("left_out", String(CODE_LENGTH), nullable=False),
        Column("last_score", Integer),
        sqlite_with_rowid=False,
    )


fact_six_month, fact_six_month_prorated = _table("fact_six_month"), _table("fact_six_month_prorated")


def _score(scoring: str):
    return case((assessments.c.instrument == PHQ9.name, score_of(PHQ9, scoring)))


def _indices(scoring: str, mine: Select):
    """The first score of ten or more of each episode, beside that of the client's index before it."""
    found = TABLES[scoring]
    high = and_(found.c.instrument == PHQ9.name, found.c.score >= PHQ9.caseness, found.c.late == 0)
    place = func.row_number().over(partition_by=found.c.episode_no, order_by=found.c.since)
    every = select(found, place.label("place")).where(found.c.client_no.in_(mine), high).subquery("every_index")
    day = (fact_episode.c.admitted_day + every.c.since).label("index_day")
    names = ("client_no", "episode_no", "episode_id")
    earlier = func.lag(day).over(partition_by=every.c.client_no, order_by=(day, fact_episode.c.episode_id))
    columns = (*(fact_episode.c[name] for name in names), day, every.c.score, earlier.label("earlier"))
    same = and_(fact_episode.c.client_no == every.c.client_no, fact_episode.c.episode_no == every.c.episode_no)
    return select(*columns).select_from(every.join(fact_episode, same)).where(every.c.place == 1).subquery("indices")


def derive(scoring: str, as_of: date, mine: Select) -> Select:
    """One row for each episode with an index score; later scores count whichever of the client's episodes has them."""
    index, other = _indices(scoring, mine).c, fact_episode.alias("other")
    score, day = _score(scoring), day_number(assessments.c.completed_on)
    window = and_(
        assessments.c.episode_id == other.c.episode_id,
        day.between(index.index_day + FROM, index.index_day + TO),
        day <= day_of(as_of),
        score.is_not(None),
    )
    latest = (day.desc().nulls_last(), assessments.c.assessment_id.desc().nulls_last())
    place = func.row_number().over(partition_by=index.episode_no, order_by=latest)
    columns = (index.client_no, index.episode_no, index.index_day, index.score, _left_out(index).label("left_out"))
    source = (
        index.client_no.table.join(episodes, episodes.c.episode_no == index.episode_no)
        .join(clients, clients.c.client_id == episodes.c.client_id)
        .join(other, other.c.client_no == index.client_no)
        .outerjoin(assessments, window)
    )
    last = score.label("last_score")
    every = select(*columns, last, place.label("place")).select_from(source).subquery("six_months")
    return select(*list(every.c)[:-1]).where(every.c.place == 1)


def _left_out(index):
    """Why the index does not count; age is that in the year of admission."""
    age = month_number(episodes.c.admitted_on) // 100 - clients.c.birth_year
    return case(
        (death_of(index.client_no) <= index.index_day + TO, DIED),
        (age < AGE, YOUNG),
        (episodes.c.depression_dx == 0, NOT_DEPRESSED),
        (index.index_day - index.earlier <= TO, SAME_CASE),
        else_="",
    )


def _facts(table: Table, scoring: str, words: str) -> Facts:
    return Facts(table, partial(derive, scoring), words, ("assessments",), WINDOW + TO, scored_later)


SIX_MONTH = _facts(fact_six_month, STRICT, "remission at six months")
SIX_MONTH_PRORATED = _facts(fact_six_month_prorated, PRORATED, "prorated remission at six months")
