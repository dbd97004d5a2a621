"""The first start: with no data there, the demo clinic is made and loaded."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import streamlit as st
from sqlalchemy import Engine

from data.demo import write_folder
from evidence.actions.demo import write_demo_actions
from figures import cards
from intake import Refused, import_folder
from metrics.notes.demo import write_demo_notes

WRITING = 0.3
# One window makes the clinic; others that are opened meanwhile wait for it.
_turn = Lock()
LOOK_AGAIN_SECONDS = 0.5


def make_demo(engine: Engine, is_there: Callable[[], bool]) -> None:
    """Make and import the demo clinic behind a progress bar, unless another window has just done it."""
    place = st.empty()
    with place.container():
        st.html(cards.header("Making the demo clinic.", "Made-up data, so that every page has something to show."))
        bar = st.progress(0.0, "Writing made-up records")
        while not _turn.acquire(timeout=LOOK_AGAIN_SECONDS):
            bar.progress(WRITING, "Another window is making it; this one waits")
        try:
            if not is_there():
                _fill(engine, bar)
        finally:
            _turn.release()
    place.empty()


def _fill(engine: Engine, bar) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), progress=lambda done, words: bar.progress(WRITING * done, words))
        try:
            import_folder(engine, Path(folder), progress=_imports(bar), demo=True)
            write_demo_notes(engine)
            write_demo_actions(engine)
        except Refused as refused:
            st.html(cards.empty(str(refused), "Reload the page in a moment."))
            st.stop()


def _imports(bar):
    def report(words: str, done: float = 0, total: float = 0) -> None:
        share = min(1.0, done / total) if total else 0.5
        bar.progress(WRITING + (1 - WRITING) * share, words)

    return report
