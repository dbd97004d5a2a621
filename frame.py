"""The frame: who is here, and which pages they have."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from pages.frame import door, opening
from pages.frame.menu import MENU, PAGES

# Tells pages that they run inside this frame (pages/frame/entrance.py).
st.session_state["framed"] = True
st.set_option("client.showSidebarNavigation", True)
st.set_page_config(page_title="IOP outcomes", layout="wide", initial_sidebar_state=210)
viewer = door.enter(opening.data())
mine = [name for name in PAGES if viewer.may_open(name)]
if not mine:
    door.nothing_yet(viewer)
# The others are not in the menu, and whoever asks for one is told so: its file is not run.
refused = [
    st.Page(partial(door.refuse, viewer, name), title=PAGES[name], url_path=name, visibility="hidden")
    for name in PAGES
    if name not in mine
]


def own(names: Iterable[str]) -> list:
    """Those of the pages that are the viewer's."""
    return [
        st.Page(f"pages/{name}.py", title=PAGES[name], url_path=name, default=name == mine[0])
        for name in names
        if name in mine
    ]


menu = {heading: pages for heading, names in MENU.items() if (pages := own(names))}
st.navigation({"": [*menu.pop("", []), *refused]} | menu, expanded=True).run()
