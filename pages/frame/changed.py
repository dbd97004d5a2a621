"""Who changes class between two rules of relapse, one by one with the reason; one closed line until somebody asks."""

from urllib.parse import urlencode

import streamlit as st

from figures import cards, numbers
from metrics.people import COUNTED
from pages.frame import choices, looks
from pages.frame.page import Page
from pages.frame.ways import others

NAME = "relapse_rule_changes"
MOST = 300
PEOPLE = (("Client", "short"), ("Program", "text"), ("Admitted", "short"), ("Relapse by one of the two", "text"))
NOBODY = "Nobody changes class between these two."


@st.fragment
def changed(page: Page, rule: str, missing: str) -> None:
    """The clients behind the table of classes, for the rule and reading that it begins with."""
    if not page.viewer.may_see_clients:
        return
    with st.expander("Clients who change class, and why", key="changed", on_change="rerun") as box:
        if box.open:
            to = choices.one("Instead read by", others(rule, missing), f"instead_of_{rule}", 320)
            found = _people(page, {"from": rule, "missing": missing, "to": to})
            st.html(cards.table(PEOPLE, _rows(page, found), "Who changes class", tall=True) if found else _nobody())
            if len(found) == MOST:
                st.html(cards.note(f"The first {MOST} are listed; fewer filters show others."))


def _people(page: Page, options: dict) -> list[dict]:
    return looks.people(page.viewer, NAME, page.cohort, options, MOST, COUNTED)


def _rows(page: Page, found: list[dict]):
    kept = [(one, value) for one in st.query_params if one != "client" for value in st.query_params.get_all(one)]
    for row in found:
        client = cards.Link(row["client_id"], "clients?" + urlencode([*kept, ("client", row["client_id"])]))
        program = page.programs.get(row["program"], row["program"])
        yield client, program, numbers.date(row["admitted_on"]), row["reason"]


def _nobody() -> str:
    return cards.empty(NOBODY, "Choose another rule, another period or fewer filters.")
