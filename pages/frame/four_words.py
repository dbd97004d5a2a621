"""The data behind a measure: completeness, accuracy, validity, reliability; with counts, and records where allowed."""

import streamlit as st

from access import audit
from evidence import words
from evidence.quality import LISTED, quality
from figures import cards
from figures.export import rows_csv
from pages.frame import engines, files, proof
from pages.frame.page import Page

COLUMNS = ("word", "title", "count", "of", "unit", "client_id", "episode_id", "program", "what")


@st.fragment
def four_words(page: Page, name: str) -> None:
    """Every check with its counts; what it means where it found something; the records in one closed line."""
    with st.spinner("The records behind the measure are looked at."):
        found = proof.data_quality(page.viewer, page.data.version, name, page.cohort)
    head = words.CHECKS[:4] if page.narrow else words.CHECKS
    st.html(cards.table(head, words.checks(found, page.narrow), "The data behind the measure"))
    if page.narrow:
        st.html(cards.note(f"{words.clean(found)}.", "Looked at, and nothing found:"))
    st.html("".join(cards.remark(strong, said) for strong, said in words.remarks(found)))
    if page.viewer.may_see_clients and any(one.count for one in found):
        _records(page, name)


def _records(page: Page, name: str) -> None:
    with st.expander("The records", key=f"records_{name}", on_change="rerun") as box:
        if not box.open:
            return
        for one in proof.concerned(page.viewer, name, page.cohort):
            if one.listed:
                more = f"The first {LISTED} of {one.count:,}." if one.count > len(one.listed) else ""
                rows = [(each.client_id, each.episode_id, each.program, each.what) for each in one.listed]
                st.html(cards.section(one.title, more) + cards.table(words.RECORDS, rows, one.title, tall=True))
        st.html(_file(page, name))


def _file(page: Page, name: str) -> str:
    """Every record that is listed, one by one; taking it is written down."""
    engine, cohort = engines.engine(page.viewer, audit.TOOK_OUT), page.cohort

    def make() -> str:
        with engine.connect() as connection:
            found = quality(connection, name, cohort)
        rows = [vars(one) | vars(each) for one in found for each in one.listed]
        return rows_csv(COLUMNS, rows)

    return files.link(page, "CSV of these records", f"{name}_data_quality.csv", files.CSV, make)
