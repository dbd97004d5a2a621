"""Does care reach everybody alike: any number by race, ethnicity, language, gender, age and payer."""

import streamlit as st

from figures import cards
from figures.contrast_rows import contrast_rows
from figures.words import equity as words
from figures.words import parts
from metrics import MEASURES
from metrics.contrasts import contrasts
from pages.frame import begin, choices
from pages.frame.behind import behind
from pages.frame.parts import chart
from pages.frame.power import could_be_seen

KEY = (("signal", "differs, all comparisons allowed for"), ("data", "could be chance"))

page = begin(comparing=False)
name = choices.one("Number", {one: measure.card.title for one, measure in MEASURES.items()}, "measure", 300)
measure = MEASURES[name]
found = {by: page.ask(name, by).part(**measure.headline) for by in words.DIMENSIONS}
made = contrasts(measure.card.kind, found)
said = words.headline(measure, made, found)
page.say(said)
if made:
    st.html(cards.section(f"{parts.title(measure)}: each group less all others", words.HOW) + cards.key(KEY))
    figure = contrast_rows(words.lines(made, measure), words.axis(measure), page.mode, page.narrow)
    chart(figure, f"{said.first} {said.sure}".strip(), "contrasts")
    st.html(cards.note(words.method(measure)))
    with st.expander("The same in a table", key="contrasts_table"):
        st.html(cards.table(words.TABLE, words.table_rows(made, measure), "Each group beside all others"))
else:
    st.html(cards.empty("Nothing to draw.", words.WHERE_INSTEAD))
behind(page, name, page.ask(name))
could_be_seen(page, name)
