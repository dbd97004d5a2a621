"""The frame: who is here, and which pages they have."""

import streamlit as st

PAGES = {
    "overview": "Overview",
    "attendance": "Attendance",
    "symptoms": "Symptoms",
    "relapse": "Relapse",
    "emergency": "Emergency visits",
    "after_discharge": "After discharge",
    "compare": "Compare",
    "equity": "Equity",
    "clients": "Clients",
    "measures": "Measures",
    "data": "Data",
}

# Tells pages that they run inside this frame (pages/frame/entrance.py).
st.session_state["framed"] = True
st.set_option("client.showSidebarNavigation", True)
st.set_page_config(page_title="IOP outcomes", layout="wide", initial_sidebar_state=210)
pages = [
    st.Page(f"pages/{name}.py", title=title, url_path=name, default=name == "overview") for name, title in PAGES.items()
]
st.navigation(pages).run()
