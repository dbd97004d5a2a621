"""What could have been seen: one line for each page that has a main measure."""

import streamlit as st

from figures import cards
from figures.words.power import TITLE, smallest
from metrics import MEASURES
from metrics.power import detectable
from metrics.quarters import latest_two
from pages.frame.page import Page


def could_be_seen(page: Page, name: str) -> None:
    """The smallest change of a measure that the latest known quarter would probably show beside the one before."""
    measure = MEASURES[name]
    rows = latest_two(measure, page.ask(name, "quarter", cohort=page.long_cohort()))
    found = detectable(measure.card.kind, *rows) if rows else None
    st.html(cards.note(smallest(measure, rows, found), TITLE))
