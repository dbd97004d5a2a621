"""Answers to one viewer, kept for as long as the data stays the same."""

from dataclasses import replace
from datetime import date
from functools import wraps
from typing import NamedTuple

import streamlit as st
from sqlalchemy import select

from access.viewer import NOTHING, Viewer
from data.tables import programs
from metrics import ask, holdings
from metrics.casemix import Adjusted, NotAdjusted
from metrics.cohort import DIMENSIONS, Cohort
from metrics.episodes import fact_episode
from metrics.result import Result
from pages.frame.engines import asking, still_in

KEPT = 2048


class Contents(NamedTuple):
    """table -> column -> month -> (rows, filled); table -> last day; quarantine by reason, and row by row; imports."""

    filled: dict
    last_days: dict[str, date]
    reasons: list[tuple]
    quarantined: list[dict]
    history: list[dict]


def asked_by_viewer(function):
    """A cached answer to one viewer: kept under the viewer, the data's version and the question."""
    kept = st.cache_data(show_spinner=False, max_entries=KEPT, hash_funcs={Viewer: _key, Cohort: _question})(function)

    @wraps(function)
    def answer(viewer: Viewer, *question):
        still_in(viewer)
        return kept(viewer, *question)

    return answer


def _key(viewer: Viewer) -> tuple:
    programs = None if viewer.programs is None else sorted(viewer.programs)
    return viewer.who, viewer.role, repr(programs), viewer.may_see_clients


def _question(cohort: Cohort) -> str:
    return repr(replace(cohort, scope=None)) + repr(cohort.scope and sorted(cohort.scope))


@asked_by_viewer
def result(
    viewer: Viewer,
    version: int,
    name: str,
    cohort: Cohort,
    options: tuple[tuple[str, str], ...] = (),
    definition: str | None = None,
) -> Result:
    """A measure's result; `definition`: by an older version of its card."""
    with asking(viewer).connect() as connection:
        return ask.measure(connection, name, cohort, dict(options), definition)


@asked_by_viewer
def funnel(viewer: Viewer, version: int, name: str, cohort: Cohort, options: tuple[tuple[str, str], ...] = ()) -> dict:
    """{(standing, reason): episodes} behind a number."""
    with asking(viewer).connect() as connection:
        return ask.how_many(connection, name, cohort, dict(options))


@asked_by_viewer
def case_mix(viewer: Viewer, version: int, name: str, cohort: Cohort, by: str) -> Adjusted | NotAdjusted:
    """A measure by one dimension, adjusted for whom each group takes."""
    with asking(viewer).connect() as connection:
        return ask.case_mix(connection, name, cohort, by)


@asked_by_viewer
def values(viewer: Viewer, version: int) -> dict[str, list[str]]:
    """The values of every dimension that occur among the episodes that the viewer may see."""
    mine = Cohort(scope=viewer.programs).people()
    with asking(viewer).connect() as connection:
        columns = {name: fact_episode.c[name] for name in DIMENSIONS}
        return {name: sorted(connection.scalars(select(c).where(*mine).distinct())) for name, c in columns.items()}


@asked_by_viewer
def last_days(viewer: Viewer, version: int, as_of: date) -> dict[str, date]:
    """The day of the latest row of every table."""
    with asking(viewer).connect() as connection:
        return holdings.last_days(connection, as_of)


@asked_by_viewer
def own_rows(viewer: Viewer, version: int) -> dict[str, int]:
    """Rows of every table that are of the viewer's programs."""
    with asking(viewer).connect() as connection:
        return holdings.own_rows(connection)


@asked_by_viewer
def program_names(viewer: Viewer, version: int) -> dict[str, str]:
    """id -> name of the programs that the viewer may see."""
    if viewer.programs == NOTHING:
        return {}
    mine = Cohort(scope=viewer.programs).of_scope(programs.c.program_id)
    with asking(viewer).connect() as connection:
        found = connection.execute(select(programs.c.program_id, programs.c.name).where(*mine))
        return {code: name for code, name in found}


@asked_by_viewer
def contents(viewer: Viewer, version: int, import_no: int, as_of: date | None, most: int) -> Contents:
    """What the database holds, and what was set aside: for those who may see all programs."""
    with asking(viewer).connect() as connection:
        return Contents(
            holdings.filled(connection),
            holdings.last_days(connection, as_of) if as_of else {},
            holdings.reasons(connection),
            holdings.quarantined(connection, most),
            holdings.history(connection),
        )
