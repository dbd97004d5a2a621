"""Every measure's card: what it is, in words."""

import streamlit as st

from figures import cards
from figures.words import measures_page
from metrics import MEASURES
from pages.frame import begin

page = begin(with_filters=False)
page.say(measures_page.headline())

chosen = st.selectbox(
    "Measure",
    list(MEASURES),
    format_func=lambda name: MEASURES[name].card.title,
    key="card",
    bind="query-params",
    width=360,
)
measure = MEASURES[chosen]
st.html(cards.section(measure.card.title, f"{chosen} on the command line and in every file"))
st.html(cards.table((("", "text"), ("", "text")), measure.card.lines(), f"Card of {measure.card.title}"))
if measure.options:
    rows = [(name, option.words, str(option.default)) for name, option in measure.options.items()]
    st.html(
        cards.section("Options")
        + cards.table((("Option", "text"), ("May be", "text"), ("Default", "text")), rows, "Options")
    )

st.html(cards.section("All measures"))
rows = [(one.card.title, name, one.card.question) for name, one in MEASURES.items()]
st.html(cards.table((("Title", "text"), ("Name", "note"), ("Question", "text")), rows, "All measures"))
