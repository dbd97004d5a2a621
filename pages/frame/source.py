"""Where pages get their numbers: one engine, and results kept for as long as the data stays the same."""

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st
from sqlalchemy import Engine, select

from data.engine import connect, folder_of
from data.tables import programs, state
from metrics import ask, holdings
from metrics.casemix import Adjusted, NotAdjusted
from metrics.cohort import DIMENSIONS, Cohort
from metrics.database import open_database
from metrics.episodes import fact_episode
from metrics.notes import Note, read
from metrics.result import Result
from metrics.watch import Watch, watch

KEPT = 512


@dataclass(frozen=True)
class Data:
    """What the database stands for now; `version` changes with every import that changed anything."""

    version: int
    as_of: date | None
    demo: bool
    loaded_at: datetime | None


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """The database, upgraded and with its facts; one engine for the whole server. Its folder is made where need be."""
    if folder := folder_of(connect()):
        folder.mkdir(parents=True, exist_ok=True)
    return open_database()


def current() -> Data:
    """The state of the database, asked anew on every run."""
    with engine().connect() as connection:
        row = connection.execute(select(state)).first()
    return Data(row.data_version, row.as_of, bool(row.demo), row.loaded_at) if row else Data(0, None, False, None)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def result(version: int, name: str, cohort: Cohort, options: tuple[tuple[str, str], ...] = ()) -> Result:
    """A measure's result; kept under the data's version, the cohort with its scope, and the options."""
    with engine().connect() as connection:
        return ask.measure(connection, name, cohort, dict(options))


@st.cache_data(show_spinner=False, max_entries=KEPT)
def funnel(version: int, name: str, cohort: Cohort, options: tuple[tuple[str, str], ...] = ()) -> dict:
    """{(standing, reason): episodes} behind a number."""
    with engine().connect() as connection:
        return ask.how_many(connection, name, cohort, dict(options))


@st.cache_data(show_spinner=False, max_entries=KEPT)
def case_mix(version: int, name: str, cohort: Cohort, by: str) -> Adjusted | NotAdjusted:
    """A measure by one dimension, adjusted for whom each group takes."""
    with engine().connect() as connection:
        return ask.case_mix(connection, name, cohort, by)


@st.cache_data(show_spinner=False, max_entries=8)
def values(version: int, scope: frozenset[str] | None) -> dict[str, list[str]]:
    """The values of every dimension that occur among the episodes of this scope."""
    mine = Cohort(scope=scope).people()
    with engine().connect() as connection:
        columns = {name: fact_episode.c[name] for name in DIMENSIONS}
        return {name: sorted(connection.scalars(select(c).where(*mine).distinct())) for name, c in columns.items()}


@st.cache_data(show_spinner=False, max_entries=4)
def last_days(version: int, as_of: date) -> dict[str, date]:
    """The day of the latest row of every table."""
    with engine().connect() as connection:
        return holdings.last_days(connection, as_of)


@st.cache_data(show_spinner=False, max_entries=8)
def program_names(version: int) -> dict[str, str]:
    with engine().connect() as connection:
        return {code: name for code, name in connection.execute(select(programs.c.program_id, programs.c.name))}


@st.cache_data(show_spinner=False, max_entries=KEPT)
def watched(version: int, cohort: Cohort) -> Watch:
    """Who to look at now."""
    with engine().connect() as connection:
        return watch(connection, cohort)


def notes(scope: frozenset[str] | None) -> tuple[Note, ...]:
    """The notes on charts, asked anew on every run: they change without an import."""
    with engine().connect() as connection:
        return read(connection, scope)
