"""A packet made on a page: its choices, its progress, and its files for whoever made it."""

import streamlit as st

from access import audit
from evidence.folder import PDF, WORKBOOK, archive, files
from evidence.manifest import NAME, seal
from evidence.packet import gather
from evidence.requirement import Standard
from evidence.section import Wanted
from figures import cards
from figures.words import evidence_page as words
from metrics.cohort import BadRequest
from metrics.scope import Scope, within
from pages.frame import files as links
from pages.frame import source
from pages.frame.page import Page

KEPT, MOST_SAMPLE = "packet_made", 100
# How much of the bar is gathering; the rest is writing files.
GATHERING = 0.7
KINDS = ((PDF, "PDF", "application/pdf"), (WORKBOOK, "Excel", links.EXCEL))


def _counting(viewer):
    """The engine for counts of what the viewer may see, never for single records."""
    return within(source.books(), Scope(viewer.programs, clients=False))


def packet(page: Page, standard: Standard) -> None:
    """Choices, a button, and the files of the packet that was made last, while they are still what is asked for."""
    people, wanted = _choices(page)
    asked = (page.viewer.who, page.data.version, standard, page.cohort, people, wanted)
    if st.button("Make the packet", key="packet_make"):
        st.session_state[KEPT] = (asked, _made(page, standard, people, wanted))
    before, made = st.session_state.get(KEPT, (None, None))
    if made and before == asked:
        _offer(page, standard, made)
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


def _made(page: Page, standard: Standard, people: bool, wanted: Wanted) -> dict[str, bytes] | None:
    """The files; None, with one sentence on why, where there is no packet."""
    bar = st.progress(0.0, "Gathering the numbers")
    engine = source.engine(page.viewer, audit.TOOK_OUT) if people else _counting(page.viewer)
    try:
        with engine.connect() as connection:
            found = gather(connection, standard, page.cohort, page.viewer, _tell(bar, 0, GATHERING), wanted)
        return files(found, _tell(bar, GATHERING, 1))
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
