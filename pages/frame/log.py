"""One action with its history and its measure since; and the forms that open, move and end actions."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from evidence.actions import Action, asked, end, move, words, write
from evidence.actions.action import MOST_ACTION, MOST_WORDS
from figures import cards
from figures.words import parts
from metrics import MEASURES
from metrics.monthly import LAST
from metrics.notes.note import EARLIEST, MOST_NAME
from pages.frame import choices, engines, proof
from pages.frame.keeping import attempt, writer
from pages.frame.notes import EVERY
from pages.frame.page import Page

PRIVATE = "Everybody who sees the charts may read it: no names or ids of clients."
FOUR_WEEKS = timedelta(weeks=4)


def one(page: Page, found: Sequence[Action], head) -> None:
    """One action: what its measure did since it began, and every entry."""
    named = {str(action.number): words.short(action) for action in found}
    chosen = choices.one("Look at one action", named, "action", 460)
    action = next(action for action in found if str(action.number) == chosen)
    st.html(cards.remark("The measure since.", words.since(action, proof.since(page.viewer, page.data.as_of, action))))
    st.html(cards.table(head, words.history(action), f"Action {action.number}"))


def opening(page: Page) -> None:
    """The form that opens an action."""
    with st.expander("Open an action", key="action_open"), st.form("open_action", border=False):
        st.html(cards.note(PRIVATE, "A new action."))
        finding = st.text_input("What was found", max_chars=MOST_WORDS, key="action_finding")
        action = st.text_input("What is done about it", max_chars=MOST_ACTION, key="action_words")
        on, owner, due, by = st.columns(4)
        day = _day(on, "From", page.data.as_of, "action_on")
        who = owner.text_input("Who sees to it", max_chars=MOST_NAME, key="action_owner")
        until = _day(due, "Due", page.data.as_of and page.data.as_of + FOUR_WEEKS, "action_due")
        by_whom = writer(page, by, "action_by")
        measure, program = _about(page)
        if st.form_submit_button("Keep this action"):
            attempt(lambda: _write(page, asked(day, finding, action, who, until, by_whom, measure, program)))


def moving(page: Page, found: Sequence[Action]) -> None:
    """The form that gives an action to somebody else or more time, or takes it up again."""
    with st.expander("Move an action, or take it up again", key="action_move"), st.form("move_action", border=False):
        which, owner, due, by = st.columns([2, 1.2, 1.2, 1.2])
        number = _which(which, found, "move_no")
        who = owner.text_input("Who sees to it", max_chars=MOST_NAME, key="move_owner")
        until = _day(due, "Due", page.data.as_of and page.data.as_of + FOUR_WEEKS, "move_due")
        by_whom = writer(page, by, "move_by")
        why = st.text_input("Why", max_chars=MOST_WORDS, key="move_why")
        if st.form_submit_button("Move"):
            attempt(lambda: move(engines.owned(), number, who, until, by_whom, why, page.viewer.programs))


def ending(page: Page, found: Sequence[Action]) -> None:
    """The form that ends an action."""
    running = [action for action in found if not action.ended]
    if not running:
        return
    with st.expander("End an action", key="action_end"), st.form("end_action", border=False):
        which, outcome, on, by = st.columns([2, 1.2, 1.2, 1.2])
        number = _which(which, running, "end_no")
        came = outcome.selectbox("Outcome", list(words.OUTCOMES), format_func=words.OUTCOMES.get, key="end_outcome")
        day = _day(on, "Ended", page.data.as_of, "end_on")
        by_whom = writer(page, by, "end_by")
        result = st.text_input("What came of it", max_chars=MOST_WORDS, key="end_result")
        if st.form_submit_button("End"):
            attempt(lambda: end(engines.owned(), number, day, came, result, by_whom, page.viewer.programs))


def _day(place, label: str, first: date | None, key: str) -> date | None:
    return place.date_input(label, first, EARLIEST, LAST, format="YYYY-MM-DD", key=key)


def _which(place, found: Sequence[Action], key: str) -> int:
    named = {action.number: words.short(action) for action in found}
    return place.selectbox("Action", list(named), format_func=named.get, key=key)


def _about(page: Page) -> tuple[str | None, str | None]:
    left, right = st.columns(2)
    measures = {EVERY: words.SEVERAL.capitalize()} | {name: parts.title(one) for name, one in MEASURES.items()}
    programs = ({EVERY: words.EVERYWHERE.capitalize()} if page.viewer.programs is None else {}) | dict(page.programs)
    measure = left.selectbox("Of", list(measures), format_func=measures.get, key="action_of")
    program = right.selectbox("At", list(programs), format_func=programs.get, key="action_at")
    return (None if measure == EVERY else measure), (None if program == EVERY else program)


def _write(page: Page, action: Action) -> None:
    write(engines.owned(), action, page.viewer.programs)
