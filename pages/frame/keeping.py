"""Forms that write into the books: who writes, and what is said where it was not done."""

from collections.abc import Callable

import streamlit as st
from sqlalchemy.exc import DBAPIError

from data.engine import trouble
from figures import cards
from metrics.cohort import BadRequest
from metrics.notes.note import MOST_NAME
from pages.frame.page import Page

WHY = {
    "busy": "The database is busy with an import. Nothing was written; try again when it has finished.",
    "full": "The disk of the database is full. Nothing was written; make room and try again.",
    "closed": "The database may only be read. Nothing was written; ask whoever looks after it.",
}


def writer(page: Page, place, key: str, label: str = "Your name") -> str:
    """Who writes: whoever is signed in; a name that is typed only where nobody is."""
    if not page.viewer.sign_in:
        return place.text_input(label, max_chars=MOST_NAME, key=key)
    place.html(cards.note(page.viewer.who, "Written by"))
    return page.viewer.who


def attempt(change: Callable[[], object], undone: str = "Not kept.") -> None:
    """Do it and draw the page anew; or say in one sentence why it was not done."""
    try:
        change()
    except BadRequest as refused:
        st.html(cards.remark(undone, str(refused)))
    except DBAPIError as error:
        if (kind := trouble(error)) not in WHY:
            raise
        st.html(cards.remark(undone, WHY[kind]))
    else:
        st.rerun()
