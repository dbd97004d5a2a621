"""A packet for a surveyor: how far a standard is answered, and everything behind it as files."""

import streamlit as st

from evidence import words
from evidence.standards import load
from figures import cards
from figures.words import evidence_page
from metrics.cohort import BadRequest
from pages.frame import begin, choices, packets
from pages.frame.links import link
from pages.frame.source import answered

page = begin(comparing=False)
try:
    standards = load()
except BadRequest as wrong:
    page.say(words.Headline("The file of standards cannot be used.", str(wrong)))
    st.stop()

key = choices.one("Standard", {key: one.title for key, one in standards.items()}, "standard", 420)
with st.spinner("Every measure of the standard is counted, and the data behind it is looked at."):
    found = answered(page.viewer, page.data.version, repr((standards[key], page.actions)), key, page.cohort)
page.say(words.headline(found))
st.html(cards.section("What it will show", words.RULES))
st.html(cards.table(words.LINES, words.lines(found.answers), f"Lines of {found.standard.title}"))
kept = {name: st.query_params.get_all(name) for name in st.query_params}
link("standards", "Each line, and the data behind it", kept)
st.html(cards.section("A packet for the surveyor", evidence_page.WHAT))
packets.packet(page, found.standard)
