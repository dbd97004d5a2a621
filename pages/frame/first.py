"""The first start: with no data there, the demo clinic is made and loaded."""

import tempfile
from pathlib import Path

import streamlit as st
from sqlalchemy import Engine

from data.demo import write_folder
from figures import cards
from intake import Refused, import_folder

WRITING = 0.3


def make_demo(engine: Engine) -> None:
    """Make and import the demo clinic behind a progress bar; someone else doing the same is waited for."""
    place = st.empty()
    with place.container():
        st.html(cards.header("Making the demo clinic.", "Made-up data, so that every page has something to show."))
        bar = st.progress(0.0, "Writing made-up records")
        with tempfile.TemporaryDirectory() as folder:
            write_folder(Path(folder), progress=lambda done, words: bar.progress(WRITING * done, words))
            try:
                import_folder(engine, Path(folder), progress=_imports(bar), demo=True)
            except Refused as refused:
                st.html(cards.empty(str(refused), "Reload the page in a moment."))
                st.stop()
    place.empty()


def _imports(bar):
    def report(words: str, done: float = 0, total: float = 0) -> None:
        share = min(1.0, done / total) if total else 0.5
        bar.progress(WRITING + (1 - WRITING) * share, words)

    return report
