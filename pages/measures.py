"""Every measure's card: what it is, in words."""

import streamlit as st

from figures import cards
from figures.words import measures_page
from metrics import MEASURES
from pages.frame import begin, choices
from pages.frame.power import could_be_seen

page = begin(with_filters=False)
page.say(measures_page.headline())

chosen = choices.one("Measure", {name: one.card.title for name, one in MEASURES.items()}, "card", 360)
measure = MEASURES[chosen]
st.html(cards.section(measure.card.title, f"{chosen} on the command line and in every file"))
st.html(cards.table((("Part", "short"), ("Words", "text")), measure.card.lines(), f"Card of {measure.card.title}"))
if measure.options:
    rows = [(name, option.words, str(option.default)) for name, option in measure.options.items()]
    head = (("Option", "text"), ("May be", "text"), ("Default", "text"))
    st.html(cards.section("Options") + cards.table(head, rows, "Options"))

if page.data.as_of:
    could_be_seen(page, chosen)

st.html(cards.section("All measures"))
names = [] if page.narrow else [("Name", "note")]
rows = [(one.card.title, *([name] if names else []), one.card.question) for name, one in MEASURES.items()]
st.html(cards.table((("Title", "text"), *names, ("Question", "text")), rows, "All measures"))
