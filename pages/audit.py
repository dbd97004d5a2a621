"""Who saw or took out whose data, when, and with which filters; and whether the book is as it was written."""

import json

import streamlit as st

from access import audit
from figures import cards
from figures.words import audit as words
from pages.frame import begin, choices
from pages.frame.engines import books, strange_programs

MOST = 200
HEAD = (
    ("Line", "number"),
    ("When (UTC)", "short"),
    ("Who", "text"),
    ("Did", "short"),
    ("What", "text"),
    ("With", "note"),
    ("Programs", "short"),
    ("Clients", "number"),
    ("Which", "note"),
)
EVERYBODY, ANYTHING = "everybody", "anything"
ACTIONS = (audit.SAW, audit.TOOK_OUT, audit.SIGNED_IN, audit.SIGNED_OUT, audit.REFUSED)


def line(row: dict) -> list[str]:
    programs = "all" if row["scope"] == audit.ALL else ", ".join(json.loads(row["scope"]))
    which = words.some(row["client_ids"])
    return [
        str(row["line"]),
        f"{row['at']:%Y-%m-%d %H:%M}",
        f"{row['who']} ({row['role']})",
        row["action"],
        row["what"],
        words.choices(row["choices"]),
        programs,
        str(len(row["client_ids"]) or ""),
        which,
    ]


page = begin(with_filters=False)
with books().connect() as connection:
    names = audit.people(connection)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = choices.one("Who", {EVERYBODY: "Everybody"} | {name: name for name in names}, "who", 260)
        action = choices.one("Did", {ANYTHING: "Anything"} | {one: one for one in ACTIONS}, "did", 160)
        client_id = st.text_input("About the client", key="about", placeholder="Client id", width=180)
    asked = {
        "who": "" if who == EVERYBODY else who,
        "action": "" if action == ANYTHING else action,
        "client_id": (client_id or "").strip(),
    }
    rows = audit.latest(connection, MOST, **asked)
    faults, head = list(audit.faults(connection)), audit.head(connection)
page.say(words.headline(faults, head))
if told := strange_programs():
    st.html(cards.remark("", told))
st.html(cards.section("The latest first", f"At most {MOST} lines; times are UTC."))
if rows:
    st.html(cards.table(HEAD, [line(row) for row in rows], "Who saw whom", tall=True))
else:
    st.html(cards.empty("No line fits this choice.", "Choose everybody and anything, or another client."))
