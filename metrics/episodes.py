"""The episode facts: one row an episode, with everything that periods, filters and groups need."""

from datetime import date

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    ScalarSelect,
    Select,
    String,
    Table,
    case,
    func,
    literal,
    select,
)
from sqlalchemy import cast as sql_cast

from data.constructs import day_number, month_number
from data.tables import CODE_LENGTH, NAME_LENGTH, IdType, clients, episodes, programs
from metrics.facts import FACTS, Facts, day_of

UNKNOWN = "unknown"
DIED = "died"
AGE_BANDS = ((18, "under 18"), (26, "18-25"), (35, "26-34"), (50, "35-49"), (65, "50-64"))
OLDEST_BAND = "65+"

Dim = String(NAME_LENGTH)

fact_episode = Table(
    "fact_episode",
    FACTS,
    Column("client_no", Integer, primary_key=True, autoincrement=False),
    Column("episode_no", Integer, primary_key=True, autoincrement=False),
    Column("client_id", IdType, nullable=False),
    Column("episode_id", IdType, nullable=False),
    Column("program", IdType, nullable=False),
    Column("track", String(CODE_LENGTH), nullable=False),
    Column("entry", String(CODE_LENGTH), nullable=False),
    Column("payer", String(CODE_LENGTH), nullable=False),
    Column("primary_substance", String(CODE_LENGTH), nullable=False),
    Column("co_occurring", String(CODE_LENGTH), nullable=False),
    Column("level_of_care", String(CODE_LENGTH), nullable=False),
    Column("age_band", String(CODE_LENGTH), nullable=False),
    Column("gender", String(CODE_LENGTH), nullable=False),
    Column("race", Dim, nullable=False),
    Column("ethnicity", Dim, nullable=False),
    Column("language", Dim, nullable=False),
    Column("admitted_day", Integer, nullable=False),
    Column("admitted_month", Integer, nullable=False),
    Column("discharged_day", Integer),
    Column("discharged_month", Integer),
    Column("discharge_reason", String(CODE_LENGTH), nullable=False),
    # 1 where the client has this episode only: then it is its own cluster.
    Column("lone", Integer, nullable=False),
    # Most questions are of one program: they need not read the others'.
    Index("fact_episode_by_program", "program", "lone", "client_no", "episode_no"),
    sqlite_with_rowid=False,
)


def of_programs(found: Select) -> ColumnElement:
    """The episode's program is one of these. Nearly all are, as a rule: an expression keeps engines from looking the
    episodes up program by program, which takes four times as long."""
    return func.coalesce(fact_episode.c.program, UNKNOWN).in_(found)


def known(column):
    """A dimension's value, missing spelled out."""
    return func.coalesce(column, UNKNOWN)


def age_band():
    """Age at admission from the year of birth: all that a de-identified record holds."""
    age = month_number(episodes.c.admitted_on) - 100 * clients.c.birth_year
    bands = [(age < 100 * limit, label) for limit, label in AGE_BANDS]
    return case((clients.c.birth_year.is_(None), UNKNOWN), *bands, else_=OLDEST_BAND)


def derive(as_of: date, mine: Select) -> Select:
    """One row for each episode admitted by `as_of` of these clients; later discharges are still open."""
    admitted, left = day_number(episodes.c.admitted_on), day_number(episodes.c.discharged_on)
    gone = left <= day_of(as_of)
    columns = (
        clients.c.client_no,
        episodes.c.episode_no,
        episodes.c.client_id,
        episodes.c.episode_id,
        episodes.c.program_id,
        known(episodes.c.track),
        known(episodes.c.entry),
        known(episodes.c.payer),
        known(episodes.c.primary_substance),
        known(sql_cast(episodes.c.co_occurring, String(1))),
        known(programs.c.level_of_care),
        age_band(),
        known(clients.c.gender),
        known(clients.c.race),
        known(clients.c.ethnicity),
        known(clients.c.language),
        admitted,
        month_number(episodes.c.admitted_on),
        case((gone, left)),
        case((gone, month_number(episodes.c.discharged_on))),
        case((gone, known(episodes.c.discharge_reason)), else_=""),
        case((func.count().over(partition_by=clients.c.client_no) == 1, 1), else_=0),
    )
    return (
        select(*columns)
        .join_from(clients, episodes, episodes.c.client_id == clients.c.client_id)
        .join(programs, programs.c.program_id == episodes.c.program_id)
        .where(clients.c.client_no.in_(mine), admitted <= day_of(as_of))
    )


EPISODES = Facts(fact_episode, derive, "episodes")


def death_of(client_no: ColumnElement) -> ScalarSelect:
    """The day on which a client is recorded to have died, in whichever episode; NULL where none says so."""
    any_ = fact_episode.alias("any_episode").c
    return (
        select(func.min(any_.discharged_day))
        .where(any_.client_no == client_no, any_.discharge_reason == DIED)
        .scalar_subquery()
    )


def chosen(as_of: date, *conditions: ColumnElement) -> CTE:
    """Episodes as every family's derivation needs them, with `last_on`: the last day in program by `as_of`."""
    gone = episodes.c.discharged_on <= as_of
    columns = (
        fact_episode.c.client_no,
        fact_episode.c.episode_no,
        fact_episode.c.client_id,
        fact_episode.c.episode_id,
        fact_episode.c.admitted_day,
        fact_episode.c.discharged_day,
        func.coalesce(fact_episode.c.discharged_day, day_of(as_of)).label("last_day"),
        episodes.c.admitted_on,
        case((gone, episodes.c.discharged_on), else_=literal(as_of, Date)).label("last_on"),
    )
    source = fact_episode.join(episodes, episodes.c.episode_id == fact_episode.c.episode_id)
    return select(*columns).select_from(source).where(*conditions).cte("chosen")


def of_clients(as_of: date, mine: Select) -> CTE:
    """The same of the clients whose facts are being derived."""
    return chosen(as_of, fact_episode.c.client_no.in_(mine))
