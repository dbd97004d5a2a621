"""The yearly written analysis: its draft on the page, and as a document for a word processor."""

import streamlit as st

from evidence.analysis import document
from figures import cards
from figures.words import nothing
from pages.frame import choices, files, proof
from pages.frame.page import Page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_YEARS = 5
TITLE = "The yearly written analysis"
WHAT = (
    "A draft of findings, reasons for doubt, and actions with their result, filled in from the data; "
    "a person finishes it."
)


@st.fragment
def analysis(page: Page) -> None:
    """A year to choose, its draft in one closed line a section, and the document."""
    st.html(cards.section(TITLE, WHAT))
    if page.data.as_of is None:
        st.html(cards.empty(*nothing.yet(page.data.uncounted)))
        return
    years = [str(page.data.as_of.year - back) for back in range(MOST_YEARS)]
    year = int(choices.one("Year", {one: one for one in years}, "year", 120))
    with st.spinner("Every measure is counted for two years."):
        draft = proof.analysis(page.viewer, page.data.version, repr((page.notes, page.actions)), year)
    made = files.link(page, "Word document", f"analysis_{year}.docx", WORD, lambda: document(draft))
    st.html(made)
    for part in draft.parts:
        with st.expander(part.title):
            if part.said:
                st.html("".join(cards.remark("", words) for words in part.said))
            if part.rows:
                kinds = [(title, "text") for title in part.head]
                st.html(cards.table(kinds, part.rows, part.title, tall=True))
            st.html("".join(cards.note(words, "To write:") for words in part.to_write))
