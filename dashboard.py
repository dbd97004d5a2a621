"""The server: the pages (frame.py), the way to files, and what every answer says to a browser."""

import streamlit as st

from access.server import middleware, routes

app = st.App("frame.py", routes=routes(), middleware=middleware())
