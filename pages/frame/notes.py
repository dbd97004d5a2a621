"""Notes under a chart by month: the list, a form for one more, and one to withdraw what was wrong."""

from dataclasses import replace

import streamlit as st

from figures import cards
from figures.words import notes as words
from figures.words import parts
from metrics import MEASURES
from metrics.monthly import LAST
from metrics.notes import Note, asked, on_chart, withdraw, write
from metrics.notes.note import EARLIEST, MOST_REASON, MOST_WORDS
from pages.frame import engines
from pages.frame.keeping import attempt, writer
from pages.frame.page import Page

HEAD = (
    ("Day", "short"),
    ("What happened", "text"),
    ("Of", "text"),
    ("New baseline", "text"),
    ("Written", "text"),
    ("Withdrawn", "text"),
)
PRIVATE = "Everybody who sees this chart reads the note: no names or ids of clients."
BASELINE = (
    "A new baseline: the usual range is worked out anew from here on. It is never moved without a written reason."
)
EVERY = "all"


@st.fragment
def notes(page: Page, name: str) -> None:
    """The notes on a measure's chart, and ways to add and to withdraw; one closed line until somebody asks."""
    mine = [note for note in page.notes if on_chart(replace(note, withdrawn=None), name, page.cohort)]
    live = sum(note.withdrawn is None for note in mine)
    title = f"Notes on this chart ({live})" if live else "Note a change on this chart"
    with st.expander(title, key=f"notes_{name}", on_change="rerun") as box:
        if box.open:
            if mine:
                rows = [words.line(note, page.programs) for note in mine]
                st.html(cards.table(HEAD, rows, f"Notes on {parts.title(MEASURES[name])}"))
            _add(page, name)
            if live:
                _take_back(page, name, [note for note in mine if note.withdrawn is None])


def _add(page: Page, name: str) -> None:
    with st.form(f"note_{name}", border=False):
        st.html(cards.note(PRIVATE, "A new note."))
        on, what, by = st.columns([1, 3, 1.4])
        day = on.date_input("Day", page.data.as_of, EARLIEST, LAST, format="YYYY-MM-DD", key=f"note_day_{name}")
        text = what.text_input("What happened", max_chars=MOST_WORDS, key=f"note_words_{name}")
        who = writer(page, by, f"note_by_{name}")
        measure, program = _about(page, name)
        baseline = st.checkbox("New baseline from this day", key=f"note_baseline_{name}", help=BASELINE)
        reason = st.text_input("Reason for the new baseline", max_chars=MOST_REASON, key=f"note_reason_{name}")
        if st.form_submit_button("Keep this note"):
            attempt(lambda: _write(page, day, text, who, measure, program, baseline, reason))


def _about(page: Page, name: str) -> tuple[str | None, str | None]:
    left, right = st.columns(2)
    measures = {name: parts.title(MEASURES[name]), EVERY: words.ALL_MEASURES.capitalize()}
    programs = {EVERY: words.ALL_PROGRAMS.capitalize()} | dict(page.programs)
    chosen = page.cohort.filters().get("program", [EVERY])
    place = list(programs).index(chosen[0]) if chosen[0] in programs else 0
    measure = left.selectbox("Measure", list(measures), format_func=measures.get, key=f"note_of_{name}")
    program = right.selectbox("Program", list(programs), place, format_func=programs.get, key=f"note_at_{name}")
    return (None if measure == EVERY else measure), (None if program == EVERY else program)


def _write(page: Page, day, text, who, measure, program, baseline, reason) -> None:
    note = asked(day, text, who, measure, program, baseline, reason)
    write(engines.owned(), note, page.viewer.programs)


def _take_back(page: Page, name: str, live: list[Note]) -> None:
    numbered = {note.number: words.short(note) for note in live}
    with st.form(f"withdraw_{name}", border=False):
        st.html(cards.note("It stays in the list, with who withdrew it and why.", "Withdraw a note."))
        which, by, because = st.columns([2, 1.4, 2])
        number = which.selectbox("Note", list(numbered), format_func=numbered.get, key=f"withdraw_no_{name}")
        who = writer(page, by, f"withdraw_by_{name}")
        why = because.text_input("Why", max_chars=MOST_REASON, key=f"withdraw_why_{name}")
        if st.form_submit_button("Withdraw"):
            attempt(lambda: withdraw(engines.owned(), number, who, why, page.viewer.programs))
