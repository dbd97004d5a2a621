"""Looks at people: each is written down before anything of it is handed over."""

from collections.abc import Callable
from time import monotonic

import streamlit as st

from access import audit
from access.viewer import Viewer
from figures import cards
from metrics import ask, client
from metrics.client import Course
from metrics.cohort import Cohort
from metrics.scope import Look, forget
from metrics.watch import Watch, watch
from pages.frame.answers import asked_by_viewer
from pages.frame.engines import recorder, still_in, telling

# Seconds in which the same look in the same window is not written down again.
ONE_LOOK = 300


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
    with telling(viewer, looks.append).connect() as connection:
        return watch(connection, cohort), looks


def seen_once(viewer: Viewer, question: tuple, ask_it: Callable):
    """A look by its viewer, written down before anything of it is handed over."""
    still_in(viewer)

    def asked(record: Callable[[Look], None]):
        with telling(viewer, record).connect() as connection:
            return ask_it(connection)

    return _once(viewer, question, asked)


def _once(viewer: Viewer, question: tuple, seen: Callable[[Callable[[Look], None]], object]):
    """The same look again in the same window within a while is one line of the audit; one that cannot be written down
    ends the run, or the part of the page, with a sentence."""
    key, now = (viewer, *question), monotonic()
    looks = st.session_state.setdefault("looks", {})
    fresh = now - looks.get(key, -ONE_LOOK) < ONE_LOOK
    try:
        found = seen(forget if fresh else recorder(viewer, audit.SAW))
    except audit.NotWritten:
        st.html(cards.empty(*audit.IMPORTING))
        st.stop()
    if not fresh:
        looks[key] = now
    return found
