"""The way into the frame, also for the first visitor of a new server."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

import streamlit as st

# Set by dashboard.py on every run.
FRAMED = "framed"


def through_the_frame() -> None:
    """Until a server has run dashboard.py once, Streamlit takes this folder for the menu and runs a page alone.

    A call of `st.navigation` ends that; the next run comes through the frame, to the page of the same address.
    """
    if FRAMED in st.session_state:
        return
    st.session_state[FRAMED] = False
    asked = PurePosixPath(urlsplit(st.context.url or "").path).name
    same = [st.Page(_nothing, title="Asked for", url_path=asked)] if asked else []
    st.navigation([st.Page(_nothing, title="Opening", default=True), *same], position="hidden")
    st.rerun()


def _nothing() -> None:
    """A page that nobody sees."""
