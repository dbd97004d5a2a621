"""The frame: who is here, and which pages they have."""

from functools import partial

import streamlit as st

from pages.frame import door, opening
from pages.frame.menu import PAGES

# Tells pages that they run inside this frame (pages/frame/entrance.py).
st.session_state["framed"] = True
st.set_option("client.showSidebarNavigation", True)
st.set_page_config(page_title="IOP outcomes", layout="wide", initial_sidebar_state=210)
viewer = door.enter(opening.data())
mine = [name for name in PAGES if viewer.may_open(name)]
if not mine:
    door.nothing_yet(viewer)
pages = [st.Page(f"pages/{name}.py", title=PAGES[name], url_path=name, default=name == mine[0]) for name in mine]
# The others are not in the menu, and whoever asks for one is told so: its file is not run.
refused = [
    st.Page(partial(door.refuse, viewer, name), title=PAGES[name], url_path=name, visibility="hidden")
    for name in PAGES
    if name not in mine
]
st.navigation([*pages, *refused], expanded=True).run()
