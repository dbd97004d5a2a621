"""Evidence for accreditation: how far a standard is answered, and the packet for its surveyor."""

import streamlit as st

from evidence.answers import answers
from evidence.standards import load
from figures import cards
from figures.words import evidence_page as words
from metrics.cohort import BadRequest
from pages.frame import begin, choices, packets

HEAD = (("Requirement", "short"), ("What it asks", "text"), ("State", "short"), ("Still to do", "text"))
NARROW = (0, 2, 3)

page = begin(comparing=False)
try:
    standards = load()
except BadRequest as wrong:
    st.html(cards.empty("The standards cannot be read.", str(wrong)))
    st.stop()
chosen = standards[choices.one("Standard", {key: one.title for key, one in standards.items()}, "standard", 520)]
with st.spinner("Looking at the data behind each requirement"):
    results = {name: page.ask(name) for name in chosen.measures}
    found = {name: packets.checks(page, name) for name in chosen.measures}
answered = answers(chosen, results, found, packets.acted(page))
page.say(words.headline(chosen.title, [one.state for one in answered]))

rows = [
    (
        one.requirement.code,
        f"{one.requirement.title}. {one.requirement.asks}",
        one.state.capitalize(),
        words.left(one.to_do),
    )
    for one in answered
]
head, *rows = ([row[k] for k in (NARROW if page.narrow else range(len(HEAD)))] for row in (HEAD, *rows))
st.html(cards.section("Requirements", f"{chosen.source}. {chosen.edition}."))
st.html(cards.table(head, rows, "Requirements and how far they are answered"))

st.html(cards.section("A packet for the surveyor", words.WHAT))
packets.packet(page, chosen)
