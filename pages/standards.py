"""What standards ask for, how far the data answers it, and the quality of the data behind it in four words."""

import streamlit as st

from evidence import words
from evidence.standards import load
from figures import cards
from metrics import MEASURES
from metrics.cohort import BadRequest
from pages.frame import begin, choices
from pages.frame.four_words import four_words
from pages.frame.links import link
from pages.frame.power import could_be_seen
from pages.frame.proof import answered

page = begin(comparing=False)
try:
    standards = load()
except BadRequest as wrong:
    page.say(words.Headline("The file of standards cannot be used.", str(wrong)))
    st.stop()

key = choices.one("Standard", {key: one.title for key, one in standards.items()}, "standard", 420)
standard = standards[key]
with st.spinner("Every measure of the standard is counted, and the data behind it is looked at."):
    found = answered(page.viewer, page.data.version, repr((standard, page.actions)), key, page.cohort)
page.say(words.headline(found))

st.html(cards.section("Line by line", words.RULES))
st.html(cards.table(words.LINES, words.lines(found.answers), f"Lines of {standard.title}"))
for place, one in enumerate(found.answers):
    with st.expander(words.line(one), key=f"line_{key}_{place}"):
        said = [("Asks.", one.requirement.asks), *(("Found.", words_) for words_ in one.found)]
        said += [("To do.", words_) for words_ in one.to_do]
        st.html("".join(cards.remark(*each) for each in said))
        with st.container(horizontal=True):
            for name in one.requirement.measures:
                link("measures", MEASURES[name].card.title, {"card": MEASURES[name].card.title})

if standard.measures:
    st.html(cards.section("The data behind it", "In the four words that accreditation uses, with the records."))
    titles = {name: MEASURES[name].card.title for name in standard.measures}
    behind = choices.one("Measure", titles, "behind", 420)
    four_words(page, behind)
    could_be_seen(page, behind)
checked = cards.note(standard.checked, "Checked.") if standard.checked else ""
st.html(cards.note(f"{standard.source}.", "Source.", standard.address) + checked)
