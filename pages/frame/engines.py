"""The engine behind the pages, and who may ask it: one for the whole server, guarded until it is said for whom."""

import logging
from collections.abc import Callable

import streamlit as st
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from access import audit, signins
from access.grants import NoEntry, WrongFile, load
from access.viewer import Viewer
from data.engine import connect, folder_of, trouble
from data.tables import programs
from metrics.database import open_database
from metrics.scope import EVERYTHING, Look, guard, within

_LOG = logging.getLogger(__name__)


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
    """The same for a viewer of whom it is known that the sign-in still holds."""
    return telling(viewer, recorder(viewer, action))


def telling(viewer: Viewer, record: Callable[[Look], None]) -> Engine:
    """The engine for the questions of one viewer, each look at clients told to `record`."""
    return within(_engine(), viewer.scope(record))


def recorder(viewer: Viewer, action: str) -> Callable[[Look], None]:
    """Writes looks down as this action; raises NotWritten while an import keeps the audit from it."""
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
