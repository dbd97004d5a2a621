"""Links from page to page that keep the session."""

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from figures import cards

ONWARD = ":material/chevron_right:"


def link(page: str, label: str, asked: dict) -> None:
    """A link to a page of the dashboard under the choices of an address; only its words where a page runs alone."""
    try:
        st.page_link(f"pages/{page}.py", label=label, query_params=asked, icon=ONWARD, icon_position="right")
    except StreamlitPageNotFoundError:
        st.html(cards.note(label))
