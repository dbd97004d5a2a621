"""The frame: who is here, and which pages they have."""

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
st.navigation(pages, expanded=True).run()
