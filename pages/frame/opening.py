"""The database behind the pages: opened, filled where it is new, or one calm sentence on why it cannot be."""

import streamlit as st
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from data.engine import URL_VARIABLE, trouble
from data.migrate import CannotOpen
from figures import cards
from pages.frame import engines, state
from pages.frame.first import make_demo

AGAIN = f"Check {URL_VARIABLE}, or whether the database is running, and reload this page."
WHY = {
    "busy": ("The database is busy with an import.", "Reload this page in a moment."),
    "closed": ("The database may be read but not changed.", "Let this program write to it, and reload this page."),
    "full": ("The disk of the database is full, or it cannot be read.", "Make room, and reload this page."),
}


def data() -> state.Data:
    """The state of the database; the demo clinic is made where there has never been an import."""
    try:
        return _filled()
    except CannotOpen as error:
        _stop(str(error), f"{URL_VARIABLE} names the database; reload this page when it is mended.")
    except ArgumentError:
        _stop("The address of the database cannot be read.", AGAIN)
    except OSError:
        _stop("The folder of the database cannot be made.", AGAIN)
    except SQLAlchemyError as error:
        kind = trouble(error) if isinstance(error, DBAPIError) else None
        _stop(*WHY.get(kind, ("The database cannot be opened.", AGAIN)))


def _filled() -> state.Data:
    found = state.current()
    if _is_new(found):
        make_demo(engines.owned(), lambda: not _is_new(state.current()))
        found = state.current()
    return found


def _is_new(found: state.Data) -> bool:
    return found.as_of is None and found.loaded_at is None


def _stop(why: str, what_to_do: str) -> None:
    st.html(cards.header(why, what_to_do))
    st.stop()
