"""Where pages get their numbers: one engine, and results kept for as long as the data stays the same."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from time import monotonic
from typing import NamedTuple

import streamlit as st
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from access import audit, signins
from access.grants import NoEntry, WrongFile, load
from access.viewer import NOTHING, Viewer
from data.engine import connect, folder_of, trouble
from data.tables import imports, programs, state
from figures import cards
from metrics import ask, client, holdings
from metrics.casemix import Adjusted, NotAdjusted
from metrics.client import Course
from metrics.cohort import DIMENSIONS, Cohort
from metrics.database import open_database
from metrics.episodes import fact_episode
from metrics.notes import Note, read
from metrics.result import Result
from metrics.scope import EVERYTHING, Look, forget, guard, within
from metrics.watch import Watch, watch

KEPT = 2048
_LOG = logging.getLogger(__name__)
# Seconds in which the same look in the same window is not written down again.
ONE_LOOK = 300


@dataclass(frozen=True)
class Data:
    """What the database stands for now; `version` changes with every import that changed anything."""

    version: int
    as_of: date | None
    demo: bool
    loaded_at: datetime | None


class Contents(NamedTuple):
    """table -> column -> month -> (rows, filled); table -> last day; quarantine by reason, and row by row; imports."""

    filled: dict
    last_days: dict[str, date]
    reasons: list[tuple]
    quarantined: list[dict]
    history: list[dict]


@st.cache_resource(show_spinner=False)
def _engine() -> Engine:
    """The database, upgraded and with its facts; one engine for the whole server. Its folder is made where need be.

    It is guarded: about people it answers nothing until it is said for whom.
    """
    if folder := folder_of(connect()):
        folder.mkdir(parents=True, exist_ok=True)
    opened = open_database()
    guard(opened)
    if told := _strange(opened):
        _LOG.warning(told)
    return opened


def _strange(opened: Engine) -> str:
    """What access.toml says of programs that are not there; where it cannot be read every page says so."""
    try:
        grants = load()
    except WrongFile:
        return ""
    with within(opened, EVERYTHING).connect() as connection:
        return grants.strange(connection.scalars(select(programs.c.program_id)))


def strange_programs() -> str:
    """The same for the page of whoever looks after access; asked anew on every run."""
    return _strange(_engine())


def books() -> Engine:
    """The engine for what is not about people: the state, the sign-ins, the audit."""
    return _engine()


def owned() -> Engine:
    """The engine for the server's own work, which is shown to nobody: filling the demo, keeping notes."""
    return within(_engine(), EVERYTHING)


def engine(viewer: Viewer, action: str = audit.SAW) -> Engine:
    """The engine for the questions of one viewer; looks at clients are written down as this action.

    Outside the guard's reach nothing is asked: a sign-in that has ended begins the page anew.
    """
    still_in(viewer)
    return asking(viewer, action)


def asking(viewer: Viewer, action: str = audit.SAW) -> Engine:
    return within(_engine(), viewer.scope(_recorder(viewer, action)))


def _recorder(viewer: Viewer, action: str) -> Callable[[Look], None]:
    record = audit.recorder(books(), viewer, action)

    def written(look: Look) -> None:
        try:
            record(look)
        except DBAPIError as error:
            if trouble(error) != "busy":
                raise
            raise audit.NotWritten from error

    return written


def is_in(viewer: Viewer) -> bool:
    """Whether the sign-in of a viewer is still good; nothing can end where none was needed."""
    if not viewer.sign_in:
        return True
    try:
        signins.left(books(), viewer.sign_in, load())
    except (signins.Ended, WrongFile):
        return False
    return True


def still_in(viewer: Viewer) -> None:
    """Parts of a page run alone too: whoever looks is still who they were when it was drawn, and this is a use."""
    if not viewer.sign_in:
        return
    try:
        grants = load()
        signins.use(books(), viewer.sign_in, grants)
        same = grants.viewer(st.user.to_dict(), viewer.sign_in) == viewer
    except (signins.Ended, NoEntry, WrongFile):
        same = False
    if not same:
        st.rerun()


def current() -> Data:
    """The state of the database, asked anew on every run."""
    with books().connect() as connection:
        row = connection.execute(select(state)).first()
    return Data(row.data_version, row.as_of, bool(row.demo), row.loaded_at) if row else Data(0, None, False, None)


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


def people(viewer: Viewer, name: str, cohort: Cohort, options: dict, limit: int, standing: str | None) -> list[dict]:
    """The episodes behind a number, one by one; never kept, and every look written down."""
    return seen_once(
        viewer,
        ("people", name, cohort, repr(options), limit, standing),
        lambda connection: ask.people(connection, name, cohort, options, limit, standing=standing),
    )


def course(viewer: Viewer, client_id: str, cohort: Cohort) -> Course | None:
    """One client's course, for those who may see it."""
    return seen_once(
        viewer, ("course", client_id, cohort), lambda connection: client.course(connection, client_id, cohort)
    )


def watched(viewer: Viewer, version: int, cohort: Cohort) -> Watch:
    """Who to look at now; kept for this viewer, and a look at what is kept is written down like any other."""
    found, looks = _watch(viewer, version, cohort)
    _once(viewer, ("watch", cohort), lambda record: [record(look) for look in looks])
    return found


def watch_counts(viewer: Viewer, version: int, cohort: Cohort) -> Watch:
    """The same to be counted: nobody of it is named, so nobody is looked at."""
    return _watch(viewer, version, cohort)[0]


@asked_by_viewer
def _watch(viewer: Viewer, version: int, cohort: Cohort) -> tuple[Watch, list[Look]]:
    looks: list[Look] = []
    with within(_engine(), viewer.scope(looks.append)).connect() as connection:
        return watch(connection, cohort), looks


def seen_once(viewer: Viewer, question: tuple, ask_it: Callable):
    """A look by its viewer, written down before anything of it is handed over."""
    still_in(viewer)

    def asked(record: Callable[[Look], None]):
        with within(_engine(), viewer.scope(record)).connect() as connection:
            return ask_it(connection)

    return _once(viewer, question, asked)


def _once(viewer: Viewer, question: tuple, seen: Callable[[Callable[[Look], None]], object]):
    """The same look again in the same window within a while is one line of the audit; one that cannot be written down
    ends the run, or the part of the page, with a sentence."""
    key, now = (viewer, *question), monotonic()
    looks = st.session_state.setdefault("looks", {})
    fresh = now - looks.get(key, -ONE_LOOK) < ONE_LOOK
    try:
        found = seen(forget if fresh else _recorder(viewer, audit.SAW))
    except audit.NotWritten:
        st.html(cards.empty(*audit.IMPORTING))
        st.stop()
    if not fresh:
        looks[key] = now
    return found


def last_import(viewer: Viewer) -> int:
    """The number of the latest import, whether it changed anything or not; 0 before the first."""
    with engine(viewer).connect() as connection:
        return connection.scalar(select(func.max(imports.c.import_no))) or 0


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


def notes(viewer: Viewer) -> tuple[Note, ...]:
    """The notes on charts, asked anew on every run: they change without an import."""
    with engine(viewer).connect() as connection:
        return read(connection, viewer.programs)
