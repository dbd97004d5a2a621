"""Whether the window is too narrow for wide charts: guessed from the browser's name, corrected by the browser."""

import streamlit as st

NARROW_PX = 640
JS = """
export default function({ data, setStateValue }) {
  const query = window.matchMedia("(max-width: %dpx)");
  const tell = () => { if (query.matches !== data.narrow) setStateValue("narrow", query.matches); };
  tell();
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}"""

viewport = st.components.v2.component("viewport", js=JS % NARROW_PX)


def is_narrow() -> bool:
    """Phones say so in the name of their browser, so a run more is needed only where that guess is wrong."""
    guess = st.session_state.get("narrow", "Mobi" in (st.context.headers.get("User-Agent") or ""))
    told = st.session_state.get("viewport", {}).get("narrow")
    narrow = guess if told is None else told
    st.session_state["narrow"] = narrow
    with st.sidebar:
        viewport(key="viewport", data={"narrow": narrow}, on_narrow_change=lambda: None)
    return narrow
