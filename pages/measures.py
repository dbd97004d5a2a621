"""Every measure's card: what it is, in words."""

from urllib.parse import urlencode

import streamlit as st

from figures import cards
from figures.words import definitions, measures_page
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.measure import Measure
from pages.frame import answers, begin, choices
from pages.frame.four_words import four_words
from pages.frame.power import could_be_seen


def history(measure: Measure) -> str:
    """Every version, with what it makes of all the data there are."""
    name, everybody = measure.card.name, Cohort(scope=page.viewer.programs)
    found = {
        one.card.version: answers.result(page.viewer, page.data.version, name, everybody, (), one.card.version)
        for one in measure.versions
    }
    rows = measures_page.versions(measure, found)
    head = cards.section("History", measures_page.HISTORY)
    return head + cards.table(measures_page.HISTORY_HEAD, rows, f"History of {measure.card.title}")


def opened(title: str) -> cards.Link:
    """A measure's title, leading to its card."""
    return cards.Link(title, f"measures?{urlencode({'card': title})}")


page = begin(with_filters=False)
page.say(measures_page.headline())

chosen = choices.one("Measure", {name: one.card.title for name, one in MEASURES.items()}, "card", 360)
measure = MEASURES[chosen]
shown = measure
if measure.earlier:
    versions = {one.card.version: definitions.since(one.card) for one in reversed(measure.versions)}
    shown = measure.at(choices.few("Definition", versions, "version"))
st.html(cards.section(shown.card.title, f"{chosen} on the command line and in every file"))
st.html(cards.table(measures_page.CARD_HEAD, measures_page.lines(shown.card), f"Card of {shown.card.title}"))
if measure.earlier:
    st.html(history(measure))
if shown.options:
    rows = [(name, option.words, str(option.default)) for name, option in shown.options.items()]
    head = (("Option", "text"), ("May be", "text"), ("Default", "text"))
    st.html(cards.section("Options") + cards.table(head, rows, "Options"))

if page.data.as_of:
    with st.expander("The data behind it, in four words", key="four_words", on_change="rerun") as box:
        if box.open:
            four_words(page, chosen)
    could_be_seen(page, chosen)

st.html(cards.section("All measures"))
names = [] if page.narrow else [("Name", "short")]
rows = [(opened(one.card.title), *([name] if names else []), one.card.question) for name, one in MEASURES.items()]
st.html(cards.table((("Title", "text"), *names, ("Question", "text")), rows, "All measures"))
