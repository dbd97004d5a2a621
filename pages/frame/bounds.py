"""What the missing could change: numbers of a page between their bounds."""

from collections.abc import Iterable, Mapping

import streamlit as st

from figures import bounds as picture
from figures import cards
from figures.words import bounds as words
from figures.words import parts
from metrics import MEASURES
from metrics.bounds import bounded
from pages.frame.page import Page

KEY = (
    ("missing", "what it would be if all that is missing were good, or bad"),
    ("interval", "95% interval"),
)


def bounds(page: Page, lines: Iterable[tuple[str, str, Mapping]], title: str = "What the missing could change") -> None:
    """One line for each (name, measure, part) that has several readings of what is missing; nothing where none has."""
    found = [(name, MEASURES[measure], bounded(page.ask(measure).rows, part)) for name, measure, part in lines]
    known = [(name, measure, one) for name, measure, one in found if one]
    if not known:
        return
    shown = [(name, one, parts.counts(measure, one.row)) for name, measure, one in known]
    good = [measure.card.good for _, measure, _ in known]
    said = words.sentence(known[0][2], good[0]) if len(known) == 1 else words.several([one for *_, one in known])
    st.html(cards.section(title, said) + picture.bounds(shown, good) + cards.key(KEY))
