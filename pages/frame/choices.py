"""Widgets for one or several of some codes: shown in words, kept in the address; an address may name the codes too."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st


def one(label: str, words: Mapping[str, str], key: str, width: int) -> str:
    """A list to choose one code from; the first is the default. words: code -> what people read."""
    _accept(key, words, several=False)
    shown = unique(words)
    return st.selectbox(label, list(shown), format_func=shown.get, key=key, bind="query-params", width=width)


def few(label: str, words: Mapping[str, str], key: str) -> str:
    """The same as buttons side by side, for a handful of codes."""
    named = _accept(key, words, several=False)
    shown, first = unique(words), next(iter(words))
    # Where the address names it, Streamlit warns of a default beside that.
    default = None if named else first
    chosen = st.segmented_control(
        label, list(shown), format_func=shown.get, default=default, key=key, bind="query-params", required=True
    )
    return chosen if chosen in shown else first


def several(label: str, words: Mapping[str, str], key: str) -> list[str]:
    """A list to choose any number of codes from; none chosen means all."""
    _accept(key, words, several=True)
    shown = unique(words)
    return st.multiselect(label, list(shown), format_func=shown.get, key=key, bind="query-params", placeholder="All")


def unique(words: Mapping[str, str]) -> dict[str, str]:
    """The same, with the code beside words that two codes share: the address tells choices apart by their words."""
    times = Counter(words.values())
    return {code: text if times[text] == 1 else f"{text} ({code})" for code, text in words.items()}


def _accept(key: str, words: Mapping[str, str], several: bool) -> bool:
    """Take codes from the address where the widget, which knows only words, has not been drawn yet; whether it did."""
    codes = [code for code in st.query_params.get_all(key) if code in words]
    taken = bool(codes) and key not in st.session_state
    if taken:
        st.session_state[key] = codes if several else codes[0]
    return taken
