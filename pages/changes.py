"""Why a report that was handed over says something else today: cause by cause, with how many people each moved."""

import streamlit as st

from evidence import told, told_table
from evidence.effect import Number
from evidence.frozen import Frozen
from figures import cards
from figures.words import parts
from metrics import MEASURES
from pages.frame import begin, choices, freezing, proof

OVERVIEW = (
    ("Measure", "text"),
    ("Then", "number"),
    ("Count then", "number"),
    ("Now", "number"),
    ("Count now", "number"),
    ("Change", "number"),
)
NARROW = (0, 1, 3, 5)
NOTHING = "No report is frozen yet."
HOW = "Freeze one below: its numbers, and how everybody stands behind them, are kept for ever."


def headline(packet: Frozen, name: str) -> Number:
    """A measure's own number then and now, by today's definition and the report's filters."""
    frozen = packet.of(name)
    today = page.ask(name, cohort=packet.cohort, **frozen.asked)
    part = MEASURES[name].headline
    return Number(part, frozen.result.one(**part), today.one(**part), ())


def overview(packet: Frozen, numbers: dict[str, Number]) -> str:
    rows = [[parts.title(MEASURES[name]), *told_table.then_and_now(name, number)] for name, number in numbers.items()]
    # On a phone the counts stand below, with each cause.
    places = NARROW if page.narrow else range(len(OVERVIEW))
    head, *rows = ([row[place] for place in places] for row in (OVERVIEW, *rows))
    return cards.table(head, rows, f"Then and now: {packet.title}")


page = begin(with_filters=False)
titles = proof.frozen_titles(page.viewer)
if titles:
    title = choices.one("Frozen report", {one: one for one in titles}, "report", 360)
    packet = proof.frozen_report(page.viewer, page.data.version, title)
    numbers = {name: headline(packet, name) for name in packet.definitions if name in MEASURES}
    changed = [name for name, number in numbers.items() if number.changed]
    page.say(told.headline(packet, len(changed), len(numbers)))
    st.html(cards.section("Then and now", told.ONLY_HEADLINES) + overview(packet, numbers))
    first = [*changed, *(name for name in numbers if name not in changed)]
    freezing.why(page, packet, {name: parts.title(MEASURES[name]) for name in first})
else:
    page.say(told.NO_REPORT)
    st.html(cards.empty(NOTHING, HOW))
freezing.form(page)
