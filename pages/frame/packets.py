"""A packet made on a page: its choices, its progress, and its files for whoever made it."""

from typing import NamedTuple

import streamlit as st

from access import audit
from evidence.folder import PDF, WORKBOOK, archive, files
from evidence.frozen import LONGEST_TITLE
from evidence.handed_over import HandedOver, handed_over, named
from evidence.manifest import NAME, seal
from evidence.packet import gather
from evidence.requirement import Standard
from evidence.section import Wanted
from figures import cards
from figures.words import evidence_page as words
from metrics.cohort import BadRequest
from metrics.scope import Scope, within
from pages.frame import engines, proof
from pages.frame import files as links
from pages.frame.keeping import attempt, writer
from pages.frame.links import link
from pages.frame.page import Page

KEPT, MOST_SAMPLE = "packet_made", 100
# How much of the bar is gathering; the rest is writing files.
GATHERING = 0.7
KINDS = ((PDF, "PDF", "application/pdf"), (WORKBOOK, "Excel", links.EXCEL))


class Made(NamedTuple):
    """A packet that was made here. `frozen`: the name of the report that keeps its numbers, "" before."""

    files: dict[str, bytes]
    handed_over: HandedOver
    frozen: str = ""


def _counting(viewer):
    """The engine for counts of what the viewer may see, never for single records."""
    return within(engines.books(), Scope(viewer.programs, clients=False))


def packet(page: Page, standard: Standard) -> None:
    """Choices, a button, and the files of the packet that was made last, while they are still what is asked for."""
    people, wanted = _choices(page)
    asked = (page.viewer.who, page.data.version, standard, page.cohort, people, wanted)
    if st.button("Make the packet", key="packet_make"):
        st.session_state[KEPT] = (asked, _made(page, standard, people, wanted))
    before, made = st.session_state.get(KEPT, (None, None))
    if made and before == asked:
        _offer(page, standard, made.files)
        _freezing(page, standard, asked, made)
    elif made:
        st.html(cards.note(words.STALE))


def _choices(page: Page) -> tuple[bool, Wanted]:
    if not page.viewer.may_see_clients:
        return False, Wanted()
    people = st.checkbox("With single records, by pseudonym", key="packet_people", help=words.PEOPLE)
    if not people:
        return False, Wanted()
    st.html(cards.note(words.PEOPLE))
    with st.container(horizontal=True):
        n = st.number_input("Records traced a measure", 0, MOST_SAMPLE, Wanted.sample, key="packet_sample", width=200)
        seed = st.number_input("Seed of the draw", 0, 10**9, Wanted.seed, key="packet_seed", width=200)
    return True, Wanted(int(n), int(seed))


def _made(page: Page, standard: Standard, people: bool, wanted: Wanted) -> Made | None:
    """The packet; None, with one sentence on why, where there is none."""
    bar = st.progress(0.0, "Gathering the numbers")
    engine = engines.engine(page.viewer, audit.TOOK_OUT) if people else _counting(page.viewer)
    try:
        with engine.connect() as connection:
            found = gather(connection, standard, page.cohort, page.viewer, _tell(bar, 0, GATHERING), wanted)
        return Made(files(found, _tell(bar, GATHERING, 1)), handed_over(found))
    except BadRequest as wrong:
        st.html(cards.empty("There is no packet.", str(wrong)))
        return None
    finally:
        bar.empty()


def _tell(bar, start: float, end: float):
    def tell(said: str, done: float = 0, total: float = 0) -> None:
        bar.progress(start + (end - start) * (min(1.0, done / total) if total else 0.0), said)

    return tell


def _offer(page: Page, standard: Standard, made: dict[str, bytes]) -> None:
    name = f"{standard.key}_{page.data.as_of}"
    offered = [
        links.link(page, label, f"{name}.{file.rpartition('.')[2]}", kind, lambda file=file: made[file])
        for file, label, kind in KINDS
    ]
    whole = links.link(page, "All files (ZIP)", f"{name}.zip", "application/zip", lambda: archive(made))
    st.html(cards.remark(*words.MADE))
    st.html("".join([*offered, whole]))
    st.html(cards.note(words.SEAL.format(seal(made[NAME]))))


def _freezing(page: Page, standard: Standard, asked: tuple, made: Made) -> None:
    """Freeze the numbers of the packet as they were handed over; or where they are, once they are frozen."""
    if made.frozen:
        as_what, then = words.FROZEN
        st.html(cards.remark(as_what.format(made.frozen), then))
        return link("changes", words.COMPARE, {"report": made.frozen})
    if not standard.measures:
        return None
    with st.form("packet_freezing", border=False):
        st.html(cards.section("Freeze it", words.FREEZE))
        left, right = st.columns(2)
        title = left.text_input("Name", max_chars=LONGEST_TITLE, key="packet_name")
        who = writer(page, right, "packet_who", "Frozen by")
        if st.form_submit_button("Freeze these numbers for ever"):
            attempt(lambda: _freeze(page, asked, made, title, who), words.UNFROZEN)


def _freeze(page: Page, asked: tuple, made: Made, title: str, who: str) -> None:
    kept = proof.freeze_packet(page.viewer, title, made.handed_over, who)
    st.session_state[KEPT] = (asked, Made(named(made.files, kept), made.handed_over, kept.title))
