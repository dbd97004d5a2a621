"""The log of actions: what was found, what is done about it, who sees to it, and what came of it."""

from datetime import date

import streamlit as st

from evidence.actions import words
from figures import cards, numbers
from pages.frame import begin, log
from pages.frame.analysis import analysis

HEAD = (
    ("No", "number"),
    ("From", "short"),
    ("About", "text"),
    ("Finding", "text"),
    ("Action", "text"),
    ("Who", "short"),
    ("How it stands", "short"),
    ("What came of it", "text"),
)
NARROW = (0, 4, 5, 6)
ENTRIES = (("Written", "short"), ("By", "short"), ("What", "short"), ("In words", "text"))

page = begin(with_filters=False)
today = page.data.as_of or date.min
found = page.actions
page.say(words.headline(found, today))
if found:
    waiting = sorted(found, key=lambda one: (bool(one.ended), one.due))
    rows = [words.line(one, page.programs, today) for one in waiting]
    # On a phone the finding and what came of it stand under "one action" alone.
    places = NARROW if page.narrow else range(len(HEAD))
    head, *rows = ([row[place] for place in places] for row in (HEAD, *rows))
    st.html(
        cards.section(
            "All actions", f"Open ones first; as they stand on {numbers.date(today)}, the last day of the data."
        )
    )
    st.html(cards.table(head, rows, "The log of actions", tall=True))
    log.one(page, found, ENTRIES)
else:
    st.html(cards.empty("The log is empty.", "The first action is written below."))
log.opening(page)
if found:
    log.moving(page, found)
    log.ending(page, found)
analysis(page)
